"""A table of speaker turns made into interviews.

Each row is one turn: which community, which interview, who speaks, what they say. The person who
brings the file says which column is which. Everything stays in memory.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from saidanddone.base.names import folded, has_letter_or_number, loosely_folded
from saidanddone.base.tables import Table, TableRefused, even_rows, read_table
from saidanddone.listening.documents import tidy
from saidanddone.listening.inputs import TurnColumns
from saidanddone.listening.survey_tables import with_one_heading

MOST_OF_NAMES = 20_000  # characters of the names of all columns: the page shows each five times
MOST_CONVERSATIONS = 250  # of one table: each becomes a record with a key of its own
MOST_CHARACTERS = 10_000_000  # of all that is said in one table
LONGEST_LABEL = 250  # characters of a community, a conversation or a speaker


Person = tuple[str, str]  # the name that labels share, and the number or letter after it


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
    """The names in the first row with anything in it, in order, each on one line.

    A column without a name is an empty string. Raises `TableRefused`.
    """
    return _names(with_one_heading(read_table(content)))


def read_turns(content: bytes, columns: TurnColumns) -> list[InterviewTurns]:
    """The interviews of a table, in the order of their first rows.

    An interview is known by its community and its own label; its rows need not stand together. A
    community may be spelled in several cases or spacings: its first spelling is kept. Labels that
    differ by less than that tells apart are refused. A row with no text is kept, a row with
    nothing in any column is passed over. Where nobody is asking, each reply follows the heading of its
    column as the question.
    Rows are numbered as a spreadsheet numbers them.
    Raises `TableRefused`, naming the column or row.
    """
    _refuse_unless_all_said(columns)
    table = with_one_heading(read_table(content))
    spoken = _Spoken(columns, _places(_names(table), columns))
    interviews: dict[tuple[str, str], list[Turn]] = {}
    characters = 0
    for number, row in even_rows(table):
        key = spoken.interview(number, row)
        turns = spoken.turns(number, row, key[1], interviews.get(key, ()))
        if turns:  # a row of a survey may have no reply
            interviews.setdefault(key, []).extend(turns)
        characters += spoken.length(row)
        _refuse_too_much(characters, len(interviews))
    _refuse_if_one_sided(interviews.values(), columns)
    return [
        InterviewTurns(community, label, tuple(turns), _interviewees(turns))
        for (community, label), turns in interviews.items()
    ]


class _Spoken:
    """What the rows of a table say: turns of a talk, or replies to the questions in its headings."""

    def __init__(self, columns: TurnColumns, places: Mapping[str, int]) -> None:
        self._columns = columns
        self._at = places
        self._labels = _Labels(columns)
        self._asking = {folded(value) for value in columns.interviewer_values}

    def length(self, row: Sequence[str]) -> int:
        """How many characters the words of a row have as they stand there, spaces too."""
        texts = (self._columns.text, *self._columns.other_texts)
        return sum(len(row[self._at[column]]) for column in texts)

    def interview(self, number: int, row: Sequence[str]) -> tuple[str, str]:
        """The community and the label of the interview that a row belongs to."""
        community = self._labels.community(number, row[self._at[self._columns.community]])
        label = row[self._at[self._columns.interview]]
        return community, self._labels.interview(number, community, label)

    def turns(
        self, number: int, row: Sequence[str], interview: str, before: Sequence[Turn]
    ) -> list[Turn]:
        """The turns of a row; `before` are those of the rows above it in its interview."""
        columns, at = self._columns, self._at
        speaker = interview
        if columns.speaker:
            speaker = _label(number, columns.speaker, row[at[columns.speaker]])
        if not columns.interviewer:
            return list(self._replies(row, speaker, before))
        asks = self._labels.fold(row[at[columns.interviewer]]) in self._asking
        return [Turn(speaker, asks, tidy(row[at[columns.text]]))]

    def _replies(self, row: Sequence[str], speaker: str, before: Sequence[Turn]) -> Iterator[Turn]:
        asked = next((turn.text for turn in reversed(before) if turn.is_interviewer), "")
        for column in (self._columns.text, *self._columns.other_texts):
            reply, question = tidy(row[self._at[column]]), _one_line(column)
            if reply and question != asked:
                yield Turn("", True, question)
                asked = question
            if reply:
                yield Turn(speaker, False, reply)


def people_named(labels: Iterable[str]) -> int:
    """How many people a set of speaker labels names, at least.

    Labels are compared without case, spaces around them or punctuation after them. A label that
    joins names ("Interviewee 1 & Interviewee 2", "... and/or ...", "... or ...") names each of
    them, since the transcriber could not tell two voices apart. A bare label is the first of its
    name: "Interviewee" is "Interviewee 1" where that one also speaks, and another person than
    "Interviewee 2". Where this errs it counts several, and words of several are neither quoted nor
    counted as one person's.
    """
    return len(frozenset[Person]().union(*people_by_label(labels).values()))


def people_by_label(labels: Iterable[str]) -> dict[str, frozenset[Person]]:
    """Whom each label names, by the rules of `people_named`: equal for labels of one speaker."""
    named = {label: frozenset(_people_in(label)) for label in labels}
    known = frozenset[Person]().union(*named.values())
    return {
        label: frozenset(_first_of_the_name(person, known) for person in people)
        for label, people in named.items()
    }


def _first_of_the_name(person: Person, known: frozenset[Person]) -> Person:
    name, number = person
    return next(((name, one) for one in ("1", "a") if (name, one) in known and not number), person)


_JOINED = re.compile(r"\s*(?:[&+/]|\band/or\b|\band\b|\bor\b)\s*", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<name>.*?)(?:[\s#.]*(?P<number>\d+)|\s+(?P<letter>\w))?", re.DOTALL)


def _people_in(label: str) -> Iterator[Person]:
    name = ""
    for part in _JOINED.split(folded(label)):
        match = _NUMBERED.fullmatch(part.strip(" .:;,-()[]"))
        if match is None or not match[0]:
            continue
        # In "Interviewee 1 and 2" the second number goes with the first name.
        name = match["name"] or name
        number = match["number"]
        yield name, str(int(number)) if number else match["letter"] or ""


def _interviewees(turns: list[Turn]) -> int:
    return people_named({t.speaker_label for t in turns if not t.is_interviewer})


def _names(table: Table) -> list[str]:
    names = [_one_line(name) for name in table.names]  # a page sends no line break as it was
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
    """Where each column that was chosen stands, by its name. Raises `TableRefused`."""
    chosen = [columns.community, columns.interview, columns.text, *columns.other_texts]
    chosen += [name for name in (columns.speaker, columns.interviewer) if name]
    places = {}
    for wanted in chosen:
        if _one_line(wanted) not in names:
            raise TableRefused(
                f"There is no column “{_one_line(wanted)}” in the first row of this table. "
                "Check how it is spelled, or choose another column."
            )
        places[wanted] = names.index(_one_line(wanted))
    return places


class _Labels:
    """The labels of a table as they are met, row by row. No refusal repeats one: it may be a name."""

    def __init__(self, columns: TurnColumns) -> None:
        self._columns = columns
        self._folded: dict[str, str] = {}  # each text as it stands: rows repeat a few
        self._communities: dict[str, tuple[str, int]] = {}  # loosely folded: spelling and row
        self._interviews: dict[tuple[str, str], tuple[str, int]] = {}

    def fold(self, text: str) -> str:
        if text not in self._folded:
            self._folded[text] = folded(text)
        return self._folded[text]

    def community(self, number: int, value: str) -> str:
        """The community's first spelling. Raises `TableRefused` where it may be another or this one."""
        column = self._columns.community
        label = _filled(number, column, value)
        if not has_letter_or_number(label):
            raise TableRefused(
                f"Row {number} has no letter or number in the column “{column}”. Write the "
                "community's name there, in any script, then choose the file again."
            )
        first, row = self._communities.setdefault(loosely_folded(label), (label, number))
        if self.fold(first) != self.fold(label):
            raise _alike(row, number, column, "a dash, a full stop or the like", "community")
        return first

    def interview(self, number: int, community: str, value: str) -> str:
        """The interview's label. Raises `TableRefused` where one before differs by its case alone."""
        column = self._columns.interview
        label = _filled(number, column, value)
        first, row = self._interviews.setdefault((community, self.fold(label)), (label, number))
        if first != label:
            raise _alike(row, number, column, "capital letters or the like", "conversation")
        return label


