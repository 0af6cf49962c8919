"""Counts entries of the audit, for a decision that rests on what was done. It shows nobody's entries."""

from collections.abc import Collection
from datetime import datetime

from saidanddone.audit.models import Entry


def count_acts(scope_ref: str, acts: Collection[str], since: datetime) -> int:
    """How often one of these acts was done in a scope since then. One query."""
    return Entry.objects.filter(scope_ref=scope_ref, act__in=acts, at__gt=since).count()
