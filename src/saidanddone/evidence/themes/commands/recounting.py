"""Rebuilding the summary rows from the records."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import hooks
from saidanddone.evidence.themes import summaries
from saidanddone.programme.models import Programme


@transaction.atomic
def recount(*, actor: Actor, programme: Programme) -> None:
    """Count every row of the programme again, and let later stages do the same."""
    require(actor, "evidence.manage_themes", programme)
    summaries.recount_all(programme)
    hooks.after_codings_changed(programme_id=programme.pk, excerpt_ids=None)
    audit.record(actor=actor, act="evidence.recount", about=programme, scope_ref=programme.ref)
