"""Since when each person's own words are in use. It counts people and names nobody."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Min, Q

from saidanddone.base import clock
from saidanddone.evidence.transcripts.policies import (
    DAYS_BEFORE_CODING,
    USE_IN_THEMES,
    days_are_over,
    released,
)
from saidanddone.listening.consent import GIVEN
from saidanddone.listening.models import ConsentEvent, Contribution
from saidanddone.programme.models import Programme


@dataclass(frozen=True)
class InUse:
    """One person of a community: since when their words count, and the day they first spoke.

    They count once they are confirmed, the person agrees, and the days to think again are over.
    """

    community_id: int
    since: datetime
    first_spoke_on: date


def people_in_use(programme: Programme) -> list[InUse]:
    """Everyone who is counted among those who spoke for themselves. Two queries."""
    agreed_at = dict(
        ConsentEvent.objects.filter(contributor__programme=programme, use=USE_IN_THEMES, act=GIVEN)
        .values_list("contributor")
        .annotate(at=Max("at"))
        .order_by()
    )
    confirmed = (
        Contribution.objects.filter(
            released(),
            days_are_over(),
            programme=programme,
            voice="person",
            confirmed_at__isnull=False,
        )
        .values_list("community", "contributor")
        .annotate(
            at=Min("confirmed_at"),
            day=Min("engagement__held_on"),
            interviewed=Min("engagement__held_on", filter=Q(engagement__kind="peer_interview")),
            otherwise=Min("engagement__held_on", filter=~Q(engagement__kind="peer_interview")),
        )
        .order_by()
    )
    return [
        InUse(
            community,
            max(at, agreed_at.get(contributor, at), _over_at(interviewed, otherwise)),
            day,
        )
        for community, contributor, at, day, interviewed, otherwise in confirmed
    ]


def _over_at(interviewed: date | None, otherwise: date | None) -> datetime:
    """When the days to think again were over for the first words that this person said."""
    days = [interviewed + timedelta(days=DAYS_BEFORE_CODING)] if interviewed else []
    return clock.start_of(min([*days, *([otherwise] if otherwise else [])]))
