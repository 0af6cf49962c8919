"""The lines of a PDF's pages, each with its place."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pypdf._text_extraction as pypdf_text
from pypdf import PageObject

from saidanddone.listening.documents.right_to_left import in_reading_order, is_right_to_left
from saidanddone.listening.documents.tidy import tidy

# pypdf turns right-to-left letters round by what one operator draws, which leaves the words of a
# line in the wrong order. Here a whole line is turned: `in_reading_order`.
pypdf_text.RTL_CHARACTER_PATTERN = re.compile("(?!)")

# Letters that fonts draw as one shape. pypdf puts a space on either side of one that is drawn in
# another font ("Ti \ufb00 any", "o \ufb00  any"). Before fi and fl it may be a space that was there.
_LIGATURES = str.maketrans(
    dict(
        zip(
            "\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06",
            ["ff", "fi", "fl", "ffi", "ffl", "st", "st"],
            strict=True,
        )
    )
)
_PARTED = re.compile("(?<=[a-z]) ([\ufb00\ufb03\ufb04])(?: |$)|(?<= )([\ufb01\ufb02]) (?=[a-z])")


# A heading set with wide gaps between its letters, and wider ones between its words.
_LETTER_SPACED = re.compile(r"(?=.*\S  \S)\S(?: {1,2}\S){4,}")
_SPACE_OR_TWO = re.compile(" {1,2}")


@dataclass(frozen=True)
class Piece:
    """What is drawn together. `x` and `y` are where it begins, in the page's own units."""

    text: str
    x: float
    y: float


@dataclass
class Line:
    pieces: list[Piece] = field(default_factory=list)

    @property
    def x(self) -> float:
        return min((piece.x for piece in self.pieces if piece.text.strip()), default=0.0)

    @property
    def y(self) -> float:
        return next((piece.y for piece in self.pieces if piece.text.strip()), 0.0)

    def drawn(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    def words(self) -> str:
        """The line as it is read, without what its layout added to it."""
        text = self.drawn()
        if is_right_to_left(text):
            text = "".join(piece.text for piece in sorted(self.pieces, key=lambda piece: piece.x))
            text = in_reading_order(_SPACES.sub(" ", _unspaced(text)))
        text = _unspaced(text)
        text = _SPACES.sub(" ", _PARTED.sub(r"\1\2", text))
        return tidy(text.translate(_LIGATURES)).replace("\n", " ")


def _unspaced(text: str) -> str:
    """A heading without the gaps between its letters."""
    if not _LETTER_SPACED.fullmatch(text.strip()):
        return text
    return _SPACE_OR_TWO.sub(lambda gap: gap[0][1:], text)


_SPACES = re.compile(r"[ \t]+")
_ENDS_LABEL = re.compile(r":[ \t]+$")


def lines_of(page: PageObject, before_each: Callable[..., None]) -> list[Line]:
    """The lines of a page in the order in which they are drawn.

    `before_each` is called before each operator of the page, and may raise.
    """
    lines = [Line()]

    def keep(text: str, cm: list[float], tm: list[float], *_: Any) -> None:
        x, y = pypdf_text.mult(tm, cm)[4:]
        for number, part in enumerate(text.splitlines(keepends=True)):
            if number:
                lines.append(Line())
            if words := part.rstrip("\n"):
                lines[-1].pieces.append(Piece(words, x, y))
        if text.endswith("\n"):
            lines.append(Line())

    page.extract_text(visitor_operand_before=before_each, visitor_text=keep)
    if not lines[-1].drawn():
        lines.pop()
    return _with_labels_joined(lines)


def _with_labels_joined(lines: list[Line]) -> list[Line]:
    """Some programs break the line between a speaker's label and what they said."""
    joined: list[Line] = []
    for line in lines:
        end = "".join(piece.text[-9:] for piece in joined[-1].pieces[-9:]) if joined else ""
        if _ENDS_LABEL.search(end) and line.drawn()[:1] in {" ", "\t"}:
            joined[-1].pieces += line.pieces
        else:
            joined.append(line)
    return joined
