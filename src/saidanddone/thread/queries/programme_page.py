"""The programme page: a pledge, four lines that show where we fall short, the thread, short lists, the timeline.

Every figure comes from summary rows; nothing here counts a million rows.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed, require
from saidanddone.answers.models import Answer
from saidanddone.answers.queries import Seen, Standing, seen_of, standing_of, waiting_longest
from saidanddone.base import clock
from saidanddone.evidence.coding.models import CommunitySummary
from saidanddone.listening.models import Engagement
from saidanddone.outcomes.models import Indicator
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Action, Decision
from saidanddone.strategy.queries import (
    Shaped,
    actions_shaped_by_lived_experience,
    done_nobody_asked_for,
    left_out,
)
from saidanddone.thread.steps import STEPS
from saidanddone.ui.charts.thread_line import Stop, ThreadLine, thread_line
from saidanddone.ui.navigation import PLACES

SHOWN = 6
# The place that lists what a stop of the thread counts.
STOPS_LEAD_TO = {
    "said": "Occasions",
    "marked": "Transcripts",
    "themes": "Themes",
    "decided": "Decisions",
    "done": "Action plan",
    "measured": "Measures",
    "answered": "Answers",
}
PLURALS = {
    "peer_interview": "peer interviews",
    "community_conversation": "community conversations",
    "faith_session": "sessions with faith leaders",
    "individual_session": "individual sessions",
    "written": "written replies",
    "co_design": "co-design sessions",
    "telling_back": "sessions of telling back",
}
FAT_THEME = 0.2  # a theme with more of the passages than this is flagged, so that it cannot answer everything


@dataclass(frozen=True)
class Heard:
    """Totals of the evidence, from the communities' summary rows."""

    contributions: int
    unread: int
    excerpts: int
    codings: int


@dataclass(frozen=True)
class Moment:
    """One entry of the timeline."""

    on: date
    step: str
    text: str
    href: str


@dataclass(frozen=True)
class Listed:
    text: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class ProgrammePage:
    programme: Programme
    heard: Heard
    standing: Standing
    seen: Seen
    shaped: Shaped
    line: ThreadLine
    waiting: tuple[Listed, ...]
    cannot_see: tuple[Listed, ...]
    nobody_asked_for: tuple[Listed, ...]
    left_out: tuple[Listed, ...]
    not_yet_heard: tuple[str, ...]
    timeline: tuple[Moment, ...]

    @property
    def has_fat_theme(self) -> bool:
        return (self.standing.largest_theme_share or 0) > FAT_THEME


def heard_in(programme: Programme) -> Heard:
    """One query over one row a community."""
    totals = CommunitySummary.objects.filter(community__programme=programme).aggregate(
        **{
            name: Sum(name, default=0)
            for name in ("contributions", "unread", "excerpts", "codings")
        }
    )
    return Heard(**totals)


@dataclass(frozen=True)
class Ways:
    """Where this person may go from here: no link leads to a page that would refuse them."""

    programme: Programme
    may_walk: bool
    may_see_plan: bool
    open_places: dict[str, str]

    @classmethod
    def of(cls, actor: Actor, programme: Programme) -> "Ways":
        return cls(
            programme=programme,
            may_walk=is_allowed(actor, "thread.see", programme),
            may_see_plan=is_allowed(actor, "strategy.see", programme),
            open_places={
                each.text: reverse(each.name, args=[programme.slug])
                for each in PLACES
                if is_allowed(actor, each.permission, programme)
            },
        )

    def theme(self, slug: str) -> str:
        return self._to("thread:theme", slug) if self.may_walk else ""

    def step(self, kind: str, ref: str) -> str:
        """To the record on the thread; else to the decision or action itself; else nowhere."""
        if self.may_walk:
            return self._to("thread:step", kind, ref)
        if self.may_see_plan and kind in ("decision", "action"):
            return self._to(f"strategy:{kind}", ref)
        return ""

    def _to(self, name: str, *parts: str) -> str:
        return reverse(name, args=[self.programme.slug, *parts])


