"""The report between its records and its file: what a writer of any format needs, and no markup."""

from dataclasses import dataclass
from typing import Literal

from saidanddone.base.direction import without_direction_marks
from saidanddone.disclosure.figures import KnownFigure
from saidanddone.ui.charts import MonthsChart


@dataclass(frozen=True)
class Words:
    text: str
    is_strong: bool = False


@dataclass(frozen=True)
class NoteRef:
    """The place in the text that a note belongs to. `occurrence` counts from 1 for each note.

    `follows` another straight before it: notes 1 and 2 must not read as note 12.
    """

    number: int
    occurrence: int = 1
    follows: bool = False


Run = Words | NoteRef
Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    runs: Runs
    manner: Literal["plain", "lead", "caution"] = "plain"


@dataclass(frozen=True)
class Subheading:
    text: str


@dataclass(frozen=True)
class Bullets:
    items: tuple[Runs, ...]


@dataclass(frozen=True)
class Quote:
    """A person's own words, with consent. `said_in` is a line to stand beneath them; it may be empty."""

    words: str
    said_in: str

    def __post_init__(self) -> None:
        """What is kept is exact; where it is shown, no mark turns the letters round."""
        object.__setattr__(self, "words", without_direction_marks(self.words))


@dataclass(frozen=True)
class Pledge:
    """What the body promised, in its own words."""

    words: str
    by_whom: str


@dataclass(frozen=True)
class Table:
    """`rows` have as many cells as `head`; `numeric` names the columns, from 0, that hold figures."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    numeric: frozenset[int] = frozenset()
    note: str = ""
    is_dense: bool = False


@dataclass(frozen=True)
class Chart:
    """A picture for formats that draw, with the same figures as a table for every format."""

    picture: MonthsChart
    table: Table


Block = Paragraph | Subheading | Bullets | Quote | Pledge | Table | Chart


@dataclass(frozen=True)
class Section:
    slug: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Note:
    """One footnote; `cited` is how many places point to it."""

    number: int
    figure: str
    text: str
    cited: int


@dataclass(frozen=True)
class Document:
    """`mark` is empty unless this is a draft; `last` stands after the notes, on a page of its own."""

    title: str
    kind: str
    owner: str
    stands: str  # as of when, from what
    mark: str
    notice: str
    lead: Runs
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    last: Section
    figures: tuple[KnownFigure, ...]


def words(text: str, *, is_strong: bool = False) -> Runs:
    """Plain words as the runs of a cell or a bullet."""
    return (Words(text, is_strong),)


def plain(text: str, manner: Literal["plain", "caution"] = "plain") -> Paragraph:
    """A paragraph without a figure in it."""
    return Paragraph(words(text), manner)
