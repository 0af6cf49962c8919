"""What retention.toml says goes after its time."""

from datetime import date, timedelta

from django.db import transaction

from saidanddone.access.models import Invitation
from saidanddone.audit.commands import record

INVITATIONS_KEPT = timedelta(days=365)


@transaction.atomic
def forget_invitations(today: date) -> list[str]:
    """Invitations made more than a year ago go, taken up or not; one line says how many."""
    old = Invitation.objects.filter(created_at__date__lt=today - INVITATIONS_KEPT)
    found, _ = old.delete()
    if not found:
        return []
    record(actor=None, act="access.forget_invitations", count=found)
    return [f"{found:,} {'invitation' if found == 1 else 'invitations'} of over a year ago deleted"]
