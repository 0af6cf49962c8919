"""Adopts and edits priorities."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import Refused
from saidanddone.base.inputs import fields_of
from saidanddone.base.optimistic_lock import save_edit
from saidanddone.evidence.themes.models import Theme
from saidanddone.programme.models import Programme
from saidanddone.strategy.commands.named import all_named, one_named, one_or_none
from saidanddone.strategy.inputs import PriorityInput
from saidanddone.strategy.models import Decision, Priority


@transaction.atomic
def adopt_priority(*, actor: Actor, programme: Programme, details: PriorityInput) -> Priority:
    """Put something first in the strategy, over the themes that ask for it."""
    require(actor, "strategy.manage_plan", programme)
    number = details.number or _next_number(programme)
    fields = _fields(programme, details, number)
    _refuse_number_taken(programme, number, besides="")
    priority = Priority.objects.create(programme=programme, **fields)
    priority.themes.set(all_named(Theme.objects.filter(programme=programme), details.theme_refs))
    audit.record(
        actor=actor, act="strategy.adopt_priority", about=priority, scope_ref=programme.ref
    )
    return priority


@transaction.atomic
def edit_priority(
    *, actor: Actor, programme: Programme, priority_ref: str, version: int, details: PriorityInput
) -> Priority:
    """Change a priority. Raises EditedMeanwhile when someone else saved first."""
    require(actor, "strategy.manage_plan", programme)
    priority = one_named(Priority.objects.filter(programme=programme), priority_ref)
    number = details.number or priority.number
    _refuse_number_taken(programme, number, besides=priority.ref)
    priority = save_edit(priority, version, **_fields(programme, details, number))
    priority.themes.set(all_named(Theme.objects.filter(programme=programme), details.theme_refs))
    audit.record(actor=actor, act="strategy.edit_priority", about=priority, scope_ref=programme.ref)
    return priority


def _fields(programme: Programme, details: PriorityInput, number: int) -> dict[str, Any]:
    decisions = Decision.objects.filter(programme=programme)
    decision = one_or_none(decisions, details.decision_ref)
    return fields_of(details) | {"number": number, "decision": decision}


def _next_number(programme: Programme) -> int:
    highest = Priority.objects.filter(programme=programme).aggregate(most=Max("number"))["most"]
    return (highest or 0) + 1


def _refuse_number_taken(programme: Programme, number: int, *, besides: str) -> None:
    others = Priority.objects.filter(programme=programme, number=number).exclude(ref=besides)
    if others.exists():
        raise Refused(
            f"There is already a priority {number}. Give this one another number.", "number"
        )
