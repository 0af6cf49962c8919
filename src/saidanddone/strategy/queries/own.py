"""Reads an owner's own actions: public words only, without what led to them (R1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.base import clock
from saidanddone.base.errors import NotYours
from saidanddone.base.lifecycle import Move, State
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import programmes_where
from saidanddone.strategy.models import Action
from saidanddone.strategy.policies import capacities_for
from saidanddone.strategy.states import ACTION_LIFECYCLE, UNDER_WAY

QUIET_AFTER = timedelta(days=60)
SOON = timedelta(days=14)


@dataclass(frozen=True)
class ActionUpdate:
    """One update of an action, as a page shows it. `by` is empty where names are not shown."""

    said_on: date
    state: str
    what_changed: str
    what_next: str
    next_on: date | None
    is_still_true: bool
    by: str = ""


@dataclass(frozen=True)
class OwnAction:
    """An action in its public words: no theme, occasion, priority or decision."""

    ref: str
    programme_slug: str
    title: str
    detail: str
    evidence: str
    owner_agency: str
    owner_post: str
    partners: tuple[str, ...]
    due_on: date | None
    state: str
    state_shown: State
    reason: str
    done_on: date | None
    agreed_on: date | None
    is_overdue: bool
    moves: tuple[Move, ...]
    updates: tuple[ActionUpdate, ...]

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def last_update_on(self) -> date | None:
        """The day of the last update, else of the agreement."""
        return self.updates[0].said_on if self.updates else self.agreed_on

    @property
    def next_word_on(self) -> date | None:
        """The day for which the last update promised the next one, if it did."""
        return promise(self.updates[0].said_on, self.updates[0].next_on) if self.updates else None

    def is_quiet(self, today: date) -> bool:
        """Under way, without an update for more than 60 days."""
        last = self.last_update_on
        return self.is_under_way and last is not None and today - last > QUIET_AFTER

    def is_due_soon(self, today: date) -> bool:
        return (
            self.is_under_way and self.due_on is not None and today <= self.due_on <= today + SOON
        )


def promise(said_on: date, next_on: date | None) -> date | None:
    """The day on which more is to be said. A day further off than 60 days keeps nothing quiet."""
    return next_on if next_on and next_on - said_on <= QUIET_AFTER else None


def own_actions(actor: Actor, programme: Programme | None = None) -> tuple[OwnAction, ...]:
    """This person's actions, the soonest due first; in every programme unless one is given."""
    require(actor, "strategy.see_own_actions", programme)
    within = [programme] if programme else programmes_where(actor, "strategy.see_own_actions")
    return _read(actor, within)


def find_own_action(actor: Actor, programme: Programme, ref: str) -> OwnAction:
    require(actor, "strategy.see_own_actions", programme)
    actions = _read(actor, [programme], ref)
    if not actions:
        raise NotYours
    return actions[0]


def _read(actor: Actor, programmes: Iterable[Programme], ref: str = "") -> tuple[OwnAction, ...]:
    if actor.user_id is None:
        return ()
    actions = Action.objects.filter(owner_id=actor.user_id, programme__in=programmes)
    if ref:
        actions = actions.filter(ref=ref)
    actions = actions.select_related("programme", "owner_agency")
    actions = actions.prefetch_related("partners", "updates")
    return tuple(
        sorted(
            (_own(actor, action) for action in actions),
            key=lambda own: (not own.is_under_way, own.due_on or date.max, own.title),
        )
    )


def _own(actor: Actor, action: Action) -> OwnAction:
    return OwnAction(
        ref=action.ref,
        programme_slug=action.programme.slug,
        title=action.title,
        detail=action.detail,
        evidence=action.evidence,
        owner_agency=action.owner_agency.name,
        owner_post=action.owner_post,
        partners=tuple(agency.name for agency in action.partners.all()),
        due_on=action.due_on,
        state=action.state,
        state_shown=ACTION_LIFECYCLE.state(action.state),
        reason=action.reason,
        done_on=action.done_on,
        agreed_on=action.agreed_on,
        is_overdue=action.is_overdue(clock.today()),
        moves=ACTION_LIFECYCLE.moves_open_to(action.state, capacities_for(actor, action)),
        updates=updates_shown(action),
    )


def updates_shown(action: Action, *, with_names: bool = False) -> tuple[ActionUpdate, ...]:
    """Every update of the action, latest first. Reads rows that were prefetched."""
    return tuple(
        ActionUpdate(
            said_on=update.said_on,
            state=update.get_state_display(),
            what_changed=update.what_changed,
            what_next=update.what_next,
            next_on=update.next_on,
            is_still_true=update.is_still_true,
            by=str(update.by) if with_names else "",
        )
        for update in action.updates.all()
    )
