"""Spoken passages in which whoever or wherever could be told is marked.

docs/reference/labelling.md says what is marked, and which files were kept back until the rules were finished.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Half = Literal["develop", "trial", "measure", "measure-2"]

KINDS = frozenset(
    {
        "person",
        "address",
        "street",
        "school",
        "lodging",
        "place",
        "organisation",
        "phone",
        "email",
        "handle",
        "web",
        "postcode",
        "coordinates",
        "threewords",
        "date",
        "vehicle",
        "nhs",
        "ni",
        "bank",
        "case",
        "officer",
    }
)
SPEAKERS = frozenset({"worker", "resident", "peer", "service worker"})

_HEADING = re.compile(r"^= (\w+) ([\w ]+)\n", re.MULTILINE)
_MARK = re.compile(r"\[\[(\w+):(.*?)\]\]")


@dataclass(frozen=True)
class Identifier:
    """From `start` up to `end`, in code points of the passage's text."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Passage:
    id: str
    speaker: str
    text: str
    identifiers: tuple[Identifier, ...]


def read_passages(half: Half) -> list[Passage]:
    """The passages of one half, or of the trial, in the order of the file."""
    source = (Path(__file__).parent / f"spoken-{half}.txt").read_text(encoding="utf-8")
    return list(_parse(source))


def parse_marks(marked: str) -> tuple[str, tuple[Identifier, ...]]:
    """The text without its marks, and where each mark stood."""
    text = ""
    identifiers = []
    end_of_last = 0
    for mark in _MARK.finditer(marked):
        text += marked[end_of_last : mark.start()]
        identifiers.append(Identifier(len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        end_of_last = mark.end()
    return text + marked[end_of_last:], tuple(identifiers)


def _parse(source: str) -> Iterator[Passage]:
    _comment, *parts = _HEADING.split(source)
    for name, speaker, marked in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        text, identifiers = parse_marks(marked.strip())
        yield Passage(name, speaker, text, identifiers)
