"""The only clock: times are UTC, days are London's. The demonstration can set it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time

from django.utils import timezone

# What is recorded here happened, or will, in these days: 12 March 1026 is a slip. As in tables.
EARLIEST, LATEST = date(1900, 1, 1), date(2099, 12, 31)
YEARS = f"from {EARLIEST.year} to {LATEST.year}"

_set_back_to: ContextVar[datetime | None] = ContextVar("told_time", default=None)


def now() -> datetime:
    """The time in UTC, or the time that the demonstration has set."""
    return _set_back_to.get() or timezone.now().astimezone(UTC)


def day_of(moment: datetime) -> date:
    """The day in London: in summer, half past midnight there is still the day before in UTC."""
    return timezone.localdate(moment)


def start_of(day: date) -> datetime:
    """Midnight in London, in UTC."""
    return timezone.make_aware(datetime.combine(day, time.min)).astimezone(UTC)


def today() -> date:
    return day_of(now())


@contextmanager
def as_if(moment: datetime) -> Iterator[None]:
    """Let the demonstration record what happened on an earlier day as of that day."""
    token = _set_back_to.set(moment)
    try:
        yield
    finally:
        _set_back_to.reset(token)
