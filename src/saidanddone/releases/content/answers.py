"""What was answered, and what people said back."""

from dataclasses import dataclass
from datetime import date

from saidanddone.releases.content.figures import Figure


@dataclass(frozen=True)
class SaidBack:
    """What people said of an answer. Bands of protected counts; None where too few replied."""

    replied: Figure
    meant: str | None
    can_see: str | None


@dataclass(frozen=True)
class AnswerGiven:
    """Said · Decided · Why · Lead · Progress · Next · When · Evidence.

    `told` is the same answer as the Updates page shows it: headings and texts in order.
    """

    ref: str
    theme_ref: str
    theme_slug: str
    theme: str
    kind: str
    says: str  # done, under_way, planned, to_decide, not_ours, no_because
    says_words: str
    said: str
    decided: str
    why: str
    lead: tuple[str, ...]
    progress: str
    what_changed: str
    next_step: str
    when: date | None
    evidence: tuple[str, ...]
    decided_by_whom: str
    who_can: str
    what_we_asked: str
    their_reply: str
    raised_in: tuple[str, ...]  # slugs of communities
    asked_since: date | None  # the first day of the month
    answered_on: date | None  # None: published by the release that carries it
    is_reopened: bool
    mark: str
    action_refs: tuple[str, ...]
    measure_slugs: tuple[str, ...]
    said_back: SaidBack
    told: tuple[tuple[str, str], ...]


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
class Waiting:
    slug: str
    statement: str
    since: date | None  # the first day of the month; None where few raised it
    was_reopened: bool


@dataclass(frozen=True)
class Moment:
    """One entry of the timeline. Listening is told by month: `is_month`."""

    on: date
    is_month: bool
    step: str  # Heard, Decided, Done, Answered
    text: str
    page: str
    anchor: str
