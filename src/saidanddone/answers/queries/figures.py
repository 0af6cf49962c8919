"""Figures that show where we fall short, from summary rows. They are exact; a release protects them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Exists, Max, OuterRef, Q, Sum

from saidanddone.answers import states
from saidanddone.answers.analyses import median_wait
from saidanddone.answers.models import Answer, ThemeStanding, WaitingTally
from saidanddone.answers.queries.replies import current, replies_to
from saidanddone.answers.reopening_rule import Replies
from saidanddone.base import clock
from saidanddone.evidence.coding.models import CommunitySummary
from saidanddone.evidence.themes.models import ThemeSummary
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Action
from saidanddone.strategy.states import DONE

SeenVerdict = Literal["can_see", "cannot_see", "not_asked"]
"""Not asked: nobody, or fewer than five of a community that raised it."""

FAT_THEME = 0.20  # a theme with more than this share of all passages could answer too much


@dataclass(frozen=True)
class Standing:
    """How much of what was said is answered, and how long it waited. Exact, for staff."""

    things_said: int
    answered: int
    answered_share: float | None  # 0 to 1; None where nothing was said
    median_days_waiting: float | None  # None while half or more still wait
    oldest_unanswered_days: int | None
    largest_theme_share: float | None  # of all passages in use

    @property
    def has_fat_theme(self) -> bool:
        return (self.largest_theme_share or 0) > FAT_THEME

    @property
    def sentence(self) -> str:
        return f"Of {self.things_said:,} things people said, {self.answered:,} have an answer."


def standing_of(programme: Programme) -> Standing:
    """Three queries over summary rows. The caller must check permission."""
    rows = WaitingTally.objects.filter(programme=programme)
    tallies = list(rows.values_list("said_on", "answered_on", "is_open", "things_said"))
    things_said = sum(things for *_, things in tallies)
    answered = sum(things for *_, is_open, things in tallies if not is_open)
    waiting = [said_on for said_on, _, is_open, _ in tallies if is_open]
    today = clock.today()
    return Standing(
        things_said=things_said,
        answered=answered,
        answered_share=answered / things_said if things_said else None,
        median_days_waiting=median_wait(
            [(said_on, answered_on, things) for said_on, answered_on, _, things in tallies], today
        ),
        oldest_unanswered_days=max((today - min(waiting)).days, 0) if waiting else None,
        largest_theme_share=_largest_theme_share(programme),
    )


def _largest_theme_share(programme: Programme) -> float | None:
    by_theme = (
        ThemeSummary.objects.filter(theme__programme=programme)
        .values("theme")
        .annotate(passages=Sum("excerpts"))
    )
    largest = by_theme.aggregate(most=Max("passages"))["most"]
    every = CommunitySummary.objects.filter(community__programme=programme)
    passages = every.aggregate(all=Sum("excerpts"))["all"]
    return largest / passages if largest and passages else None


@dataclass(frozen=True)
class Seen:
    """What people say of each action we call done, by its id. No reply never counts as seen."""

    verdicts: Mapping[int, SeenVerdict]

    @property
    def done(self) -> int:
        return len(self.verdicts)

    @property
    def can_see(self) -> int:
        return len(self.actions("can_see"))

    @property
    def cannot_see(self) -> int:
        return len(self.actions("cannot_see"))

    @property
    def not_asked(self) -> int:
        return len(self.actions("not_asked"))

    def actions(self, verdict: SeenVerdict) -> frozenset[int]:
        return frozenset(pk for pk, of_action in self.verdicts.items() if of_action == verdict)

    @property
    def seen_share(self) -> float | None:
        return self.can_see / self.done if self.done else None

    @property
    def sentence(self) -> str:
        """One wording for the team and the public. Each action done is in exactly one of its numbers."""
        if not self.done:
            return "We call nothing done yet."
        done = "the one thing" if self.done == 1 else f"{self.done:,} things"
        seen = f"people say they can see {self.can_see:,} and cannot see {self.cannot_see:,}"
        sentences = [f"Of {done} we call done, {seen}."]
        if self.not_asked:
            sentences.append(f"Nobody, or too few, have been asked about {self.not_asked:,} yet.")
        return " ".join(sentences)


def seen_of(programme: Programme) -> Seen:
    """Each action done, by what people said of the answers it serves. Five queries."""
    actions = Action.objects.filter(programme=programme, state=DONE)
    answers = {answer.theme_id: answer.pk for answer in current(programme).only("pk", "theme_id")}
    replies = replies_to(current(programme)) if answers else {}
    raised_by: dict[int, list[int]] = defaultdict(list)
    raised = ThemeSummary.objects.filter(theme__in=answers).filter(
        Q(people__gt=0) | Q(occasions__gt=0)
    )
    for theme, community in raised.values_list("theme", "community"):
        raised_by[theme].append(community)
    verdicts: dict[int, SeenVerdict] = {}
    for action in actions.prefetch_related("serves"):
        themes = [link.theme_id for link in action.serves.all() if link.theme_id in answers]
        by_community = [
            replies.get((answers[theme], community), Replies())
            for theme in themes
            for community in raised_by[theme]
        ]
        verdicts[action.pk] = "can_see" if action.panel_says_seen else _verdict(by_community)
    return Seen(verdicts)


def _verdict(by_community: list[Replies]) -> SeenVerdict:
    """Of one action, from the replies of each community that raised each theme it serves."""
    if by_community and all(replies.is_seen for replies in by_community):
        return "can_see"
    if any(replies.is_not_seen for replies in by_community):
        return "cannot_see"
    return "not_asked"


@dataclass(frozen=True)
class Waiting:
    """A concern or an ask without a standing answer."""

    theme_ref: str
    theme_slug: str
    statement: str
    kind: str
    since: date
    days: int
    was_reopened: bool
    is_being_answered: bool  # a draft or an approved answer waits for someone else


def waiting_longest(programme: Programme, at_most: int = 10) -> list[Waiting]:
    """The concerns and asks without a standing answer, the longest wait first. One query."""
    of_theme = Answer.objects.filter(theme=OuterRef("theme"), replaced_at=None)
    rows = (
        ThemeStanding.objects.filter(programme=programme)
        .exclude(Exists(of_theme.filter(state=states.PUBLISHED)))
        .annotate(
            was_reopened=Exists(of_theme.filter(state=states.REOPENED)),
            is_being_answered=Exists(of_theme.filter(state__in=states.EDITABLE)),
        )
        .select_related("theme")
        .order_by("first_said_on", "theme_id")[:at_most]
    )
    today = clock.today()
    return [
        Waiting(
            theme_ref=row.theme.ref,
            theme_slug=row.theme.slug,
            statement=row.theme.statement,
            kind=row.theme.get_kind_display(),
            since=row.first_said_on,
            days=max((today - row.first_said_on).days, 0),
            was_reopened=row.was_reopened,
            is_being_answered=row.is_being_answered,
        )
        for row in rows
    ]
