"""Rebuilds the answer status from the records."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.answers import answer_status
from saidanddone.audit import commands as audit
from saidanddone.programme.models import Programme


@transaction.atomic
def recount_standings(*, actor: Actor, programme: Programme) -> None:
    """Rebuild the status of everything said. Reads every coding once."""
    require(actor, "programme.manage", programme)
    answer_status.recount(programme)
    audit.record(actor=actor, act="answers.recount", about=programme, scope_ref=programme.ref)
