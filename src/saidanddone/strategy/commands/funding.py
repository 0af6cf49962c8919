"""Records money from elsewhere and what it bought."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import Refused
from saidanddone.base.inputs import fields_of
from saidanddone.programme.models import Programme
from saidanddone.strategy.commands.named import all_named
from saidanddone.strategy.inputs import FundingInput
from saidanddone.strategy.models import Action, Funding


@transaction.atomic
def record_funding(
    *,
    actor: Actor,
    programme: Programme,
    details: FundingInput,
) -> Funding:
    """Record money from elsewhere and what it bought."""
    require(actor, "strategy.manage_plan", programme)
    if details.pounds <= 0:
        raise Refused("Give the amount in whole pounds, more than 0.", "pounds")
    if not details.bought:
        raise Refused("Say what the money bought: hours, places, lights.", "bought")
    funding = Funding.objects.create(programme=programme, **fields_of(details))
    actions = Action.objects.filter(programme=programme)
    funding.actions.set(all_named(actions, details.action_refs))
    audit.record(actor=actor, act="strategy.record_funding", about=funding, scope_ref=programme.ref)
    return funding
