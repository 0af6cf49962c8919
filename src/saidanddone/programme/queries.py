"""Who is acting, and which programmes they may see."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from saidanddone.access.actors import NOBODY, Actor
from saidanddone.access.models import User
from saidanddone.access.policies import is_allowed, require
from saidanddone.access.roles import all_roles
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.programme.models import Community, Membership, Programme, Stage


def actor_of(user: User | None, purpose: str = "") -> Actor:
    """The actor a signed-in person is today; past dates give nothing. One query."""
    if user is None or not user.is_active:
        return NOBODY
    roles: dict[int, set[str]] = defaultdict(set)
    held = Membership.objects.filter(user=user)
    held = held.filter(Q(until=None) | Q(until__gte=clock.today()))
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
    """The programmes in which this person has a role, newest first."""
    if actor.site_roles & {"data_protection_officer"}:
        return Programme.objects.order_by("-pk")
    return Programme.objects.filter(pk__in=list(actor.roles)).order_by("-pk")


# Where each kind of worker goes in: the first that their role opens.
ENTRANCES = (
    ("programme.see", "thread:programme"),
    ("strategy.see_own_actions", "strategy:own_actions"),
    ("answers.tell_aloud", "answers:sheet"),
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
class Worker:
    name: str
    agency: str
    role: str
    until: date | None


@dataclass(frozen=True)
class Parts:
    """What surrounds a programme: whom it listens to, its timeline, who works on it."""

    communities: tuple[Community, ...]
    stages: tuple[Stage, ...]
    workers: tuple[Worker, ...]
    partners: tuple[tuple[str, str], ...]


def parts_of(actor: Actor, programme: Programme) -> Parts:
    """Four queries."""
    require(actor, "programme.see", programme)
    roles = all_roles()
    held = programme.memberships.select_related("user__agency").order_by("role", "pk")
    partners = programme.partners.select_related("agency").order_by("agency__name")
    return Parts(
        tuple(programme.communities.all()),
        tuple(programme.stages.all()),
        tuple(
            Worker(
                str(each.user),
                each.user.agency.name if each.user.agency else "",
                roles[each.role].name if each.role in roles else each.role,
                each.until,
            )
            for each in held
        ),
        tuple((each.agency.name, each.get_responsibility_display()) for each in partners),
    )
