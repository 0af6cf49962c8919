"""The diary: acts added in any order, then run by date.

The clock is set to the time of each act, so that history, audit and waiting times are true.
"""

from collections.abc import Callable
from datetime import date, datetime, time

from django.utils import timezone

from saidanddone.base import clock

Act = Callable[[], object]


class Diary:
    """Acts run by date and hour; acts of the same hour run in the order they were added."""

    def __init__(self) -> None:
        self._entries: list[tuple[datetime, Act]] = []

    def on(self, day: date, hour: int, act: Act) -> None:
        """`hour`: from 0 to 23, on the clock of that day."""
        self._entries.append(
            (datetime.combine(day, time(hour), timezone.get_current_timezone()), act)
        )

    def run(self) -> None:
        """Run every act, in the order of its time."""
        for moment, act in sorted(self._entries, key=lambda entry: entry[0]):
            with clock.as_if(moment):
                act()
