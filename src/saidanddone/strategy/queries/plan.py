"""Reads the plan: priorities, actions, funding."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.base import clock
from saidanddone.base.errors import NotYours
from saidanddone.base.lifecycle import Move, State
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import RELATIONS, Action, Funding, Priority, Update
from saidanddone.strategy.policies import (
    capacities_for,
    may_change_words,
    may_manage_plan,
    may_propose,
)
from saidanddone.strategy.queries.choices import occasion_words
from saidanddone.strategy.queries.decisions import Named, shaped_in_words, theme_named
from saidanddone.strategy.queries.next_steps import after_action, who_agrees
from saidanddone.strategy.queries.own import ActionUpdate, promise, updates_shown
from saidanddone.strategy.states import ACTION_LIFECYCLE, PROPOSED, UNDER_WAY
from saidanddone.ui.components import NextStep

OVERDUE = "overdue"  # derived from the due date; offered as a filter beside the states


@dataclass(frozen=True)
class PlanRow:
    """An action as the plan's table shows it."""

    ref: str
    title: str
    owner_agency: str
    owner_agency_ref: str
    state: str
    state_shown: State
    due_on: date | None
    is_overdue: bool
    priority_ref: str


@dataclass(frozen=True)
class PlanBlock:
    """A priority with its actions; without a title, the actions under no priority."""

    ref: str
    title: str
    statement: str
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True)
class Filter:
    """One way to narrow the plan, as a link."""

    text: str
    query: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class Plan:
    blocks: tuple[PlanBlock, ...]
    by_state: tuple[Filter, ...]
    by_agency: tuple[Filter, ...]
    total: int
    shown: int
    funding: tuple[Funding, ...]
    may_manage: bool
    may_propose: bool


@dataclass(frozen=True)
class ActionPage:
    """An action with what led to it, for those who see the whole plan."""

    action: Action
    state_shown: State
    is_overdue: bool
    partners: tuple[str, ...]
    serves: tuple[Named, ...]
    asked_at: str
    asked_at_relation: str
    shaped: str
    updates: tuple[ActionUpdate, ...]
    moves: tuple[Move, ...]
    funding: tuple[Funding, ...]
    may_manage: bool
    is_own: bool
    may_change_words: bool
    next_steps: tuple[NextStep, ...]
    who_agrees: str  # empty once it is agreed, and for whoever may agree it


def actions_of(actor: Actor, programme: Programme) -> QuerySet[Action]:
    """Every action of the programme, its agency, owner, priority and decision fetched with it."""
    require(actor, "strategy.see", programme)
    return Action.objects.filter(programme=programme).select_related(
        "programme", "owner_agency", "owner", "priority", "decision", "asked_at"
    )


def priorities_of(actor: Actor, programme: Programme) -> QuerySet[Priority]:
    """Every priority in its order, themes and decision fetched with it."""
    require(actor, "strategy.see", programme)
    return (
        Priority.objects.filter(programme=programme)
        .select_related("decision")
        .prefetch_related("themes")
    )


def funding_of(actor: Actor, programme: Programme) -> QuerySet[Funding]:
    require(actor, "strategy.see", programme)
    return Funding.objects.filter(programme=programme).prefetch_related("actions").order_by("pk")


def find_action(actor: Actor, programme: Programme, ref: str) -> Action:
    action = actions_of(actor, programme).filter(ref=ref).first()
    if action is None:
        raise NotYours
    return action


def find_action_to_change(actor: Actor, programme: Programme, ref: str) -> Action:
    """An action whose words they may change, or one they proposed that was agreed since."""
    action = find_action(actor, programme, ref)
    if not may_change_words(actor, action) and action.proposed_by_id != actor.user_id:
        raise NotYours
    return action


def find_priority(actor: Actor, programme: Programme, ref: str) -> Priority:
    priority = priorities_of(actor, programme).filter(ref=ref).first()
    if priority is None:
        raise NotYours
    return priority


def read_action(actor: Actor, programme: Programme, ref: str) -> ActionPage:
    action = (
        actions_of(actor, programme)
        .prefetch_related("partners", "serves__theme", "updates__by", "funding")
        .filter(ref=ref)
        .first()
    )
    if action is None:
        raise NotYours
    return ActionPage(
        action=action,
        state_shown=ACTION_LIFECYCLE.state(action.state),
        is_overdue=action.is_overdue(clock.today()),
        partners=tuple(agency.name for agency in action.partners.all()),
        serves=tuple(
            theme_named(actor, served.theme, programme, served.get_relation_display())
            for served in action.serves.all()
        ),
        asked_at=occasion_words(action.asked_at),
        asked_at_relation=RELATIONS[action.asked_at_relation],
        shaped=shaped_in_words(action.decision) if action.decision else "",
        updates=updates_shown(action, with_names=True),
        moves=ACTION_LIFECYCLE.moves_open_to(action.state, capacities_for(actor, action)),
        funding=tuple(action.funding.all()),
        may_manage=may_manage_plan(actor, programme),
        is_own=action.owner_id == actor.user_id,
        may_change_words=may_change_words(actor, action),
        next_steps=after_action(actor, programme, action),
        who_agrees=who_agrees(programme)
        if action.state == PROPOSED and not may_manage_plan(actor, programme)
        else "",
    )


