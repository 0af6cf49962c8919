"""A table of speaker turns made into interviews.

Each row is one turn: which community, which interview, who speaks, what they say. The person who
brings the file says which column is which. Everything stays in memory.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from saidanddone.base.inputs import names_of
from saidanddone.base.tables import Table, TableRefused, even_rows, read_table
from saidanddone.listening.documents import tidy
from saidanddone.listening.inputs import TurnColumns

MOST_OF_NAMES = 20_000  # characters of the names of all columns: the page shows each five times
MOST_CONVERSATIONS = 250  # of one table: each becomes a record with a key of its own
MOST_CHARACTERS = 10_000_000  # of all that is said in one table
LONGEST_LABEL = 250  # characters of a community, a conversation or a speaker


@dataclass(frozen=True)
class Turn:
    speaker_label: str
    is_interviewer: bool
    text: str


@dataclass(frozen=True)
class InterviewTurns:
    """One interview: its turns in file order, and how many people at least answered in it.

    `interviewees` is 0 where the table gives every row of the interview to an interviewer, or
    leaves the others without a label.
    """

    community: str
    label: str
    turns: tuple[Turn, ...]
    interviewees: int

    @property
    def has_interviewee(self) -> bool:
        """Whether anyone but the interviewer says a word in it, by the labels."""
        return any(turn.text.strip() for turn in self.turns if not turn.is_interviewer)

    @property
    def voice(self) -> Literal["person", "table", "room"]:
        """Nobody's own words are the room's, which counts no person."""
        if not self.has_interviewee:
            return "room"
        return "table" if self.interviewees > 1 else "person"


def column_names(content: bytes) -> list[str]:
    """The names in the first row with anything in it, in order, without the spaces around them.

    A column without a name is an empty string. Raises `TableRefused`.
    """
    return _names(read_table(content))


def read_turns(content: bytes, columns: TurnColumns) -> list[InterviewTurns]:
    """The interviews of a table, in the order of their first rows.

    An interview is known by its community and its own label, spaces trimmed; its rows need not
    stand together. A row with no text is kept, a row with nothing in any column is passed over.
    Rows are numbered as a spreadsheet numbers them.
    Raises `TableRefused`, naming the column or row.
    """
    table = read_table(content)
    at = _places(_names(table), columns)
    asking = columns.interviewer_value.casefold()
    interviews: dict[tuple[str, str], list[Turn]] = {}
    characters = 0
    for number, row in even_rows(table):
        characters += len(row[at["text"]])
        _refuse_too_much(characters, len(interviews))
        turn = Turn(
            speaker_label=_label(number, columns.speaker, row[at["speaker"]]),
            is_interviewer=row[at["interviewer"]].strip().casefold() == asking,
            text=tidy(row[at["text"]]),
        )
        community = _filled(number, columns.community, row[at["community"]])
        interview = _filled(number, columns.interview, row[at["interview"]])
        interviews.setdefault((community, interview), []).append(turn)
    _refuse_too_much(characters, len(interviews))
    _refuse_if_one_sided(interviews.values())
    return [
        InterviewTurns(community, label, tuple(turns), _interviewees(turns))
        for (community, label), turns in interviews.items()
    ]


def people_named(labels: Iterable[str]) -> int:
    """How many people a set of speaker labels names, at least.

    Labels are compared without case, spaces around them or punctuation after them. A label that
    joins names ("Interviewee 1 & Interviewee 2", "... and/or ...", "... or ...") names each of
    them, since the transcriber could not tell two voices apart. A bare label beside numbered ones
    ("Interviewee" where "Interviewee 1" also speaks) names nobody new: the number was left off.
    Where this errs it counts several, and words of several are neither quoted nor counted as one
    person's.
    """
    people = {person for label in labels for person in _people_in(label)}
    numbered = {name for name, number in people if number}
    return len({(name, number) for name, number in people if number or name not in numbered})


_JOINED = re.compile(r"\s*(?:[&+/]|\band/or\b|\band\b|\bor\b)\s*", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<name>.*?)(?:[\s#.]*(?P<number>\d+)|\s+(?P<letter>\w))?", re.DOTALL)


def _people_in(label: str) -> Iterator[tuple[str, str]]:
    name = ""
    for part in _JOINED.split(_one_line(label).casefold()):
        match = _NUMBERED.fullmatch(part.strip(" .:;,-()[]"))
        if match is None or not match[0]:
            continue
        # In "Interviewee 1 and 2" the second number goes with the first name.
        name = match["name"] or name
        yield name, match["number"] or match["letter"] or ""


def _interviewees(turns: list[Turn]) -> int:
    return people_named({t.speaker_label for t in turns if not t.is_interviewer})


def _names(table: Table) -> list[str]:
    names = table.names
    if sum(len(name) + 1 for name in names) > MOST_OF_NAMES:
        raise TableRefused(
            f"The names of the columns have more than {MOST_OF_NAMES:,} characters together. Shorten "
            "them, or take out the columns that are not needed, then choose the file again."
        )
    first_place: dict[str, int] = {}
    for place, name in enumerate(names, start=1):
        if name and first_place.setdefault(name, place) != place:
            # By position: in a table without a header these would be someone's words.
            raise TableRefused(
                f"Columns {first_place[name]} and {place} have the same name in "
                f"row {table.header_row}. "
                "Give each column a name of its own, then choose the file again."
            )
    return names


def _places(names: list[str], columns: TurnColumns) -> dict[str, int]:
    places = {}
    for field in names_of(columns):
        if field == "interviewer_value":
            continue
        wanted = getattr(columns, field)
        if wanted not in names:
            raise TableRefused(
                f"There is no column “{wanted}” in the first row of this table. "
                "Check how it is spelled, or choose another column."
            )
        places[field] = names.index(wanted)
    return places


def _filled(number: int, column: str, value: str) -> str:
    label = _label(number, column, value)
    if not label:
        raise TableRefused(
            f"Row {number} has nothing in the column “{column}”. "
            "Fill it in, then choose the file again."
        )
    return label


def _refuse_too_much(characters: int, conversations: int) -> None:
    if characters > MOST_CHARACTERS:
        raise TableRefused(
            f"This table has more than {MOST_CHARACTERS:,} characters of speech. Save it as several "
            "smaller tables, then bring them in one at a time."
        )
    if conversations > MOST_CONVERSATIONS:
        raise TableRefused(
            f"This table has more than {MOST_CONVERSATIONS} conversations. Check which column tells "
            "one from another, or save it as several smaller tables and bring them in one at a time."
        )


def _refuse_if_one_sided(turns: Iterable[list[Turn]]) -> None:
    sides = {turn.is_interviewer for spoken in turns for turn in spoken}
    if not sides:
        raise TableRefused(
            "This table has no rows under its first one. Check that it is the right file."
        )
    if len(sides) == 1:
        who = "an interviewer's" if True in sides else "from someone who was interviewed"
        raise TableRefused(
            f"Every row of this table is {who}. Check which column says who is asking, "
            "and what stands in it on an interviewer's rows."
        )


def _label(number: int, column: str, value: str) -> str:
    """A short text on one line. Raises `TableRefused` where it is as long as someone's words."""
    if len(value) > LONGEST_LABEL:
        raise TableRefused(
            f"Row {number} has more than {LONGEST_LABEL} characters in the column “{column}”. "
            "Check which column is which, or shorten it, then choose the file again."
        )
    return _one_line(value)


def _one_line(value: str) -> str:
    return " ".join(tidy(value).split())
