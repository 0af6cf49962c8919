"""Reads programmes, who works on them, and their communities, stages and partners."""

from dataclasses import dataclass

from django.db.models import QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed, require
from saidanddone.access.queries import Person, people_in
from saidanddone.base.errors import NotYours
from saidanddone.programme.models import Community, Programme, Stage


def programmes_of(actor: Actor) -> QuerySet[Programme]:
    """The programmes in which this person has a role, newest first; all for a role held everywhere."""
    if actor.site_roles:
        return Programme.objects.order_by("-pk")
    return Programme.objects.filter(scope__in=list(actor.roles)).order_by("-pk")


def programmes_where(actor: Actor, permission: str) -> QuerySet[Programme]:
    """The programmes in which this person holds the permission by membership."""
    return Programme.objects.filter(scope__in=actor.scopes_where(permission))


def people_of(actor: Actor, programme: Programme) -> tuple[Person, ...]:
    """Who works on a programme, with their current roles in it and everywhere. Three queries."""
    require(actor, "programme.see_people", programme)
    return people_in(programme.scope_id)


def find_programme_for_people(actor: Actor, slug: str) -> Programme:
    """Any programme, for whoever gives roles in them. Raises NotYours."""
    require(actor, "access.keep_people")
    programme = Programme.objects.filter(slug=slug).first()
    if programme is None:
        raise NotYours("programme")
    return programme


# The pages where people start in a programme. Each starts at the first that their role opens.
START_PAGES = (
    ("programme.see", "thread:programme"),
    ("strategy.see_own_actions", "strategy:own_actions"),
    ("answers.tell_aloud", "answers:sheet"),
    ("programme.keep_partners", "programme:partners"),
)


def start_page_of(actor: Actor, programme: Programme) -> str:
    """The URL name of the page where this person starts in the programme; empty if there is none."""
    names = (name for permission, name in START_PAGES if is_allowed(actor, permission, programme))
    return next(names, "")


def find_programme(actor: Actor, slug: str, permission: str) -> Programme:
    """The programme, if this person holds the permission there. Raises NotYours."""
    programme = Programme.objects.filter(slug=slug).first()
    if programme is None or not is_allowed(actor, permission, programme):
        raise NotYours(permission)
    return programme


def communities_of(programme: Programme) -> list[Community]:
    return list(programme.communities.all())


@dataclass(frozen=True)
class PartnerRow:
    ref: str
    agency: str
    responsibility: str


@dataclass(frozen=True)
class Parts:
    """The communities, stages and partners of a programme."""

    communities: tuple[Community, ...]
    stages: tuple[Stage, ...]
    partners: tuple[PartnerRow, ...]


def parts_of(actor: Actor, programme: Programme) -> Parts:
    """Three queries."""
    require(actor, "programme.see", programme)
    return Parts(
        tuple(programme.communities.all()), tuple(programme.stages.all()), _partners(programme)
    )


def partners_of(actor: Actor, programme: Programme) -> tuple[PartnerRow, ...]:
    """The agencies that take part, by name. One query."""
    require(actor, "programme.keep_partners", programme)
    return _partners(programme)


def _partners(programme: Programme) -> tuple[PartnerRow, ...]:
    partners = programme.partners.select_related("agency").order_by("agency__name")
    return tuple(
        PartnerRow(partner.ref, partner.agency.name, partner.get_responsibility_display())
        for partner in partners
    )
