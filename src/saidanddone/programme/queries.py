"""Who is acting, and which programmes they may see."""

from collections import defaultdict

from django.db.models import Q, QuerySet

from saidanddone.access.actors import NOBODY, Actor
from saidanddone.access.models import User
from saidanddone.access.policies import is_allowed
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.programme.models import Community, Membership, Programme


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


def find_programme(actor: Actor, slug: str, permission: str) -> Programme:
    """The programme, if this person holds the permission there. Raises NotYours."""
    programme = Programme.objects.filter(slug=slug).first()
    if programme is None or not is_allowed(actor, permission, programme):
        raise NotYours(permission)
    return programme


def communities_of(programme: Programme) -> list[Community]:
    return list(programme.communities.all())
