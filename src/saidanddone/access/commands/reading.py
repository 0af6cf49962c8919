"""Reads the audit, as a command, because the reading is audited."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.queries import AuditLine, whole_audit
from saidanddone.audit.commands import record


@transaction.atomic
def read_audit(*, actor: Actor, before: int | None = None) -> tuple[list[AuditLine], int | None]:
    """Read the audit, and record the reading."""
    page = whole_audit(actor, before)
    record(actor=actor, act="access.read_audit")
    return page
