"""Reads who signs in, and which roles they hold, where and until when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.models import Invitation, Membership, Scope, User
from saidanddone.access.policies import require
from saidanddone.access.roles import all_roles
from saidanddone.base import clock
from saidanddone.base.errors import NotYours


@dataclass(frozen=True)
class RoleHeld:
    """A role in a scope, or everywhere (then without a scope, a reference or a last day)."""

    ref: str
    role: str
    where: str
    until: date | None
    is_standing: bool


@dataclass(frozen=True)
class Person:
    ref: str
    name: str
    email: str
    agency: str
    agency_may_enforce: bool
    is_closed: bool
    has_second_factor: bool
    roles: tuple[RoleHeld, ...]

    @property
    def standing(self) -> tuple[RoleHeld, ...]:
        return tuple(role for role in self.roles if role.is_standing)


@dataclass(frozen=True)
class InvitationRow:
    ref: str
    name: str
    role: str
    where: str
    ends_on: date


@dataclass(frozen=True)
class PeoplePage:
    """Everyone who signs in, unused invitations, and closed accounts."""

    open: tuple[Person, ...]
    closed: tuple[Person, ...]
    invitations: tuple[InvitationRow, ...]


def everyone(actor: Actor) -> PeoplePage:
    """Five queries, however many people."""
    require(actor, "access.keep_people")
    users = User.objects.exclude(name="").select_related("agency").order_by("name", "pk")
    people = _people(users, Membership.objects.all())
    return PeoplePage(
        tuple(person for person in people if not person.is_closed),
        tuple(person for person in people if person.is_closed),
        _invitations(standing_invitations(actor)),
    )


def person(actor: Actor, user: User) -> Person:
    """One person with the roles they hold and held. Two queries."""
    require(actor, "access.keep_people")
    return _people([user], Membership.objects.filter(user=user))[0]


def people_in(scope_id: int) -> tuple[Person, ...]:
    """Who holds a role in a scope, with their roles in it and those held everywhere. Past roles are left out.

    The caller must check permission. Three queries.
    """
    memberships = Membership.objects.filter(scope=scope_id)
    users = User.objects.filter(is_active=True, memberships__scope=scope_id).distinct()
    people = _people(users.select_related("agency").order_by("name", "pk"), memberships)
    return tuple(person for person in people if person.standing)


def find_membership(actor: Actor, user: User, ref: str) -> Membership:
    """A role that this person holds now. Raises NotYours."""
    require(actor, "access.keep_people")
    membership = Membership.objects.select_related("scope").filter(user=user, ref=ref).first()
    if membership is None or not _is_current(membership.until):
        raise NotYours("role")
    return membership


def role_name(role: str) -> str:
    known = all_roles()
    return known[role].name if role in known else role


def _people(users: Iterable[User], memberships: QuerySet[Membership]) -> list[Person]:
    users = list(users)
    secured = with_second_factor(users)
    roles: dict[int, list[RoleHeld]] = defaultdict(list)
    for user in users:
        if user.site_role:
            roles[user.pk].append(RoleHeld("", role_name(user.site_role), "", None, user.is_active))
    for membership in memberships.select_related("scope").order_by("scope__title", "role"):
        roles[membership.user_id].append(_role_held(membership))
    return [_person(user, user.pk in secured, tuple(roles[user.pk])) for user in users]


def _role_held(membership: Membership) -> RoleHeld:
    return RoleHeld(
        ref=membership.ref,
        role=role_name(membership.role),
        where=membership.scope.title,
        until=membership.until,
        is_standing=_is_current(membership.until),
    )


def _person(user: User, has_second_factor: bool, roles: tuple[RoleHeld, ...]) -> Person:
    return Person(
        ref=user.ref,
        name=user.name or user.email,
        email=user.email,
        agency=user.agency.name if user.agency else "",
        agency_may_enforce=bool(user.agency and user.agency.may_enforce),
        is_closed=not user.is_active,
        has_second_factor=has_second_factor,
        roles=roles,
    )


def _is_current(until: date) -> bool:
    return until >= clock.today()


def _invitations(standing: list[Invitation]) -> tuple[InvitationRow, ...]:
    refs = {invitation.scope_ref for invitation in standing if invitation.scope_ref}
    titles = dict(Scope.objects.filter(ref__in=refs).values_list("ref", "title"))
    return tuple(
        InvitationRow(
            invitation.ref,
            invitation.name,
            role_name(invitation.role),
            titles.get(invitation.scope_ref, ""),
            clock.day_of(invitation.expires_at),
        )
        for invitation in standing
    )


def find_person(actor: Actor, ref: str) -> User:
    """Someone who signs in, or did until their account was closed. Raises NotYours."""
    require(actor, "access.keep_people")
    user = User.objects.select_related("agency").filter(ref=ref).first()
    if user is None:
        raise NotYours("person")
    return user


def with_second_factor(users: Iterable[User]) -> set[int]:
    """The ids of those who have set up an app, a passkey or a security key. One query."""
    factors = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    return set(factors.filter(user__in=list(users)).values_list("user_id", flat=True))


def standing_invitations(actor: Actor) -> list[Invitation]:
    """Invitations whose link still opens, the newest first. One query."""
    require(actor, "access.invite")
    standing = Invitation.objects.filter(accepted_at=None, expires_at__gte=clock.now())
    return list(standing.select_related("agency").order_by("-pk"))


def people_who_sign_in() -> list[User]:
    return list(User.objects.filter(is_active=True).select_related("agency").order_by("pk"))
