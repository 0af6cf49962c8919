"""Months and figures out of a CSV file or pasted lines; every error names its row and column.

Nothing is guessed: a minus, a fraction, a gap or a word where a figure belongs is refused.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NoReturn

from saidanddone.base.errors import Refused
from saidanddone.listening.documents.table import read_rows
from saidanddone.outcomes.said import BadMonths, MonthSaid

MOST = 2_147_483_647  # what the database's whole number holds
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NUMBER = re.compile(r"[0-9]+|[0-9]{1,3}(,[0-9]{3})+")
_SHAPES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(-\d{1,2}([T ].*)?)?", re.ASCII),
    re.compile(r"(\d{1,2}/)?(?P<month>\d{1,2})/(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<name>[A-Za-z]{3,9})\.?[\s-]+(?P<year>\d{4}|\d{2})", re.ASCII),
)


class _Wrong(Exception):
    """What is wrong in one box of a row."""


def read_months(
    content: bytes, month_column: str, value_column: str, comparison_column: str = ""
) -> list[MonthSaid]:
    """Every month of a CSV file with a header row, columns found by name whatever their case.

    Blank rows are passed over. Raises BadMonths naming each bad row and column, or Refused where
    the file itself cannot be read or lacks a column.
    """
    rows = read_rows(content)
    header = [name.strip() for name in next(rows, [])]
    if not any(header):
        raise Refused(
            "The file is empty. Choose a file with a header row and a row for each month.",
            "file",
        )
    wanted = [month_column, value_column] + ([comparison_column] if comparison_column else [])
    columns = [(name.strip(), _column(header, name)) for name in wanted]
    return _read(enumerate(rows, start=2), columns, "Row")


def read_lines(text: str) -> list[MonthSaid]:
    """Months typed or pasted, one a line: the month, the figure, and the comparison's if there is one.

    Tabs or semicolons part them, else commas. Raises BadMonths naming each bad line.
    """
    lines = (
        re.split(r"[\t;]" if re.search(r"[\t;]", line) else ",", line) for line in text.splitlines()
    )
    columns = [("month", 0), ("figure", 1), ("comparison", 2)]
    return _read(enumerate(lines, start=1), columns, "Line")


def _read(
    rows: Iterator[tuple[int, list[str]]], columns: Sequence[tuple[str, int]], called: str
) -> list[MonthSaid]:
    months: list[MonthSaid] = []
    wrong: list[str] = []
    for number, row in rows:
        if not any(box.strip() for box in row):
            continue
        try:
            if called == "Line" and len(row) > len(columns):
                raise _Wrong("more than three parts. Write 1530 and not 1,530.")
            months.append(_month_said(row, columns))
        except _Wrong as error:
            wrong.append(f"{called} {number}: {error}")
    if wrong:
        raise BadMonths(wrong)
    if not months:
        raise Refused("There is no month to store. Give a row for each month.", "lines", "file")
    return months


def _month_said(row: list[str], columns: Sequence[tuple[str, int]]) -> MonthSaid:
    boxes = [(name, row[at].strip() if at < len(row) else "") for name, at in columns]
    comparison = boxes[2] if len(boxes) > 2 else ("", "")
    return MonthSaid(
        month=_month(*boxes[0]),
        value=_figure(*boxes[1]),
        comparison=_figure(*comparison) if comparison[1] else None,
    )


def _column(header: list[str], name: str) -> int:
    named = [at for at, each in enumerate(header) if each.casefold() == name.strip().casefold()]
    if len(named) == 1:
        return named[0]
    if named:
        raise Refused(f"Two columns are called “{name.strip()}”. Give each its own name.", "file")
    held = ", ".join(f"“{each}”" for each in header if each)
    raise Refused(
        f"The file has no column called “{name.strip()}”. Its columns are {held}.", "file"
    )


def _month(column: str, words: str) -> date:
    if not words:
        _wrong(column, "is empty: it needs a month, like April 2026 or 2026-04.")
    for shape in _SHAPES:
        found = shape.fullmatch(words)
        if found:
            said = found.groupdict()
            number = int(said["month"]) if "month" in said else _named_month(said["name"])
            year = int(said["year"]) + (2000 if len(said["year"]) == 2 else 0)
            if 1 <= number <= 12 and year > 1900:
                return date(year, number, 1)
    return _wrong(
        column, f"holds “{words[:40]}”, which is not a month. Write it like April 2026 or 2026-04."
    )


def _named_month(name: str) -> int:
    """1 to 12 for "April", "apr" or "Sept"; 0 for anything else."""
    short = name.lower()[:3]
    return MONTHS.index(short) + 1 if short in MONTHS else 0


def _figure(column: str, words: str) -> int:
    if not words:
        _wrong(column, "is empty. A month without a figure is left out, not put in empty.")
    if not _NUMBER.fullmatch(words):
        _wrong(column, f"holds “{words[:40]}”, which is not a whole number of 0 or more.")
    figure = int(words.replace(",", ""))
    if figure > MOST:
        _wrong(column, f"holds “{words[:40]}”, which is too large.")
    return figure


def _wrong(column: str, what: str) -> NoReturn:
    raise _Wrong(
        f"column “{column}”: {what}" if what.startswith("“") else f"column “{column}” {what}"
    )
