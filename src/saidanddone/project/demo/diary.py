"""The diary: what happened, put in from any file in any order, then told day by day.

Each entry runs as if it were its own moment, so that history, audit and waiting times are true.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

from saidanddone.base import clock

Act = Callable[[], object]


class Diary:
    """Entries of a day run in the order of their hours, and within an hour as they were put in."""

    def __init__(self) -> None:
        self._entries: list[tuple[datetime, Act]] = []

    def on(self, day: date, hour: int, act: Act) -> None:
        """`hour`: from 0 to 23, UTC."""
        self._entries.append((datetime.combine(day, time(hour), UTC), act))

    def tell(self) -> None:
        """Do everything, in the order it happened."""
        for moment, act in sorted(self._entries, key=lambda entry: entry[0]):
            with clock.as_if(moment):
                act()
