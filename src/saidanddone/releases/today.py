"""What releases put on the today page, and what it forgets by itself."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.audit import commands as audit
from saidanddone.base.hooks import TodayLine
from saidanddone.releases.models import Release
from saidanddone.releases.queries import releases_to_sign
from saidanddone.releases.states import SIGNED
from saidanddone.ui.templatetags.ui import count_of


def lines_for(actor: Actor) -> list[TodayLine]:
    """A release that waits for this person's signature. One query, for those who sign."""
    return [
        TodayLine(
            f"Release {number} of {title} waits for your signature",
            reverse("releases:read", args=[slug, ref]),
            weight=40,
        )
        for slug, ref, number, title in releases_to_sign(actor)
    ]


@transaction.atomic
def forget_drafts(today: date) -> list[str]:
    """Drafts that nobody signed go when their programme has closed (retention.toml)."""
    drafts = Release.objects.exclude(state=SIGNED).filter(programme__closes_on__lt=today)
    found = drafts.count()
    if not found:
        return []
    drafts.delete()
    audit.record(actor=None, act="publishing.forget_drafts", count=found)
    return [f"{count_of(found, 'draft')} of closed programmes deleted"]
