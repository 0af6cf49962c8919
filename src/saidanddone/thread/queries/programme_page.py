"""Reads the programme page: the pledge, four lines that show where we fall short, lists, the timeline.

Every figure comes from summary rows, so the page stays fast whatever the size of the programme.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed, require
from saidanddone.answers.models import Answer
from saidanddone.answers.queries import Seen, Standing, seen_of, standing_of, waiting_longest
from saidanddone.answers.states import PUBLISHED, REOPENED
from saidanddone.base import clock
from saidanddone.evidence.coding.models import CommunitySummary
from saidanddone.listening.models import Engagement
from saidanddone.listening.states import CANCELLED, PLANNED
from saidanddone.outcomes.models import Indicator
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Action, Decision
from saidanddone.strategy.queries import (
    Shaped,
    actions_shaped_by_lived_experience,
    done_nobody_asked_for,
    left_out,
)
from saidanddone.strategy.states import DONE
from saidanddone.thread.steps import STEPS
from saidanddone.ui.charts.thread_line import Stop, ThreadLine, thread_line
from saidanddone.ui.navigation import PROGRAMME_PAGES

SHOWN = 6
# The entry of the navigation that lists what a stop of the thread counts.
STOP_PAGES = {
    "said": "Occasions",
    "marked": "Transcripts",
    "themes": "Themes",
    "decided": "Decisions",
    "done": "Action plan",
    "measured": "Measures",
    "answered": "Answers",
}


@dataclass(frozen=True)
class EvidenceTotals:
    """Totals of the evidence, from the communities' summary rows."""

    contributions: int
    unread: int
    excerpts: int
    codings: int


@dataclass(frozen=True)
class TimelineEntry:
    """One entry of the timeline."""

    on: date
    step: str
    text: str
    href: str


@dataclass(frozen=True)
class ListItem:
    """One line of a short list; `href` is empty where the person may not open it."""

    text: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class ProgrammePage:
    programme: Programme
    heard: EvidenceTotals
    standing: Standing
    seen: Seen
    shaped: Shaped
    line: ThreadLine
    waiting: tuple[ListItem, ...]
    cannot_see: tuple[ListItem, ...]
    nobody_asked_for: tuple[ListItem, ...]
    left_out: tuple[ListItem, ...]
    not_yet_heard: tuple[str, ...]
    timeline: tuple[TimelineEntry, ...]


def _evidence_totals(programme: Programme) -> EvidenceTotals:
    """One query, over one row for each community."""
    totals = CommunitySummary.objects.filter(community__programme=programme).aggregate(
        **{
            name: Sum(name, default=0)
            for name in ("contributions", "unread", "excerpts", "codings")
        }
    )
    return EvidenceTotals(**totals)


@dataclass(frozen=True)
class Links:
    """Addresses of pages this person may open; an empty one where they may not."""

    programme: Programme
    may_walk: bool
    may_see_plan: bool
    navigation: dict[str, str]  # by the entry's words

    @classmethod
    def of(cls, actor: Actor, programme: Programme) -> "Links":
        return cls(
            programme=programme,
            may_walk=is_allowed(actor, "thread.see", programme),
            may_see_plan=is_allowed(actor, "strategy.see", programme),
            navigation={
                entry.text: reverse(entry.name, args=[programme.slug])
                for entry in PROGRAMME_PAGES
                if is_allowed(actor, entry.permission, programme)
            },
        )

    def theme(self, slug: str) -> str:
        return self._to("thread:theme", slug) if self.may_walk else ""

    def step(self, kind: str, ref: str) -> str:
        """Its page on the thread, else the page of the decision or action itself, else empty."""
        if self.may_walk:
            return self._to("thread:step", kind, ref)
        if self.may_see_plan and kind in ("decision", "action"):
            return self._to(f"strategy:{kind}", ref)
        return ""

    def _to(self, name: str, *parts: str) -> str:
        return reverse(name, args=[self.programme.slug, *parts])


