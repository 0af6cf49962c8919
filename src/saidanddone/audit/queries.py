"""Counts entries of the audit, and says when someone last did something. It shows nobody's entries."""

from collections.abc import Collection
from datetime import datetime

from saidanddone.audit.models import Entry


def count_acts(scope_ref: str, acts: Collection[str], since: datetime) -> int:
    """How often one of these acts was done in a scope since then. One query."""
    return Entry.objects.filter(scope_ref=scope_ref, act__in=acts, at__gt=since).count()


def last_act_before(actor_ref: str, moment: datetime) -> datetime | None:
    """When this person last did something that is recorded, before a moment. One query.

    For their own today page alone: it asks nothing that the audit does not hold already.
    """
    earlier = Entry.objects.filter(actor_ref=actor_ref, at__lt=moment)
    return earlier.order_by("-number").values_list("at", flat=True).first() if actor_ref else None
