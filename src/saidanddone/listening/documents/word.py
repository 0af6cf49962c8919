"""Words out of a Word document (.docx, ECMA-376).

The parts are read straight from their XML: python-docx gives a paragraph without its tracked
insertions, its content controls and its text boxes, and those may be what someone said. Comments,
pictures, headers and footers are counted and left out; deleted text is left out.
"""

import posixpath
from collections import Counter

from saidanddone.listening.documents import document
from saidanddone.listening.documents.archive import read_archive
from saidanddone.listening.documents.document import Document
from saidanddone.listening.documents.guards import DAMAGED, MACROS, DocumentRefused, Limits
from saidanddone.listening.documents.markup import feed, refuse_if_too_detailed
from saidanddone.listening.documents.notes import noted
from saidanddone.listening.documents.word_body import WordBody, is_on, tags, value_of

_NOTE = tags("footnote", "endnote")
_STYLE, _VANISH = tags("style"), tags("vanish")
_LEFT_OUT = {"header": document.PAGE_HEADERS, "footer": document.PAGE_FOOTERS}
_READ = {"officeDocument", "styles", "footnotes", "endnotes", *_LEFT_OUT}


class _Relations:
    """The parts that a part refers to, with the kind of each."""

    def __init__(self, folder: str) -> None:
        self.parts: list[tuple[str, str]] = []
        self._folder = folder

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2]
        if tag.endswith("}Relationship") and kind in _READ:
            target = posixpath.join("/", self._folder, attributes.get("Target", ""))
            self.parts.append((kind, posixpath.normpath(target).lstrip("/")))


class _HiddenStyles:
    """The styles that hide the text they are given to."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self._style = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _STYLE:
            self._style = value_of(attributes, "styleId") or ""
        elif tag in _VANISH and is_on(attributes):
            self.names.add(self._style)


class _Notes(WordBody):
    """Every footnote or every endnote by its identifier, each on one line."""

    def __init__(self, hidden_styles: frozenset[str]) -> None:
        super().__init__(hidden_styles)
        self.texts: dict[str, str] = {}
        self._note = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _NOTE:
            self._note = value_of(attributes, "id") or ""
            self.lines = []
        super().start(tag, attributes)

    def end(self, tag: str) -> None:
        super().end(tag)
        if tag in _NOTE:
            self.texts[self._note] = " ".join(line.strip() for line in self.lines).strip()


def read(content: bytes, limits: Limits) -> Document:
    """The words of the body and of its notes. Raises `DocumentRefused`."""
    parts = read_archive(content, limits)
    _refuse_unless_word(parts)
    main = next(
        (name for kind, name in _relations(parts, "", limits) if kind == "officeDocument"), ""
    )
    if main not in parts:
        raise DocumentRefused(DAMAGED)
    others = [(kind, name) for kind, name in _relations(parts, main, limits) if name in parts]
    refuse_if_too_detailed([parts[name] for name in {main, *(name for _, name in others)}], limits)
    styles = _HiddenStyles()
    for name in _of_kind(others, "styles"):
        feed(parts[name], styles, limits)
    hidden_styles = frozenset(styles.names)
    body = WordBody(hidden_styles)
    feed(parts[main], body, limits)
    if body.has_words_elsewhere:
        raise DocumentRefused(
            "Part of this document is a second document placed inside it, which was not read. "
            "Open it in Word, save it again as .docx, then choose it again. "
            "Or paste the words instead."
        )
    left_out = body.left_out
    notes: dict[tuple[str, str], str] = {}
    for kind in ("footnotes", "endnotes"):
        for name in _of_kind(others, kind):
            read_notes = _Notes(hidden_styles)
            feed(parts[name], read_notes, limits)
            left_out += read_notes.left_out
            notes |= {(kind, identifier): text for identifier, text in read_notes.texts.items()}
    left_out += _headers_and_footers(parts, others, limits)
    numbered = ((number, notes.get(note, "")) for note, number in body.notes.items())
    return Document(noted(body.lines, numbered), left_out=document.without_zeros(left_out))


def _refuse_unless_word(parts: dict[str, bytes]) -> None:
    types = parts.get("[Content_Types].xml", b"")
    if b"macroenabled" in types.lower():
        raise DocumentRefused(MACROS)
    if b"wordprocessingml.document.main+xml" not in types:
        raise DocumentRefused(
            "The name of this file ends in .docx, but inside it is not a Word document. "
            "Open it, save it as .docx, then choose it again. Or paste the words instead."
        )


def _relations(parts: dict[str, bytes], part: str, limits: Limits) -> list[tuple[str, str]]:
    """The kind and name of each part that a part refers to; "" is the package itself."""
    folder, name = posixpath.split(part)
    relations = _Relations(folder)
    if xml := parts.get(posixpath.join(folder, "_rels", f"{name}.rels")):
        feed(xml, relations, limits)
    return relations.parts


def _of_kind(parts: list[tuple[str, str]], wanted: str) -> set[str]:
    return {name for kind, name in parts if kind == wanted}


def _headers_and_footers(
    parts: dict[str, bytes], others: list[tuple[str, str]], limits: Limits
) -> Counter[str]:
    """How many of each hold words or numbers."""
    left_out: Counter[str] = Counter()
    for kind, label in _LEFT_OUT.items():
        for name in _of_kind(others, kind):
            header = WordBody()
            feed(parts[name], header, limits)
            left_out[label] += any(line.strip() for line in header.lines)
    return left_out
