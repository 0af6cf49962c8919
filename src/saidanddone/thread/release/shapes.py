"""What a release holds of the thread as a whole: four lines, the stops, the order things happened in."""

from dataclasses import dataclass
from datetime import date

from saidanddone.disclosure.figures import Figure


@dataclass(frozen=True)
class FourLines:
    """The lines that can be held against us. Counts of actions are counts of things.

    Each figure has its name of docs/reference/figures.md.
    """

    things_said: Figure
    things_answered: Figure
    contributions_not_yet_read: Figure
    actions_done: int
    actions_people_can_see: int
    actions_people_cannot_see: int
    actions_people_not_asked: int
    actions_shaped: int
    actions_agreed: int
    median_days_waiting: int | None  # rounded down to 5; None while half still wait
    has_fat_theme: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class ThreadStop:
    """A stop of the thread; a count of things is an exact figure."""

    label: str
    count: Figure
    page: str  # the public page's name, or nothing


@dataclass(frozen=True)
class Moment:
    """One entry of the timeline. Listening is told by month: `is_month`."""

    on: date
    is_month: bool
    step: str  # Heard, Decided, Done, Answered
    text: str
    page: str
    anchor: str


@dataclass(frozen=True)
class Thread:
    lines: FourLines
    stops: tuple[ThreadStop, ...]
    timeline: tuple[Moment, ...]
