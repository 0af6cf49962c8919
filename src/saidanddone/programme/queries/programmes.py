"""Who is acting, and which programmes they may see."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from saidanddone.access.actors import NOBODY, Actor
from saidanddone.access.models import User
from saidanddone.access.policies import is_allowed, require
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.programme.models import Community, Membership, Programme, Stage


def actor_of(user: User | None, purpose: str = "") -> Actor:
    """The actor a signed-in person is today; past dates give nothing. One query."""
    if user is None or not user.is_active:
        return NOBODY
    roles: dict[int, set[str]] = defaultdict(set)
    held = Membership.objects.filter(user=user, until__gte=clock.today())
    for programme_id, role in held.values_list("programme_id", "role"):
        roles[programme_id].add(role)
    return Actor(
        user_id=user.pk,
        ref=user.ref,
        name=user.name or user.email,
        email=user.email,
        agency_id=user.agency_id,
        works_for_enforcement=bool(user.agency and user.agency.may_enforce),
        roles={each: frozenset(names) for each, names in roles.items()},
        site_roles=frozenset({user.site_role} if user.site_role else ()),
        purpose=purpose,
    )


def actor_by_email(email: str) -> Actor:
    """For commands run from a terminal with --as EMAIL."""
    user = User.objects.select_related("agency").filter(email__iexact=email.strip()).first()
    if user is None or not user.is_active:
        raise Refused(f"Nobody signs in as {email}. Run `saidanddone people` to see who does.")
    return actor_of(user, purpose="terminal")


def programmes_of(actor: Actor) -> QuerySet[Programme]:
    """The programmes in which this person has a role, newest first; those who serve all see all."""
    if actor.site_roles:
        return Programme.objects.order_by("-pk")
    return Programme.objects.filter(pk__in=list(actor.roles)).order_by("-pk")


# Where each kind of worker goes in: the first that their role opens.
ENTRANCES = (
    ("programme.see", "thread:programme"),
    ("strategy.see_own_actions", "strategy:own_actions"),
    ("answers.tell_aloud", "answers:sheet"),
    ("programme.keep_partners", "programme:partners"),
)


def entrance_of(actor: Actor, programme: Programme) -> str:
    """The name of the page where this person enters the programme; empty if there is none yet."""
    names = (name for permission, name in ENTRANCES if is_allowed(actor, permission, programme))
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
class NewCommunity:
    name: str
    heard_in: str = ""
    seldom_listened_to: bool = False
    slug: str = ""


@dataclass(frozen=True)
class NewStage:
    title: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class PartnerRow:
    ref: str
    agency: str
    responsibility: str


@dataclass(frozen=True)
class Parts:
    """What surrounds a programme: whom it listens to, its timeline, who takes part."""

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
    found = programme.partners.select_related("agency").order_by("agency__name")
    return tuple(
        PartnerRow(each.ref, each.agency.name, each.get_responsibility_display()) for each in found
    )