def programme_page(actor: Actor, programme: Programme) -> ProgrammePage:
    """Everything the page shows. The number of queries does not grow with the programme."""
    require(actor, "programme.see", programme)
    links = Links.of(actor, programme)
    heard = _evidence_totals(programme)
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
        .exclude(state__in=(PLANNED, CANCELLED))
        .select_related("community")
    )
    return ProgrammePage(
        programme=programme,
        heard=heard,
        standing=standing,
        seen=seen,
        shaped=actions_shaped_by_lived_experience(programme),
        line=_line(links, heard, actions, decisions, answers),
        waiting=tuple(
            ListItem(waiting.statement, links.theme(waiting.theme_slug), f"{waiting.days} days")
            for waiting in waiting_longest(programme, SHOWN)
        ),
        cannot_see=tuple(
            ListItem(action.title, links.step("action", action.ref))
            for action in actions
            if action.pk in seen.actions("cannot_see")
        )[:SHOWN],
        nobody_asked_for=tuple(
            ListItem(action.title, links.step("action", action.ref))
            for action in done_nobody_asked_for(programme)[:SHOWN]
        ),
        left_out=tuple(
            ListItem(
                decision.title, links.step("decision", decision.ref), decision.left_out_because
            )
            for decision in left_out(programme)[:SHOWN]
        ),
        not_yet_heard=_not_yet_heard(programme, engagements),
        timeline=_timeline(links, engagements, decisions, actions, answers),
    )


def _line(
    links: Links,
    heard: EvidenceTotals,
    actions: list[Action],
    decisions: list[Decision],
    answers: list[Answer],
) -> ThreadLine:
    numbers = (
        heard.contributions,
        heard.excerpts,
        links.programme.themes.count(),
        len(decisions),
        sum(action.state == DONE for action in actions),
        Indicator.objects.filter(programme=links.programme).count(),
        sum(answer.state == PUBLISHED for answer in answers),
    )
    open_again = sum(answer.state == REOPENED and not answer.replaced_at for answer in answers)
    notes = {"answered": f"{open_again} open again"} if open_again else {}
    stops = [
        Stop(
            step.label,
            number,
            href=links.navigation.get(STOP_PAGES[step.slug], ""),
            note=notes.get(step.slug, ""),
        )
        for step, number in zip(STEPS, numbers, strict=True)
    ]
    return thread_line("From what was said to what was answered", stops)


def _not_yet_heard(programme: Programme, engagements: list[Engagement]) -> tuple[str, ...]:
    heard = {engagement.community_id for engagement in engagements}
    return tuple(
        community.name for community in programme.communities.all() if community.pk not in heard
    )


def _timeline(
    links: Links,
    engagements: list[Engagement],
    decisions: list[Decision],
    actions: list[Action],
    answers: list[Answer],
) -> tuple[TimelineEntry, ...]:
    """What was heard, decided, done and answered, by date. Occasions of one kind in a month are one entry."""
    entries = [
        TimelineEntry(
            decision.decided_on, "Decided", decision.title, links.step("decision", decision.ref)
        )
        for decision in decisions
    ]
    entries += [
        TimelineEntry(action.done_on, "Done", action.title, links.step("action", action.ref))
        for action in actions
        if action.done_on
    ]
    by_month: dict[tuple[int, int, str], list[Engagement]] = {}
    for engagement in engagements:
        day, kind = engagement.held_on, engagement.get_kind_display()
        by_month.setdefault((day.year, day.month, kind), []).append(engagement)
    for occasions in by_month.values():
        first = occasions[0]
        text = first.title if len(occasions) == 1 else f"{len(occasions)} {first.kind_plural}"
        entries.append(
            TimelineEntry(first.held_on, "Heard", text, links.step("occasion", first.ref))
        )
    by_day: dict[date, list[Answer]] = {}
    for answer in answers:
        if answer.published_at:
            by_day.setdefault(clock.day_of(answer.published_at), []).append(answer)
    entries += [
        TimelineEntry(
            on,
            "Answered",
            told[0].theme.statement if len(told) == 1 else f"{len(told)} themes answered",
            links.step("answer", told[0].ref),
        )
        for on, told in by_day.items()
    ]
    return tuple(sorted(entries, key=lambda entry: entry.on))
