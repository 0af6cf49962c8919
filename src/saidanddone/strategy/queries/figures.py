"""Figures of the plan for the programme page, releases and the case study.

Returns counts only. The caller must check permission.
"""

from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet

from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Action
from saidanddone.strategy.states import DONE


class Shaped(NamedTuple):
    """`shaped` of `agreed` actions; unpacks as (k, n)."""

    shaped: int
    agreed: int


def actions_shaped_by_lived_experience(programme: Programme) -> Shaped:
    """People with lived experience decided or changed k of n actions before they were agreed.

    n counts the actions ever agreed; k those whose own decision says so and is dated no later than
    the agreement. A decision over the action's priority alone does not count for the action.
    """
    shaped_by_them = Q(
        decision__shaped_by_lived_experience__in=("changed", "decided"),
        decision__decided_on__lte=F("agreed_on"),
    )
    counted = Action.objects.filter(programme=programme, agreed_on__isnull=False).aggregate(
        shaped=Count("pk", filter=shaped_by_them), agreed=Count("pk")
    )
    return Shaped(**counted)


def done_nobody_asked_for(programme: Programme) -> QuerySet[Action]:
    """Actions that are done and that nobody asked for: no theme, occasion, or priority with themes."""
    return (
        Action.objects.filter(programme=programme, state=DONE, asked_at=None, themes=None)
        .filter(priority__themes=None)
        .select_related("owner_agency")
        .order_by("done_on", "pk")
        .distinct()
    )
