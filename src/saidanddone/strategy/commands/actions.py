"""Proposes, changes and agrees actions."""

from datetime import date
from typing import Any

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.models import Agency
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.inputs import fields_of
from saidanddone.base.optimistic_lock import save_edit
from saidanddone.evidence.themes.models import Theme
from saidanddone.programme.models import Programme
from saidanddone.strategy.commands.moves import move_action, refuse_without_owner_or_date
from saidanddone.strategy.commands.named import all_named, one_named, one_or_none
from saidanddone.strategy.inputs import ActionInput, ActionMoveInput
from saidanddone.strategy.models import RELATIONS, Action, ActionTheme, Decision, Priority
from saidanddone.strategy.policies import may_change_words, may_manage_plan
from saidanddone.strategy.queries.choices import engagements_to_ask_from, owners_in
from saidanddone.strategy.states import AGREED


@transaction.atomic
def propose_action(*, actor: Actor, programme: Programme, details: ActionInput) -> Action:
    """Propose something an agency would do. Only whoever manages the plan names its owner."""
    require(actor, "strategy.propose", programme)
    if details.owner_ref:
        require(actor, "strategy.manage_plan", programme)
    action = Action.objects.create(
        programme=programme, proposed_by_id=actor.user_id, **_fields(actor, programme, details)
    )
    _relate(action, details)
    audit.record(actor=actor, act="strategy.propose_action", about=action, scope_ref=programme.ref)
    return action


@transaction.atomic
def edit_action(
    *, actor: Actor, programme: Programme, action_ref: str, version: int, details: ActionInput
) -> Action:
    """Change the words, owner or links of an action, never its state.

    Until the action is agreed, whoever proposed it may change it too, except its owner. Raises EditedMeanwhile when
    someone else saved first.
    """
    require(actor, "strategy.propose", programme)
    action = one_named(Action.objects.filter(programme=programme), action_ref)
    _refuse_unless_may_change(actor, action)
    occasion_ref = action.asked_at.ref if action.asked_at else ""
    fields = _fields(actor, programme, details, occasion_ref=occasion_ref)
    if not may_manage_plan(actor, programme):
        fields["owner"] = action.owner
    if action.agreed_on:
        refuse_without_owner_or_date(fields["owner"], details.owner_post, details.due_on)
    action = save_edit(action, version, **fields)
    _relate(action, details)
    audit.record(actor=actor, act="strategy.edit_action", about=action, scope_ref=programme.ref)
    return action


@transaction.atomic
def agree_action(
    *,
    actor: Actor,
    programme: Programme,
    action_ref: str,
    decision_ref: str = "",
    on: date | None = None,
) -> Action:
    """Agree a proposed action, under the decision that agreed it. `on` is today unless given."""
    require(actor, "strategy.manage_plan", programme)
    action = one_named(Action.objects.filter(programme=programme), action_ref)
    if decision_ref:
        decisions = Decision.objects.filter(programme=programme)
        action.decision = one_named(decisions, decision_ref)
        action.save(update_fields=["decision"])
    details = ActionMoveInput(to=AGREED, on=on)
    return move_action(actor=actor, programme=programme, action_ref=action_ref, details=details)


def _refuse_unless_may_change(actor: Actor, action: Action) -> None:
    if may_change_words(actor, action):
        return
    if action.proposed_by_id != actor.user_id:
        raise NotYours
    raise Refused(
        "This action is no longer only proposed, so its words are the plan's now. "
        "Ask whoever manages the plan to change them."
    )


def _fields(
    actor: Actor, programme: Programme, details: ActionInput, *, occasion_ref: str = ""
) -> dict[str, Any]:
    if details.asked_at_relation not in RELATIONS:
        raise Refused(
            "Say whether it meets what was asked, goes part way, or makes it possible.",
            "asked_at_relation",
        )
    occasions = engagements_to_ask_from(actor, programme, chosen_ref=occasion_ref)
    return fields_of(details) | {
        "owner_agency": one_named(Agency.objects.all(), details.owner_agency_ref),
        "owner": one_or_none(owners_in(programme), details.owner_ref),
        "priority": one_or_none(Priority.objects.filter(programme=programme), details.priority_ref),
        "decision": one_or_none(Decision.objects.filter(programme=programme), details.decision_ref),
        "asked_at": one_or_none(occasions, details.asked_at_ref),
    }


def _relate(action: Action, details: ActionInput) -> None:
    if any(relation not in RELATIONS for relation in details.serves.values()):
        raise Refused(
            "Say for each theme whether the action meets it, goes part way, or makes it possible."
        )
    themes = all_named(Theme.objects.filter(programme=action.programme), details.serves)
    action.partners.set(all_named(Agency.objects.all(), details.partner_refs))
    ActionTheme.objects.filter(action=action).delete()
    ActionTheme.objects.bulk_create(
        ActionTheme(action=action, theme=theme, relation=details.serves[theme.ref])
        for theme in themes
    )
