"""A table of speaker turns (.csv or .csv.gz) made into interviews.

Each row is one turn: which community, which interview, who speaks, what they say. The person who
brings the file says which column is which. Everything stays in memory.
"""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Literal

from saidanddone.listening.documents import DocumentRefused, tidy
from saidanddone.listening.documents.guards import LIMITS, kind_inside

MOST_BYTES = 64_000_000
MOST_ROWS = 200_000

_SAVE_AS_UTF_8 = "Open it, save it as CSV UTF-8, then choose it again."


@dataclass(frozen=True)
class TurnColumns:
    """The names of the columns, as the person mapped them.

    `interviewer` names the column that tells who is asking, `interviewer_value` what stands in it
    on an interviewer's row (compared without regard to case or the spaces around it).
    """

    community: str
    interview: str
    speaker: str
    text: str
    interviewer: str
    interviewer_value: str


@dataclass(frozen=True)
class Turn:
    speaker_label: str
    is_interviewer: bool
    text: str


@dataclass(frozen=True)
class InterviewTurns:
    """One interview: its turns in file order, and how many people at least answered in it."""

    community: str
    label: str
    turns: tuple[Turn, ...]
    interviewees: int

    @property
    def voice(self) -> Literal["person", "table"]:
        return "table" if self.interviewees > 1 else "person"


def column_names(content: bytes) -> list[str]:
    """The names in the first row, in order, without the spaces around them.

    A column without a name is an empty string. Raises `DocumentRefused`.
    """
    header = next(_rows(content), None)
    if header is None:
        raise DocumentRefused("This table is empty. Check that it is the right file.")
    names = [name.strip() for name in header]
    for at, name in enumerate(names):
        if name and name in names[:at]:
            # By position: without a header row these names would be someone's words.
            raise DocumentRefused(
                f"Columns {names.index(name) + 1} and {at + 1} have the same name in row 1. "
                "Give each column a name of its own, then choose the file again."
            )
    return names


