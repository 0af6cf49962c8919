"""Small words between records: lists, periods, ends of sentences."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from saidanddone.ui.templatetags.ui import count_of, gov_date, gov_month, listed

__all__ = [
    "as_sentence",
    "between",
    "capital",
    "count_of",
    "day",
    "inside",
    "lines",
    "listed",
    "month",
    "months",
    "or_listed",
    "quoted",
    "short",
]

ENDS = (".", "!", "?", "…")


def day(on: date) -> str:
    """ "12 June 2026"."""
    return gov_date(on)


def month(on: date) -> str:
    """ "June 2026"."""
    return gov_month(on)


def months(first: date, last: date) -> str:
    """ "April to October 2025", "June 2026"; with days only where the ends are not whole months.

    The last month may be given by its first day or its last.
    """
    is_whole = first.day == 1 and last.day in (1, monthrange(last.year, last.month)[1])
    if not is_whole:
        return day(first) if first == last else f"{day(first)} to {day(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return month(first)
    start = f"{first:%B}" if first.year == last.year else month(first)
    return f"{start} to {month(last)}"


def between(first: date, last: date) -> str:
    """ "between May and July 2026", "in June 2026"."""
    said = months(first, last)
    return f"between {said.replace(' to ', ' and ')}" if " to " in said else f"in {said}"


def as_sentence(text: str) -> str:
    """The text with a capital and an end; nothing stays nothing."""
    text = " ".join(text.split())
    if not text:
        return ""
    closed = text.rstrip("’”\"')").endswith(ENDS)  # noqa: RUF001
    return capital(text if closed else f"{text}.")


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def inside(text: str) -> str:
    """A title in the middle of a sentence: "The alley" -> "the alley", but "GP surgery" as it is."""
    text = text.strip().removesuffix(".")
    first = text.split(" ")[0]
    if first == "I" or first.startswith(("I’", "I'")) or first[1:] != first[1:].lower():  # noqa: RUF001
        return text
    return text[:1].lower() + text[1:]


def quoted(text: str) -> str:
    return f"‘{text.strip()}’"  # noqa: RUF001


def short(agency: str) -> str:
    """An agency's name without what it goes on to explain."""
    return agency.split(",", maxsplit=1)[0]


def lines(text: str) -> list[str]:
    """Each line of a text that is a list."""
    return [line.strip().lstrip("-•* ").strip() for line in text.splitlines() if line.strip()]


def or_listed(items: Sequence[str]) -> str:
    """ "a, b or c"."""
    *before, last = items or [""]
    return f"{', '.join(before)} or {last}" if before else last
