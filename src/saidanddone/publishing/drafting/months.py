"""Days as months: what listening is told by, so that no one's day stands in public."""

from calendar import monthrange
from datetime import date, timedelta

from saidanddone.ui.templatetags.ui import gov_date


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def day_after(day: date) -> date:
    return day + timedelta(days=1)


def is_whole_months(first: date, last: date) -> bool:
    return first == first_of_month(first) and last == last_of_month(last)


def in_words(first: date, last: date) -> str:
    """ "April to October 2025"; days only where the ends are not whole months."""
    if not is_whole_months(first, last):
        return f"{gov_date(first)} to {gov_date(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    start = f"{first:%B}" if first.year == last.year else f"{first:%B %Y}"
    return f"{start} to {last:%B %Y}"
