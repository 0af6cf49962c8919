"""Moves an action between states, and records updates by its owner or the strategy lead."""

from datetime import date

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.models import User
from saidanddone.access.policies import is_allowed, require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.inputs import fields_of
from saidanddone.programme.models import Programme
from saidanddone.strategy.inputs import ActionMoveInput, UpdateInput
from saidanddone.strategy.models import Action, Update
from saidanddone.strategy.policies import capacities_for, is_own
from saidanddone.strategy.states import (
    ACTION_LIFECYCLE,
    AGREED,
    DONE,
    PROPOSED,
    STARTED,
    UNDER_WAY,
)


@transaction.atomic
def move_action(
    *,
    actor: Actor,
    programme: Programme,
    action_ref: str,
    details: ActionMoveInput,
) -> Action:
    """Move an action to another state, as whoever manages the plan.

    The move is recorded as an update of the action.
    """
    require(actor, "strategy.manage_plan", programme)
    action = _locked(actor, programme, action_ref)
    _move(actor, action, details.to, details.what_changed, details.on or clock.today())
    Update.objects.create(
        action=action,
        by_id=actor.user_id,
        state=action.state,
        what_changed=details.what_changed,
        said_on=clock.today(),
    )
    audit.record(
        actor=actor, act=f"strategy.move_to_{details.to}", about=action, scope_ref=programme.ref
    )
    return action


@transaction.atomic
def update_action(
    *,
    actor: Actor,
    programme: Programme,
    action_ref: str,
    details: UpdateInput,
) -> Update:
    """Record an update of an action. Whoever manages the plan may update it for an owner."""
    action = _locked(actor, programme, action_ref)
    if action.state == PROPOSED:
        raise Refused("This action is not agreed yet. Once it is, say here where it stands.")
    if details.state != action.state:
        _move(actor, action, details.state, details.what_changed, details.on or clock.today())
    _refuse_without_next_date(action, details)
    update = Update.objects.create(
        action=action, by_id=actor.user_id, said_on=clock.today(), **fields_of(details)
    )
    audit.record(actor=actor, act="strategy.update_action", about=action, scope_ref=programme.ref)
    return update


def refuse_without_owner_or_date(owner: User | None, owner_post: str, due_on: date | None) -> None:
    """Refuse an agreed action without an owner or a post, or without a due date."""
    if owner is None and not owner_post:
        raise Refused(
            "Say who answers for this action: a person, or a post in the agency.", "owner_post"
        )
    if due_on is None:
        raise Refused(
            "Give the action a due date, so that anyone can tell when it is late.", "due_on"
        )


def _locked(actor: Actor, programme: Programme, action_ref: str) -> Action:
    """An action this person may update, its row locked until the end of the transaction."""
    visible = Action.objects.filter(programme=programme, ref=action_ref)
    action = visible.select_for_update().first()
    if action is None:
        raise NotYours
    if is_own(actor, action):
        require(actor, "strategy.update_own_action", programme)
    elif not is_allowed(actor, "strategy.manage_plan", programme):
        raise NotYours
    return action


def _move(actor: Actor, action: Action, to: str, words: str, on: date) -> None:
    capacities = capacities_for(actor, action)
    ACTION_LIFECYCLE.require(action.state, to, capacities, what_changed=words)
    if on > clock.today():
        raise Refused("This has not happened yet. Give the day it happened.", "on")
    if action.agreed_on and on < action.agreed_on:
        raise Refused("This is before the action was agreed. Give a later day.", "on")
    action.state = to
    action.reason = words if to in ACTION_LIFECYCLE.keeping_reason else ""
    if to == AGREED:
        refuse_without_owner_or_date(action.owner, action.owner_post, action.due_on)
        # Reopening an action does not change the day of its first agreement.
        action.agreed_on = action.agreed_on or on
    if to in (STARTED, DONE):
        action.started_on = action.started_on or on
    action.done_on = on if to == DONE else None
    action.save(update_fields=["state", "reason", "agreed_on", "started_on", "done_on"])


def _refuse_without_next_date(action: Action, details: UpdateInput) -> None:
    if not details.is_still_true and not details.what_changed:
        raise Refused("Say what is no longer true.", "what_changed")
    if action.state not in UNDER_WAY:
        return
    if details.next_on is None:
        raise Refused("Say when you will next tell people how it is going.", "next_on")
    if details.next_on < clock.today():
        raise Refused(
            "The day you will next tell people has passed. Give a day from today on.", "next_on"
        )
