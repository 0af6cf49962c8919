"""What the clock does here: what retention.toml says goes after its time."""

from collections import Counter
from datetime import date, timedelta

from django.db import transaction

from saidanddone.access.models import Membership
from saidanddone.audit.commands import record
from saidanddone.base.scheduling.jobs import DAY, ScheduledJob

ENDED_ROLES_KEPT = timedelta(days=365)


@transaction.atomic
def forget_ended_roles(today: date) -> list[str]:
    """Delete roles that ended more than a year ago."""
    ended = Membership.objects.filter(until__lt=today - ENDED_ROLES_KEPT).select_for_update()
    found = list(ended.values_list("pk", "scope__ref"))
    if not found:
        return []
    Membership.objects.filter(pk__in=[pk for pk, _ in found]).delete()
    for scope_ref, count in Counter(ref for _, ref in found).items():
        record(actor=None, act="access.forget_ended_roles", scope_ref=scope_ref, count=count)
    number = len(found)
    return [f"{number:,} {'role' if number == 1 else 'roles'} that ended over a year ago deleted"]


JOBS = (ScheduledJob("forget-ended-roles", every=DAY, run=forget_ended_roles),)
