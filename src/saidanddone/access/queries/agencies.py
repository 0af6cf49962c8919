"""Reads the agencies, and how many people sign in for each."""

from dataclasses import dataclass

from django.db.models import Count, Q

from saidanddone.access.actors import Actor
from saidanddone.access.models import Agency
from saidanddone.access.policies import require
from saidanddone.base.errors import NotYours


def agencies() -> list[Agency]:
    return list(Agency.objects.order_by("name"))


@dataclass(frozen=True)
class AgencyRow:
    """A body that takes part, with how many sign in for it."""

    ref: str
    name: str
    kind: str
    may_enforce: bool
    people: int


def agency_rows(actor: Actor) -> list[AgencyRow]:
    """Every agency by name. One query."""
    require(actor, "access.keep_agencies")
    counted = Agency.objects.annotate(people=Count("user", filter=Q(user__is_active=True)))
    return [
        AgencyRow(
            agency.ref, agency.name, agency.get_kind_display(), agency.may_enforce, agency.people
        )
        for agency in counted.order_by("name")
    ]


def find_agency(actor: Actor, ref: str) -> Agency:
    """Raises NotYours."""
    require(actor, "access.keep_agencies")
    agency = Agency.objects.filter(ref=ref).first()
    if agency is None:
        raise NotYours("agency")
    return agency
