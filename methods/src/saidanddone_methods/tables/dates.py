"""Read days and months as people and programs write them. The whole text must match.

The forms are year first (`2026-04`, `2026/04/01`, `202604`, `1995 Jan`), day first as in Britain
(`01/04/2026`, `1.4.2026`), month first without a day (`04/2026`), and names in English
(`Apr-26`, `1 April 2026`, `April 1, 2026`), each with or without a time after the day.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

# Not calendar.month_name, which follows the machine's locale.
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_LONGEST = 100  # characters; patterns try a longer text in too many ways
# The number of each month by its name or abbreviation, in lower case.
MONTHS = {name.lower(): at for at, name in enumerate(MONTH_NAMES, 1)}
MONTHS |= {name[:3]: at for name, at in MONTHS.items()} | {"sept": 9}

_YEAR, _MONTH, _DAY = r"(?P<year>\d{4})", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_NAME = r"(?P<name>[A-Za-z]{3,9})\.?"
_NTH = rf"{_DAY}(?:st|nd|rd|th)?"
_SHORT_YEAR = r"(?P<year>\d{4}|\d{2})"
_TIME = (
    r"(?:[T ]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_OF_A_DAY = [
    re.compile(shape + _TIME, re.ASCII | re.IGNORECASE)
    for shape in (
        rf"{_YEAR}(?P<mark>[-/.]){_MONTH}(?P=mark){_DAY}",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        rf"{_DAY}(?P<mark>[-/.]){_MONTH}(?P=mark){_YEAR}",
        rf"{_NTH}[\s-]+{_NAME}(?:,?\s+|-){_SHORT_YEAR}",
        rf"{_NAME}\s+{_NTH},?\s+{_YEAR}",
    )
]
_OF_A_MONTH = [
    re.compile(shape, re.ASCII)
    for shape in (
        rf"{_YEAR}[-/.]{_MONTH}",
        r"(?P<year>\d{4})(?P<month>\d{2})",
        rf"{_MONTH}/{_YEAR}",
        rf"{_YEAR}[\s-]+{_NAME}",
        rf"{_NAME}(?:,?\s+|\s*-\s*){_SHORT_YEAR}",
    )
]


def day_of(text: str) -> date | None:
    """The day of a text, or None. A time with a zone is converted to London time."""
    text = text.strip()
    for shape in _OF_A_DAY if len(text) <= _LONGEST else ():
        if parts := shape.fullmatch(text):
            return _day(parts.groupdict())
    return None


def month_of(text: str) -> date | None:
    """The first day of the month of a text, or None. The text may also have a day."""
    if day := day_of(text):
        return day.replace(day=1)
    text = text.strip()
    for shape in _OF_A_MONTH if len(text) <= _LONGEST else ():
        if parts := shape.fullmatch(text):
            return _day(parts.groupdict())
    return None


def _day(parts: dict[str, str | None]) -> date | None:
    year, month = _year(parts["year"] or ""), _month(parts)
    if year is None or month is None:
        return None
    try:
        day = date(year, month, int(parts.get("day") or 1))
        return _in_london(day, parts) if parts.get("hour") else day
    except (ValueError, OverflowError):  # a thirteenth month, a 31 February, an hour 25
        return None


def _year(written: str) -> int | None:
    """A year from 1900 to 2099. With two digits, 50 to 69 could be either century: None."""
    year = int(written)
    if len(written) == 2:
        year += 2000 if year < 50 else 1900
        return year if not 1950 <= year < 1970 else None
    return year if 1900 <= year < 2100 else None


def _month(parts: dict[str, str | None]) -> int | None:
    name = parts.get("name")
    return MONTHS.get(name.lower()) if name else int(parts["month"] or 0)


def _in_london(day: date, parts: dict[str, str | None]) -> date:
    """The day in London: 23:00 UTC on 31 March is 1 April there, in summer time."""
    hour, minute, second = (int(parts[part] or 0) for part in ("hour", "minute", "second"))
    moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=UTC)
    zone = (parts["zone"] or "").upper()
    if not zone:
        return day  # a time without a zone is the writer's own day
    if zone[0] in "+-":
        sign = -1 if zone[0] == "-" else 1
        ahead = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
        moment = moment.replace(tzinfo=timezone(sign * ahead))
    return moment.astimezone(_london()).date()


@cache
def _london() -> ZoneInfo:
    return ZoneInfo("Europe/London")
