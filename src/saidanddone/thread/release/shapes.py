"""What a release holds of the whole thread: how we are doing, the count at each step, a timeline."""

from dataclasses import dataclass
from datetime import date

from saidanddone.disclosure.figures import Figure


@dataclass(frozen=True)
class FourLines:
    """How we are doing, in four sentences with their figures. Actions are things, so counted exactly.

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
    """A step of the thread with its count; a count of things is exact."""

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
