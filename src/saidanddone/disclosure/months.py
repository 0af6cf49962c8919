"""Periods in words. Listening is dated by month, so that nobody's day is published."""

from calendar import monthrange
from datetime import date

from saidanddone.ui.templatetags.ui import gov_date, gov_month


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def is_whole_months(first: date, last: date) -> bool:
    return first == first_of_month(first) and last == last_of_month(last)


def period(first: date, last: date) -> str:
    """ "April to October 2025", "June 2026"; days only where the ends are not whole months."""
    if not is_whole_months(first, last):
        return gov_date(first) if first == last else f"{gov_date(first)} to {gov_date(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return gov_month(first)
    start = f"{first:%B}" if first.year == last.year else gov_month(first)
    return f"{start} to {gov_month(last)}"


def between(first: date, last: date) -> str:
    """ "between May and July 2026", "in June 2026"."""
    months = period(first, last)
    return f"between {months.replace(' to ', ' and ')}" if " to " in months else f"in {months}"
