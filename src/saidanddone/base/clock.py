"""The one clock. Moments are UTC, days are London's; the demonstration may set it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told_time", default=None)


def now() -> datetime:
    """The moment, in UTC, or the moment the demonstration says it is."""
    return _told.get() or timezone.now().astimezone(UTC)


def day_of(moment: datetime) -> date:
    """The day it was where people are: half past midnight in a British summer is tomorrow."""
    return timezone.localdate(moment)


def today() -> date:
    return day_of(now())


@contextmanager
def as_if(moment: datetime) -> Iterator[None]:
    """Let the demonstration record what happened on an earlier day as of that day."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
