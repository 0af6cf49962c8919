"""What a reader gets from one answer: status, links, forms, figures and text, in a form that compares.

Values that differ on every request (form tokens, new secrets and codes) are replaced by `*`.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from django.http import HttpResponse
from lxml import html
from lxml.html import HtmlElement

# Elements that stand inside a sentence; every other element begins a new line.
INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small"}
INLINE |= {"span", "strong", "sub", "sup", "time", "tspan", "u", "var"}
HEADINGS = {"title", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "legend"}
SILENT = {"script", "style", "link", "noscript", "template"}
SPOKEN_ATTRIBUTES = ("alt", "aria-label", "placeholder", "title")
PER_REQUEST_FIELDS = {"csrfmiddlewaretoken", "once"}
FIELDS = "//input|//select|//textarea|//button"
# The key of an authenticator app; its page draws the key as a picture too.
SECRET = re.compile(r"\b[A-Z2-7]{32}\b")
PICTURE = re.compile(r"\[picture [0-9a-f]{12}\]")
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
WORDS_AROUND = 3


@dataclass(frozen=True)
class Page:
    """One answer. `text` has one line for each block of the page, in its order."""

    status: int
    kind: str
    location: str
    links: tuple[str, ...]
    forms: tuple[str, ...]
    text: str

    def figures(self) -> Counter[str]:
        """Every number in the text and how often it stands there."""
        return Counter(NUMBER.findall(self.text))

    def around(self, figure: str) -> list[str]:
        """The figure with the words before and after it, wherever it stands."""
        lines = (line.split() for line in self.text.splitlines())
        return [
            " ".join(words[max(0, at - WORDS_AROUND) : at + WORDS_AROUND + 1])
            for words in lines
            for at, word in enumerate(words)
            if figure in NUMBER.findall(word)
        ]


def page_of(response: HttpResponse, hidden: re.Pattern[str] | None = None) -> Page:
    """Read an answer. What `hidden` matches is a value of this request and is replaced by `*`."""
    kind = response.headers.get("Content-Type", "").split(";")[0]
    body = b"".join(response) if response.streaming else response.content
    links: list[str] = []
    forms: list[str] = []
    if kind == "text/html" and body.strip():
        tree = html.document_fromstring(body.decode())
        here = response.wsgi_request.get_full_path()
        links, forms = sorted(_links(tree, here)), list(_forms(tree, here))
        text = "\n".join(_lines(tree))
        if SECRET.search(text):
            text = PICTURE.sub("[picture *]", SECRET.sub("*", text))
    elif kind == "application/json":
        text = json.dumps(json.loads(body), indent=1, ensure_ascii=False)
    elif kind.startswith("text/"):
        text = body.decode()
    else:
        text = f"sha256 {hashlib.sha256(body).hexdigest()}" if body else ""
    location = response.headers.get("Location", "")
    if hidden is not None:
        text, location = hidden.sub("*", text), hidden.sub("*", location)
        links = sorted(hidden.sub("*", link) for link in links)
        forms = [hidden.sub("*", form) for form in forms]
    return Page(response.status_code, kind, location, tuple(links), tuple(forms), text)


def _links(tree: HtmlElement, here: str) -> Iterator[str]:
    for element in tree.iterfind(".//a[@href]"):
        yield urljoin(here, element.get("href"))
    for element in tree.iterfind(".//img[@src]"):
        yield urljoin(here, element.get("src"))


def _forms(tree: HtmlElement, here: str) -> Iterator[str]:
    """A line for each form and each of its fields, with the value that it opens with."""
    for form in tree.iter("form"):
        yield f"form {form.get('method', 'get').lower()} {urljoin(here, form.get('action') or here)}"
        for field in form.xpath(FIELDS.replace("//", ".//")):
            yield f"  {_field(field)}"


def _field(field: HtmlElement) -> str:
    name, kind = field.get("name", ""), field.get("type", field.tag)
    if field.tag == "select":
        value = [
            option.get("value", "") + ("+" if "selected" in option.attrib else "")
            for option in field.iter("option")
        ]
    elif field.tag == "textarea":
        value = (field.text_content() or "").removeprefix("\n")
    else:
        value = "*" if name in PER_REQUEST_FIELDS else field.get("value", "")
    flags = [
        flag for flag in ("checked", "disabled", "required", "multiple") if flag in field.attrib
    ]
    return json.dumps([name, kind, value, *flags], ensure_ascii=False)


def _lines(tree: HtmlElement) -> Iterator[str]:
    line: list[str] = []
    for words in _pieces(tree):
        if words is not None:
            line.append(words)
            continue
        if sentence := " ".join("".join(line).split()):
            yield sentence
        line = []
    if sentence := " ".join("".join(line).split()):
        yield sentence


def _pieces(element: HtmlElement) -> Iterator[str | None]:
    """Words in reading order; None where a line ends."""
    if not isinstance(element.tag, str) or element.tag in SILENT:
        return
    is_block = element.tag not in INLINE
    if is_block:
        yield None
    if element.tag in HEADINGS:
        yield f"{element.tag}: "
    if element.tag == "svg":
        yield f"[picture {_shapes(element)}]"
        yield None
    for name in SPOKEN_ATTRIBUTES:
        if element.get(name):
            yield f" [{name}: {element.get(name)}] "
    if element.text and element.tag != "textarea":
        yield element.text
    for child in element:
        yield from _pieces(child)
        if child.tail:
            yield child.tail
    if is_block:
        yield None


def _shapes(picture: HtmlElement) -> str:
    """A short hash of where everything in a picture stands: its figures that are not written."""
    places = [
        (
            shape.tag,
            sorted((name, value) for name, value in shape.attrib.items() if name != "class"),
        )
        for shape in picture.iter()
        if isinstance(shape.tag, str)
    ]
    return hashlib.sha256(repr(places).encode()).hexdigest()[:12]
