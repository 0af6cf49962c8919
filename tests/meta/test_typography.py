"""What people read has typographic apostrophes and quotation marks, whoever wrote the page."""

import re
from pathlib import Path

import pytest

import saidanddone

ROOT = Path(saidanddone.__file__).parent
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))
# What is not read: comments, tags of the template and of the page, code shown as it is typed.
UNREAD = re.compile(
    r"{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->|<(script|style|code|pre)\b.*?</\1>|<[^>]*>", re.DOTALL
)
STRAIGHT = re.compile(r"\w'\w|\w'(?=\s)|(?<=\s)'\w|(?<=\s)\"\w|(?<=[\w.,])\"(?=\s)")
# The words that tags of the template hand to a part of the page.
HANDED_ON = re.compile(r"\b(?:text|heading|empty|link_text|title|tag)=\"([^\"]*)\"")


def read_in(source: str) -> list[str]:
    return [UNREAD.sub(" ", source), *HANDED_ON.findall(source)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_straight_mark_is_read(path: Path) -> None:
    straight = [
        words[max(match.start() - 30, 0) : match.end() + 30]
        for words in read_in(path.read_text())
        for match in STRAIGHT.finditer(words)
    ]
    assert straight == []


def test_a_straight_mark_would_be_found() -> None:
    assert STRAIGHT.search(UNREAD.sub(" ", "<p class='a'>People's {# isn't #} words</p>"))
    assert not STRAIGHT.search(UNREAD.sub(" ", "<p class='a'>Words {% if x == 'a b' %}</p>"))
