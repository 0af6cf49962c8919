"""An entry of the catalogue: a figure's name, what it counts and how it is worked out.

A name in angle brackets stands for a record's own: `<community>_took_part` becomes
`residents_took_part`. Each release part brings its entries; docs/reference/figures.md lists them all,
and a test keeps both equal.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

Unit = Literal[
    "people", "things", "things said", "share", "days", "percent", "pounds", "as counted"
]

TOOK_PART: Final = "Who took part"
HEARD: Final = "What was heard"
DECIDED_AND_DONE: Final = "What was decided and done"
ANSWERED: Final = "What was answered"
MEASURED: Final = "What was measured"
HEADINGS: Final = (TOOK_PART, HEARD, DECIDED_AND_DONE, ANSWERED, MEASURED)
"""In the order in which they are shown; a heading that a part brings beside these comes after them."""

RECORDS: Final = "the programme's own records"
LISTENING: Final = "records of each occasion of listening"
MARKED: Final = "passages marked in confirmed transcripts"
PLAN: Final = "the record of decisions and actions"
ANSWERS: Final = "published answers and what people said back"

_RECORD = re.compile(r"<\w+>")


@dataclass(frozen=True)
class Entry:
    """`definition` and `worked_out` may hold {placeholders} that the figure's record fills.

    `stage` is the heading it stands under; `rank` its place there, the lower first. Entries of one
    rank stand in the order in which parts are built.
    """

    name: str
    unit: Unit
    definition: str
    worked_out: str
    source: str
    stage: str = ""
    rank: int = 0

    @property
    def pattern(self) -> re.Pattern[str]:
        """What a figure of this entry is called."""
        return re.compile(_RECORD.sub(r"[a-z0-9_]+", self.name))

    @property
    def kind_of_record(self) -> str:
        """ "<community>"; empty for a figure of the whole programme."""
        named = _RECORD.search(self.name)
        return named.group() if named else ""

    def name_for(self, record: str) -> str:
        """The name of the figure of this record."""
        return _RECORD.sub(record, self.name)


def under(stage: str, *entries: Entry, rank: int = 0) -> tuple[Entry, ...]:
    """These entries under this heading."""
    return tuple(replace(entry, stage=stage, rank=rank) for entry in entries)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """By heading, then rank, else as they come."""
    return sorted(entries, key=lambda entry: (_heading_number(entry.stage), entry.rank))


def _heading_number(stage: str) -> int:
    return HEADINGS.index(stage) if stage in HEADINGS else len(HEADINGS)


def as_name(slug: str) -> str:
    """A record's short name as part of a figure's."""
    return "".join(letter if letter.isalnum() else "_" for letter in slug.lower())
