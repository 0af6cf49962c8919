"""What the clock does here: drafts go when their programme has closed."""

from datetime import date

from django.db import transaction

from saidanddone.audit import commands as audit
from saidanddone.base.scheduling.jobs import DAY, ScheduledJob
from saidanddone.releases.models import Release
from saidanddone.releases.states import SIGNED
from saidanddone.ui.templatetags.ui import count_of


@transaction.atomic
def forget_drafts(today: date) -> list[str]:
    """Delete drafts that nobody signed when their programme has closed."""
    drafts = Release.objects.exclude(state=SIGNED).filter(programme__closes_on__lt=today)
    count = drafts.count()
    if not count:
        return []
    drafts.delete()
    audit.record(actor=None, act="publishing.forget_drafts", count=count)
    return [f"{count_of(count, 'draft')} of closed programmes deleted"]


JOBS = (ScheduledJob("forget-drafts", every=DAY, run=forget_drafts),)