def _alike(row: int, number: int, column: str, marks: str, what: str) -> TableRefused:
    return TableRefused(
        f"Rows {row} and {number} differ only by {marks} in the column “{column}”. Write one {what} "
        f"in one way, and two so that more tells them apart, then choose the file again."
    )


def _filled(number: int, column: str, value: str) -> str:
    label = _label(number, column, value)
    if not label:
        raise TableRefused(
            f"Row {number} has nothing in the column “{column}”. "
            "Fill it in, then choose the file again."
        )
    return label


def _refuse_unless_all_said(columns: TurnColumns) -> None:
    if columns.interviewer and not columns.interviewer_values:
        raise TableRefused("Enter what stands in that column when an interviewer speaks.")
    if columns.interviewer_values and not columns.interviewer:
        raise TableRefused(
            "Choose the column that tells who is asking, or leave out what stands in it: nobody asks then."
        )
    if columns.interviewer and not columns.speaker:
        raise TableRefused("Choose the column that names the speaker.")
    if columns.interviewer and columns.other_texts:
        raise TableRefused(
            "Only replies to a survey stand in several columns. Choose one column of words, or say that "
            "nobody is asking."
        )
    if columns.text in columns.other_texts:
        raise TableRefused("Choose each column of replies once.")


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


def _refuse_if_one_sided(turns: Iterable[list[Turn]], columns: TurnColumns) -> None:
    sides = {turn.is_interviewer for spoken in turns for turn in spoken}
    if not sides and not columns.interviewer:
        raise TableRefused(
            "No row of this table has a reply in it. Check which columns hold the replies."
        )
    if not sides:
        raise TableRefused(
            "This table has no rows under its first one. Check that it is the right file."
        )
    if not columns.interviewer:
        return
    if True not in sides:
        raise TableRefused(
            "Every row of this table is from someone who was interviewed. Check which column says who is "
            "asking, and what stands in it on an interviewer's rows. If nobody is asking, as in replies to "
            "a survey, say so in its place."
        )
    if False not in sides:
        raise TableRefused(
            "Every row of this table is an interviewer's. Check which column says who is asking, "
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
