"""Reads what is shown beside an answer that is written or approved: who raised the theme, what was
decided about it, and which actions serve it. And what of that an answer has filled in.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.base import clock, hooks
from saidanddone.base.hooks import WordsShown
from saidanddone.evidence.themes.models import Theme, ThemeSummary
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Action, Decision
from saidanddone.strategy.states import DONE, UNDER_WAY


@dataclass(frozen=True)
class RaisedBy:
    name: str
    people: int
    occasions: int  # tables and rooms


@dataclass(frozen=True)
class ActionLine:
    """An action that serves the theme, where it stands, and what its last update says."""

    ref: str
    title: str
    state: str
    agency: str
    due_on: date | None
    is_overdue: bool
    is_done: bool
    is_under_way: bool
    last_word: str


@dataclass(frozen=True)
class DecisionLine:
    ref: str
    title: str
    body: str
    decided_on: date
    decided: str


@dataclass(frozen=True)
class Background:
    slug: str
    raised_by: tuple[RaisedBy, ...]
    decisions: tuple[DecisionLine, ...]  # the latest first
    actions: tuple[ActionLine, ...]


def background_of(actor: Actor, programme: Programme, theme: Theme) -> Background:
    """Exact figures, for the team alone. Four queries. Raises NotYours."""
    require(actor, "answers.draft", programme)
    today = clock.today()
    actions = Action.objects.filter(programme=programme, themes=theme)
    decisions = Decision.objects.filter(programme=programme, themes=theme)
    raised = ThemeSummary.objects.filter(theme=theme).filter(Q(people__gt=0) | Q(occasions__gt=0))
    return Background(
        slug=theme.slug,
        raised_by=tuple(
            RaisedBy(summary.community.in_a_sentence, summary.people, summary.occasions)
            for summary in raised.select_related("community").order_by("community__position")
        ),
        decisions=tuple(
            DecisionLine(*row)
            for row in decisions.order_by("-decided_on", "-pk").values_list(
                "ref", "title", "body", "decided_on", "decided"
            )
        ),
        actions=tuple(
            _line(action, today)
            for action in actions.select_related("owner_agency")
            .prefetch_related("updates")
            .order_by("pk")
        ),
    )


def words_about(actor: Actor, programme: Programme, theme: Theme) -> list[WordsShown]:
    """What people said about it, as far as this person may read it. The reading is audited."""
    return [
        words
        for part in hooks.words_about(actor=actor, programme=programme, theme=theme)
        for words in part
    ]


def _line(action: Action, today: date) -> ActionLine:
    update = next(iter(action.updates.all()), None)
    return ActionLine(
        ref=action.ref,
        title=action.title,
        state=action.get_state_display().lower(),
        agency=action.owner_agency.name,
        due_on=action.due_on,
        is_overdue=action.is_overdue(today),
        is_done=action.state == DONE,
        is_under_way=action.state in UNDER_WAY,
        last_word=update.what_changed if update else "",
    )


def filled_in(background: Background, says: str) -> dict[str, Any]:
    """What an answer of this kind has filled in: the last decision, and the plan's own words and dates.

    Never what people said: an answer holds no pasted words of theirs. Nor what is only proposed: an answer promises it.
    """
    done = [action for action in background.actions if action.is_done]
    going = [action for action in background.actions if action.is_under_way and action.due_on]
    known: dict[str, Any] = {}
    if background.decisions:
        known["we_decided"] = background.decisions[0].decided
    if says in {"done", "under_way"} and done:
        known["we_did"] = "\n".join(action.last_word or f"{action.title}." for action in done)
    if says in {"under_way", "planned"} and going:
        soonest = min(going, key=lambda action: action.due_on or date.max)
        known |= {"next_step": f"{soonest.agency}: {soonest.title}.", "next_on": soonest.due_on}
    return known
