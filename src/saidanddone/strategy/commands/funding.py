"""Money from elsewhere, and the capacity it bought."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import Refused
from saidanddone.programme.models import Programme
from saidanddone.strategy.commands.named import all_named
from saidanddone.strategy.models import Action, Funding


@transaction.atomic
def record_funding(
    *,
    actor: Actor,
    programme: Programme,
    source: str,
    pounds: int,
    bought: str,
    action_refs: tuple[str, ...] = (),
) -> Funding:
    """Record a sum in whole pounds, who gave it, and what it bought."""
    require(actor, "strategy.manage_plan", programme)
    if pounds <= 0:
        raise Refused("Give the amount in whole pounds, more than 0.", "pounds")
    if not bought.strip():
        raise Refused("Say what the money bought: hours, places, lights.", "bought")
    funding = Funding.objects.create(
        programme=programme, source=source, pounds=pounds, bought=bought
    )
    funding.actions.set(all_named(Action.objects.filter(programme=programme), action_refs))
    audit.record(actor=actor, act="strategy.record_funding", about=funding, scope_ref=programme.ref)
    return funding
