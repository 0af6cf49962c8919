"""People's words read in their own direction wherever a page shows or takes them.

An element that holds words alone says `dir="auto"`; words within a sentence of ours stand in `<bdi>`, so that
neither turns the other round (HTML, 3.2.6.4 and 4.5.24).
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.apps import apps

import saidanddone
from saidanddone.ui.forms import GovukForm
from saidanddone.ui.widgets import Textarea, TextInput

SRC = Path(saidanddone.__file__).parent
TEMPLATES = sorted(path for path in SRC.rglob("*.html") if path.name != "gallery.html")
# What pages call words that no field of a record is called.
ALSO = {"quote", "text", "theirs", "yours", "speaker"}
# Names that a field of words shares with what the program itself says.
# `run.text` stands in elements of the templates that include it.
PROGRAMS_OWN = {"run.text", "state.name", "change.before", "change.after", "served.note"}
NO_ELEMENTS_IN = {"title", "option", "textarea", "script"}
ALONE = {"br", "hr", "img", "input", "link", "meta"}
OPENS_IN_TITLE = re.compile(r"{%\s*block\s+\w*title\w*\s*%}.*?{%\s*endblock[^%]*%}", re.DOTALL)
PIECES = re.compile(
    r"{#.*?#}|{%.*?%}|{{.*?}}|<!.*?>|<(?:{{.*?}}|{%.*?%}|[^<>{])*>|[^<{]+|.", re.DOTALL
)
SHOWN = re.compile(r"{{\s*([\w.]+)")
TYPED = re.compile(
    r"<textarea(?:{{.*?}}|{%.*?%}|[^>])*>|<input(?:{{.*?}}|{%.*?%}|[^>])*>", re.DOTALL
)
NOT_WORDS = re.compile(
    r'type="(?!text|{{ type)|inputmode="numeric"|inputmode="{{ part|id="code"|{{ option.type'
)


def names_of_words() -> set[str]:
    fields = (field for model in apps.get_models() for field in model._meta.concrete_fields)
    return ALSO | {
        field.name
        for field in fields
        if getattr(field, "words", None) in {"public", "staff", "sealed"}
    }


def words_without_direction(template: str) -> Iterator[str]:
    """What a template shows of people's words in an element that leaves their direction to chance."""
    names = names_of_words()
    open_elements: list[tuple[str, str]] = []
    for piece in PIECES.findall(OPENS_IN_TITLE.sub("", template)):
        if piece.startswith("</"):
            name = piece.strip("</> ").lower()
            while any(element == name for element, _ in open_elements):
                if open_elements.pop()[0] == name:
                    break
        elif match := re.match(r"<(\w+)", piece):
            if match[1].lower() not in ALONE:
                open_elements.append((match[1].lower(), piece))
        elif match := SHOWN.match(piece):
            elements = [element for element in open_elements if element[0] != "mark"]
            name, tag = elements[-1] if elements else ("", "")
            shown = match[1]
            if shown.split(".")[-1] not in names or shown in PROGRAMS_OWN or name in NO_ELEMENTS_IN:
                continue
            if name != "bdi" and 'dir="auto"' not in tag:
                yield shown


def test_a_template_that_leaves_direction_to_chance_is_noticed() -> None:
    """The scan itself: what it lets pass, and what it does not."""
    assert list(words_without_direction("<p>{{ theme.statement }}</p>")) == ["theme.statement"]
    assert list(words_without_direction('<p dir="auto">{{ a.statement }}</p>{{ a.words }}')) == [
        "a.words"
    ]
    kept = '<p dir="auto"><mark>{{ a.words }}</mark></p><p>It is <bdi>{{ a.words }}</bdi></p>'
    assert not list(words_without_direction(kept))
    assert not list(words_without_direction("{% block title %}{{ a.title }}{% endblock %}"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SRC)))
def test_words_read_in_their_own_direction(path: Path) -> None:
    if "/ui/templates/" not in str(path):  # these say nothing of their own: the next test
        assert not list(words_without_direction(path.read_text()))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SRC)))
def test_a_box_for_words_takes_their_direction(path: Path) -> None:
    boxes = [box for box in TYPED.findall(path.read_text()) if not NOT_WORDS.search(box)]
    by_widget = "django/forms/widgets/attrs.html"  # `GovukBoundField` adds the direction
    assert not [box for box in boxes if 'dir="auto"' not in box and by_widget not in box]


class AForm(GovukForm):
    line = forms.CharField(widget=TextInput())
    words = forms.CharField(widget=Textarea())
    email = forms.EmailField()
    number = forms.IntegerField()


def test_every_form_takes_words_in_their_own_direction() -> None:
    form = AForm()
    assert 'dir="auto"' in str(form["line"])
    assert 'dir="auto"' in str(form["words"])
    assert "dir=" not in str(form["email"]) + str(form["number"])


@pytest.mark.parametrize("name", ["summary_list", "table", "inset_text", "edited_meanwhile"])
def test_what_shows_any_text_gives_it_its_own_direction(name: str) -> None:
    template = (SRC / f"ui/templates/ui/{name}.html").read_text()
    shows = re.compile(r"<(?:dd|dt|td|th|p|div)[^>]*>(?:{%[^%]*%}|<a [^>]*>)*{{ \w+\.?\w*")
    cells = [cell for cell in shows.findall(template) if "sentence" not in cell]
    assert cells
    assert not [cell for cell in cells if 'dir="auto"' not in cell]