def read_turns(content: bytes, columns: TurnColumns) -> list[InterviewTurns]:
    """The interviews of a table, in the order of their first rows.

    An interview is known by its community and its own label, spaces trimmed; its rows need not
    stand together. A row with no text is kept, a row with nothing in any column is passed over.
    Rows are numbered as a spreadsheet numbers them, the header being row 1.
    Raises `DocumentRefused`, naming the column or row.
    """
    names = column_names(content)
    at = _places(names, columns)
    asking = columns.interviewer_value.strip().casefold()
    turns: dict[tuple[str, str], list[Turn]] = {}
    first_rows: dict[tuple[str, str], int] = {}
    for number, row in enumerate(_rows(content), start=1):
        if number == 1 or not any(field.strip() for field in row):
            continue
        if len(row) != len(names):
            raise DocumentRefused(
                f"Row {number} has {len(row)} columns, but the first row has {len(names)}. "
                "A comma or a quotation mark may be missing there. Put it right, "
                "then choose the file again."
            )
        community, interview = (_label(row[at[what]]) for what in ("community", "interview"))
        for value, column in ((community, columns.community), (interview, columns.interview)):
            if not value:
                raise DocumentRefused(
                    f"Row {number} has nothing in the column “{column}”. "
                    "Fill it in, then choose the file again."
                )
        first_rows.setdefault((community, interview), number)
        turns.setdefault((community, interview), []).append(
            Turn(
                speaker_label=_label(row[at["speaker"]]),
                is_interviewer=row[at["interviewer"]].strip().casefold() == asking,
                text=tidy(row[at["text"]]),
            )
        )
    _refuse_if_nobody_speaks(turns, first_rows)
    return [
        InterviewTurns(community, label, tuple(spoken), _interviewees(spoken))
        for (community, label), spoken in turns.items()
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
    for part in _JOINED.split(_label(label).casefold()):
        match = _NUMBERED.fullmatch(part.strip(" .:;,-()[]"))
        if match is None or not match[0]:
            continue
        # In "Interviewee 1 and 2" the second number goes with the first name.
        name = match["name"] or name
        yield name, match["number"] or match["letter"] or ""


def _interviewees(turns: list[Turn]) -> int:
    return max(1, people_named({t.speaker_label for t in turns if not t.is_interviewer}))


def _places(names: list[str], columns: TurnColumns) -> dict[str, int]:
    places = {}
    for field in fields(columns):
        if field.name == "interviewer_value":
            continue
        wanted = getattr(columns, field.name).strip()
        if wanted not in names:
            raise DocumentRefused(
                f"There is no column “{wanted}” in the first row of this table. "
                "Check how it is spelled, or choose another column."
            )
        places[field.name] = names.index(wanted)
    return places


def _refuse_if_nobody_speaks(
    turns: dict[tuple[str, str], list[Turn]], first_rows: dict[tuple[str, str], int]
) -> None:
    if not turns:
        raise DocumentRefused(
            "This table has no rows under its first one. Check that it is the right file."
        )
    spoken = [turn for rows in turns.values() for turn in rows]
    if not any(turn.is_interviewer for turn in spoken):
        raise DocumentRefused(
            "No row of this table is an interviewer's. Check which column says who is asking, "
            "and what stands in it on their rows."
        )
    for key, rows in turns.items():
        if all(turn.is_interviewer for turn in rows):
            raise DocumentRefused(
                f"Nobody but the interviewer speaks in the interview that starts at row "
                f"{first_rows[key]}. Check which column says who is asking, "
                "and what stands in it on their rows."
            )


def _label(value: str) -> str:
    return " ".join(tidy(value).split())


def _rows(content: bytes) -> Iterator[list[str]]:
    text = _decoded(_unpacked(content))
    # Some programs end a field with a semicolon or a tab and still call the file CSV.
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = max(",;\t", key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):  # noqa: B007
            if number > MOST_ROWS:
                raise DocumentRefused(
                    f"This table has more than {MOST_ROWS:,} rows. "
                    "Save it as several smaller tables, then choose them one at a time."
                )
            yield row
    except csv.Error:
        raise DocumentRefused(
            f"Row {number + 1} cannot be read: a quotation mark is missing or out of place, "
            f"or one box holds more than {csv.field_size_limit():,} characters. "
            "Put it right, then choose the file again."
        ) from None


def _unpacked(content: bytes) -> bytes:
    if len(content) > LIMITS.file:
        raise DocumentRefused(
            f"This file is larger than {LIMITS.file // 1_000_000} MB. "
            "Save it as several smaller tables, then choose them one at a time."
        )
    if kind_inside(content) == "gzip":
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
                content = packed.read(MOST_BYTES + 1)
        except (OSError, EOFError, zlib.error):
            raise DocumentRefused(
                "This packed file is damaged or incomplete. Pack the table again, "
                "or choose the table itself (.csv)."
            ) from None
        if len(content) > MOST_BYTES:
            raise DocumentRefused(
                f"This packed file unpacks to more than {MOST_BYTES // 1_000_000} MB, "
                "so it was not read. Save it as several smaller tables, "
                "then choose them one at a time."
            )
    if kind_inside(content) is not None:
        raise DocumentRefused(
            "This is not a table in CSV. Open it in a spreadsheet, save it as CSV UTF-8, "
            "then choose it again."
        )
    return content


def _decoded(content: bytes) -> str:
    """UTF-8 or marked UTF-16, and nothing else: a guess could put wrong letters in a word."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, errors="ignore")
        raise DocumentRefused(
            f"Row {_row_at_end(before)} holds letters that cannot be made out. {_SAVE_AS_UTF_8}"
        ) from None
    if "\x00" in text:
        row = _row_at_end(text[: text.index("\x00")])
        raise DocumentRefused(f"Row {row} holds something other than text. {_SAVE_AS_UTF_8}")
    return text


def _row_at_end(text: str) -> int:
    """The number of the row in which some text from the start of a table breaks off."""
    return sum(1 for _ in csv.reader(io.StringIO(text + "?", newline="")))
