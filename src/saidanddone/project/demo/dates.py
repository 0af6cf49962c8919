"""Reads the story's dates: "Y/06/12", "Y-1/11/03" and "Y/04" become dates in the story's year."""

import re
from datetime import date
from typing import Any

_WRITTEN = re.compile(r"Y(?P<years>[+-]\d)?/(?P<month>\d\d)(?:/(?P<day>\d\d))?")


def story_year(as_of: date) -> int:
    """The year of the last April to October that was over, and its figures out, by this day."""
    return as_of.year if as_of >= date(as_of.year, 11, 2) else as_of.year - 1


def with_dates(written: Any, year: int) -> Any:
    """The same value with every written date in it as a `date`; a month is its first day."""
    if isinstance(written, str):
        match = _WRITTEN.fullmatch(written)
        return _day(match, year) if match else written
    if isinstance(written, list):
        return [with_dates(item, year) for item in written]
    if isinstance(written, dict):
        return {name: with_dates(item, year) for name, item in written.items()}
    return written


def months_from(first: date, count: int) -> list[date]:
    """The first days of `count` months in a row."""
    counted = [first.month - 1 + more for more in range(count)]
    return [date(first.year + month // 12, month % 12 + 1, 1) for month in counted]


def _day(match: re.Match[str], year: int) -> date:
    years, month, day = match["years"], match["month"], match["day"]
    return date(year + int(years or 0), int(month), int(day or 1))
