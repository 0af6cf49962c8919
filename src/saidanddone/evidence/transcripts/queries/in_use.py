"""Since when each person's own words are in use. It counts people and names nobody."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Min

from saidanddone.evidence.transcripts.policies import USE_IN_THEMES, released
from saidanddone.listening.consent import GIVEN
from saidanddone.listening.models import ConsentEvent, Contribution
from saidanddone.programme.models import Programme


@dataclass(frozen=True)
class InUse:
    """One person of a community: since when their words are in use, and the day they first spoke."""

    community_id: int
    since: datetime
    first_spoke_on: date


def people_in_use(programme: Programme) -> list[InUse]:
    """Everyone with confirmed words who agreed to themes, as `CommunitySummary.people` counts. Two queries."""
    agreed_at = dict(
        ConsentEvent.objects.filter(contributor__programme=programme, use=USE_IN_THEMES, act=GIVEN)
        .values_list("contributor")
        .annotate(at=Max("at"))
        .order_by()
    )
    confirmed = (
        Contribution.objects.filter(
            released(), programme=programme, voice="person", confirmed_at__isnull=False
        )
        .values_list("community", "contributor")
        .annotate(at=Min("confirmed_at"), day=Min("engagement__held_on"))
        .order_by()
    )
    return [
        InUse(community, max(at, agreed_at.get(contributor, at)), day)
        for community, contributor, at, day in confirmed
    ]
