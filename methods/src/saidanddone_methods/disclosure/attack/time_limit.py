"""A limit on how long a protection or an attack may take, whatever it is doing.

The solver is given the time that is left. Work that runs out of time is refused: a table that was
not checked to the end is never called safe.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from math import inf
from time import monotonic

Progress = Callable[[int, int], None]
REPORT_SECONDS = 0.1  # between two calls of `progress`


class OutOfTime(Exception):
    """The time given is over."""


@dataclass
class _Limit:
    """`until` is a time of `time.monotonic`; `report` tells how much of the time has gone."""

    until: float
    report: Callable[[float], None] = lambda now: None
    reported: float = -inf


_LIMIT: ContextVar[_Limit | None] = ContextVar("limit", default=None)


@contextmanager
def time_limit(seconds: float, progress: Progress | None = None) -> Iterator[None]:
    """Raise OutOfTime in work of the block that goes on for longer; an outer limit still holds.

    `progress` is called now and then with the milliseconds gone and given.
    """
    start, outer = monotonic(), _LIMIT.get()
    limit = _Limit(start + seconds if outer is None else min(start + seconds, outer.until))
    if progress is not None:
        limit.report = lambda now: progress(int(1000 * (now - start)), int(1000 * seconds))
    elif outer is not None:
        limit.report = outer.report
    token = _LIMIT.set(limit)
    try:
        yield
    finally:
        _LIMIT.reset(token)


def time_left() -> float:
    """The seconds left, infinite without a limit. Raises OutOfTime where there are none."""
    limit = _LIMIT.get()
    if limit is None:
        return inf
    now = monotonic()
    if now >= limit.until:
        raise OutOfTime
    if now - limit.reported >= REPORT_SECONDS:
        limit.reported = now
        limit.report(now)
    return limit.until - now