def programme_page(actor: Actor, programme: Programme) -> ProgrammePage:
    """Everything the page shows; the number of queries does not grow with the programme."""
    require(actor, "programme.see", programme)
    ways = Ways.of(actor, programme)
    heard = heard_in(programme)
    standing, seen = standing_of(programme), seen_of(programme)
    actions = list(Action.objects.filter(programme=programme))
    decisions = list(Decision.objects.filter(programme=programme))
    answers = list(
        Answer.objects.filter(programme=programme, published_at__isnull=False).select_related(
            "theme"
        )
    )
    engagements = list(
        Engagement.objects.filter(programme=programme)
        .exclude(state__in=("planned", "cancelled"))
        .select_related("community")
    )
    return ProgrammePage(
        programme=programme,
        heard=heard,
        standing=standing,
        seen=seen,
        shaped=actions_shaped_by_lived_experience(programme),
        line=_line(ways, heard, actions, decisions, answers),
        waiting=tuple(
            Listed(each.statement, ways.theme(each.theme_slug), f"{each.days} days")
            for each in waiting_longest(programme, SHOWN)
        ),
        cannot_see=tuple(
            Listed(each.title, ways.step("action", each.ref))
            for each in actions
            if each.pk in seen.unseen_actions
        )[:SHOWN],
        nobody_asked_for=tuple(
            Listed(each.title, ways.step("action", each.ref))
            for each in done_nobody_asked_for(programme)[:SHOWN]
        ),
        left_out=tuple(
            Listed(each.title, ways.step("decision", each.ref), each.left_out_because)
            for each in left_out(programme)[:SHOWN]
        ),
        not_yet_heard=_not_yet_heard(programme, engagements),
        timeline=_timeline(ways, engagements, decisions, actions, answers),
    )


def _line(
    ways: Ways,
    heard: Heard,
    actions: list[Action],
    decisions: list[Decision],
    answers: list[Answer],
) -> ThreadLine:
    numbers = (
        heard.contributions,
        heard.excerpts,
        ways.programme.themes.count(),
        len(decisions),
        sum(action.state == "done" for action in actions),
        Indicator.objects.filter(programme=ways.programme).count(),
        sum(answer.state == "published" for answer in answers),
    )
    open_again = sum(answer.state == "reopened" and not answer.replaced_at for answer in answers)
    notes = {"answered": f"{open_again} open again"} if open_again else {}
    stops = [
        Stop(
            step.label,
            number,
            href=ways.open_places.get(STOPS_LEAD_TO[step.slug], ""),
            note=notes.get(step.slug, ""),
        )
        for step, number in zip(STEPS, numbers, strict=True)
    ]
    return thread_line("From what was said to what was answered", stops)


def _not_yet_heard(programme: Programme, engagements: list[Engagement]) -> tuple[str, ...]:
    heard = {engagement.community_id for engagement in engagements}
    return tuple(each.name for each in programme.communities.all() if each.pk not in heard)


def _timeline(
    ways: Ways,
    engagements: list[Engagement],
    decisions: list[Decision],
    actions: list[Action],
    answers: list[Answer],
) -> tuple[Moment, ...]:
    """Heard, decided, done, answered, in the order it happened; interviews of one day are one entry."""
    moments = [
        Moment(each.decided_on, "Decided", each.title, ways.step("decision", each.ref))
        for each in decisions
    ]
    moments += [
        Moment(each.done_on, "Done", each.title, ways.step("action", each.ref))
        for each in actions
        if each.done_on
    ]
    by_month: dict[tuple[int, int, str], list[Engagement]] = {}
    for each in engagements:
        kind = each.get_kind_display()
        by_month.setdefault((each.held_on.year, each.held_on.month, kind), []).append(each)
    for held in by_month.values():
        first = held[0]
        text = first.title if len(held) == 1 else f"{len(held)} {PLURALS[first.kind]}"
        moments.append(Moment(first.held_on, "Heard", text, ways.step("occasion", first.ref)))
    answered: dict[date, list[Answer]] = {}
    for answer in answers:
        if answer.published_at:
            answered.setdefault(clock.day_of(answer.published_at), []).append(answer)
    moments += [
        Moment(
            on,
            "Answered",
            some[0].theme.statement if len(some) == 1 else f"{len(some)} themes answered",
            ways.step("answer", some[0].ref),
        )
        for on, some in answered.items()
    ]
    return tuple(sorted(moments, key=lambda moment: moment.on))
