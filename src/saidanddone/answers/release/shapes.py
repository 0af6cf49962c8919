"""What a release holds of what was answered, and of what people said back."""

from dataclasses import dataclass
from datetime import date

from saidanddone.disclosure.figures import Figure


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
class Waiting:
    slug: str
    statement: str
    since: date | None  # the first day of the month; None where few raised it
    was_reopened: bool


@dataclass(frozen=True)
class Answers:
    """`can_see`, `cannot_see`: references of actions called done of which enough people say so."""

    answers: tuple[AnswerGiven, ...]
    waiting: tuple[Waiting, ...]
    can_see: tuple[str, ...]
    cannot_see: tuple[str, ...]

    def by_ref(self, ref: str) -> AnswerGiven | None:
        return next((answer for answer in self.answers if answer.ref == ref), None)

    def asked_since(self, theme_slug: str) -> date | None:
        """The month since which a theme is asked about, whether or not it is answered; None where not said."""
        answered = (
            answer.asked_since for answer in self.answers if answer.theme_slug == theme_slug
        )
        waiting = (theme.since for theme in self.waiting if theme.slug == theme_slug)
        return next((month for month in (*answered, *waiting) if month), None)

    @property
    def waiting_for_the_first(self) -> tuple[Waiting, ...]:
        """Themes that never had an answer; one that is open again had."""
        return tuple(theme for theme in self.waiting if not theme.was_reopened)
