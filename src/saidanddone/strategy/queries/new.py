"""Counts what is new in a plan, for the today page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from saidanddone.access.actors import Actor
from saidanddone.base import clock
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Action, Decision, Update


@dataclass(frozen=True)
class NewInPlan:
    """How many decisions were recorded, actions agreed, and actions updated by others."""

    slug: str
    decisions: int
    agreed: int
    updated: int


def new_in_plan(
    actor: Actor, programmes: Iterable[Programme], since: datetime
) -> tuple[NewInPlan, ...]:
    """What is new since a moment, by programme. Four queries.

    The today page passes only programmes whose plan this person may see.
    """
    slugs = {programme.pk: programme.slug for programme in programmes}
    if not slugs:
        return ()
    decisions = _by_programme(Decision.objects.filter(programme__in=slugs, created_at__gte=since))
    agreed = _by_programme(
        Action.objects.filter(programme__in=slugs, agreed_on__gt=clock.day_of(since))
    )
    others = Update.objects.filter(action__programme__in=slugs, created_at__gte=since)
    updated = dict(
        others.exclude(Q(by=actor.user_id) | Q(state="agreed", what_changed=""))
        .order_by()
        .values_list("action__programme")
        .annotate(number=Count("action", distinct=True))
    )
    return tuple(
        NewInPlan(slug, decisions.get(pk, 0), agreed.get(pk, 0), updated.get(pk, 0))
        for pk, slug in slugs.items()
    )


def _by_programme(rows: object) -> dict[int, int]:
    return dict(rows.order_by().values_list("programme").annotate(number=Count("pk")))  # type: ignore[attr-defined]