def plan_of(actor: Actor, programme: Programme, *, state: str = "", agency_ref: str = "") -> Plan:
    """The plan by priority, narrowed to a state (or "overdue") and an owner agency if given."""
    every = tuple(_row(action) for action in actions_of(actor, programme))
    rows = [row for row in every if _is_in(row, state, agency_ref)]
    priorities = list(Priority.objects.filter(programme=programme))
    blocks = [
        PlanBlock(
            priority.ref,
            f"{priority.number}. {priority.title}",
            priority.statement,
            tuple(row for row in rows if row.priority_ref == priority.ref),
        )
        for priority in priorities
    ]
    blocks.append(PlanBlock("", "", "", tuple(row for row in rows if not row.priority_ref)))
    return Plan(
        blocks=tuple(block for block in blocks if block.rows or (block.ref and not state)),
        by_state=_state_filters(every, state, agency_ref),
        by_agency=_agency_filters(every, state, agency_ref),
        total=len(every),
        shown=len(rows),
        funding=tuple(funding_of(actor, programme)),
        may_manage=may_manage_plan(actor, programme),
        may_propose=may_propose(actor, programme),
    )


def _row(action: Action) -> PlanRow:
    return PlanRow(
        ref=action.ref,
        title=action.title,
        owner_agency=action.owner_agency.name,
        owner_agency_ref=action.owner_agency.ref,
        state=action.state,
        state_shown=ACTION_LIFECYCLE.state(action.state),
        due_on=action.due_on,
        is_overdue=action.is_overdue(clock.today()),
        priority_ref=action.priority.ref if action.priority else "",
    )


def _is_in(row: PlanRow, state: str, agency_ref: str) -> bool:
    in_state = not state or (row.is_overdue if state == OVERDUE else row.state == state)
    return in_state and (not agency_ref or row.owner_agency_ref == agency_ref)


@dataclass(frozen=True)
class LateAction:
    """An overdue action of someone else. `next_word_on`: the day its last update promised, if any."""

    ref: str
    programme_slug: str
    title: str
    owner_agency: str
    due_on: date
    next_word_on: date | None


def late_actions_of_others(actor: Actor, programmes: Iterable[Programme]) -> list[LateAction]:
    """Every overdue action of these programmes but one's own, the longest overdue first. One query.

    For the today page, which passes only programmes whose plan this person manages.
    """
    late = Action.objects.filter(
        programme__in=programmes, state__in=UNDER_WAY, due_on__lt=clock.today()
    )
    others = late.exclude(owner_id=actor.user_id) if actor.user_id else late
    last = Update.objects.filter(action=OuterRef("pk"))
    rows = others.annotate(
        last_said_on=Subquery(last.values("said_on")[:1]),
        last_next_on=Subquery(last.values("next_on")[:1]),
    ).order_by("due_on", "pk")
    names = ("ref", "programme__slug", "title", "owner_agency__name", "due_on")
    return [
        LateAction(ref, slug, title, agency, due_on, promise(said_on, next_on) if said_on else None)
        for ref, slug, title, agency, due_on, said_on, next_on in rows.values_list(
            *names, "last_said_on", "last_next_on"
        )
    ]


def _state_filters(rows: tuple[PlanRow, ...], state: str, agency_ref: str) -> tuple[Filter, ...]:
    offered = {"": "all", **ACTION_LIFECYCLE.names, OVERDUE: "overdue"}
    counts = {slug: sum(_is_in(row, slug, agency_ref) for row in rows) for slug in offered}
    return tuple(
        Filter(name.capitalize(), _query(slug, agency_ref), counts[slug], slug == state)
        for slug, name in offered.items()
        if counts[slug] or slug in ("", state)
    )


def _agency_filters(rows: tuple[PlanRow, ...], state: str, agency_ref: str) -> tuple[Filter, ...]:
    offered = {"": "All"} | {
        row.owner_agency_ref: row.owner_agency
        for row in sorted(rows, key=lambda row: row.owner_agency)
    }
    return tuple(
        Filter(
            name,
            _query(state, ref),
            sum(_is_in(row, state, ref) for row in rows),
            ref == agency_ref,
        )
        for ref, name in offered.items()
    )


def _query(state: str, agency_ref: str) -> str:
    parameters = {"state": state, "owner": agency_ref}
    return "?" + "&".join(f"{name}={value}" for name, value in parameters.items() if value)
