"""The diary: what happened, put in from any file in any order, then told day by day.

Each entry runs as if it were its own moment, so that history, audit and waiting times are true.
"""

from collections.abc import Callable
from datetime import date, datetime, time

from django.utils import timezone

from saidanddone.base import clock

Act = Callable[[], object]


class Diary:
    """Entries of a day run in the order of their hours, and within an hour as they were put in."""

    def __init__(self) -> None:
        self._entries: list[tuple[datetime, Act]] = []

    def on(self, day: date, hour: int, act: Act) -> None:
        """`hour`: from 0 to 23, on the clock of that day."""
        self._entries.append(
            (datetime.combine(day, time(hour), timezone.get_current_timezone()), act)
        )

    def tell(self) -> None:
        """Do everything, in the order it happened."""
        for moment, act in sorted(self._entries, key=lambda entry: entry[0]):
            with clock.as_if(moment):
                act()
