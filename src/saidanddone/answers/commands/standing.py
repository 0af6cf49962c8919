"""Rebuilding the counts from the records they count."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.answers import answer_status
from saidanddone.audit import commands as audit
from saidanddone.programme.models import Programme


@transaction.atomic
def recount_standings(*, actor: Actor, programme: Programme) -> None:
    """Count again where every thing said stands. It walks every coding once."""
    require(actor, "programme.manage", programme)
    answer_status.recount(programme)
    audit.record(actor=actor, act="answers.recount", about=programme, scope_ref=programme.ref)
