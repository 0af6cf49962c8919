"""Reads who signs in, and which roles they hold, where and until when."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator

from saidanddone.access.actors import Actor
from saidanddone.access.models import Invitation, Membership, Scope, User
from saidanddone.access.policies import require
from saidanddone.access.queries.actors import actor_of
from saidanddone.access.roles import all_roles
from saidanddone.access.roles_apart import refusal_of_site_role, refusal_to_give, refusals_of
from saidanddone.base import clock
from saidanddone.base.errors import NotYours


@dataclass(frozen=True)
class RoleHeld:
    """A role in a scope, or everywhere (then without a scope, a reference or a last day).

    `refusal`: why it opens nothing although it stands, and what to do; else empty.
    """

    ref: str
    role: str
    where: str
    until: date | None
    is_standing: bool
    refusal: str = ""


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

    @property
    def refused(self) -> tuple[RoleHeld, ...]:
        return tuple(role for role in self.roles if role.refusal)


@dataclass(frozen=True)
class InvitationRow:
    ref: str
    name: str
    role: str
    where: str
    ends_on: date
    refusal: str


@dataclass(frozen=True)
class PeoplePage:
    """Everyone who signs in, unused invitations, and closed accounts."""

    open: tuple[Person, ...]
    closed: tuple[Person, ...]
    invitations: tuple[InvitationRow, ...]

    @property
    def with_refused_roles(self) -> tuple[Person, ...]:
        """Those who hold a role that opens nothing, which somebody should mend."""
        return tuple(person for person in self.open if person.refused)


def everyone(actor: Actor) -> PeoplePage:
    """Five queries, however many people."""
    require(actor, "access.keep_people")
    users = User.objects.exclude(name="").select_related("agency").order_by("name", "pk")
    people = _people(users)
    return PeoplePage(
        tuple(person for person in people if not person.is_closed),
        tuple(person for person in people if person.is_closed),
        _invitations(standing_invitations(actor)),
    )


def person(actor: Actor, user: User) -> Person:
    """One person with the roles they hold and held. Two queries."""
    require(actor, "access.keep_people")
    return _people([user])[0]


def people_in(scope_id: int) -> tuple[Person, ...]:
    """Who holds a role in a scope, with their roles in it and those held everywhere. Past roles are left out.

    The caller must check permission. Three queries.
    """
    users = User.objects.filter(is_active=True, memberships__scope=scope_id).distinct()
    people = _people(users.select_related("agency").order_by("name", "pk"), scope_id)
    return tuple(person for person in people if person.standing)


def names_of_those_who_may(
    permission: str, scope_id: int, without: Collection[int | None] = ()
) -> tuple[str, ...]:
    """The names of whoever holds a permission in a scope today, R1 and roles held apart included.

    `without` are ids of users who are left out. The caller must check permission. One query, and one each.
    """
    roles = [role.slug for role in all_roles().values() if permission in role.permissions]
    people = User.objects.filter(
        is_active=True,
        memberships__scope=scope_id,
        memberships__until__gte=clock.today(),
        memberships__role__in=roles,
    ).exclude(pk__in=[pk for pk in without if pk])
    return tuple(
        user.name or user.email
        for user in people.select_related("agency").order_by("name", "pk").distinct()
        if actor_of(user).may(permission, scope_id)
    )


def find_membership(actor: Actor, user: User, ref: str) -> Membership:
    """A role that this person holds now. Raises NotYours."""
    require(actor, "access.keep_people")
    membership = Membership.objects.select_related("scope").filter(user=user, ref=ref).first()
    if membership is None or not membership.is_current:
        raise NotYours("role")
    return membership


def role_name(role: str) -> str:
    known = all_roles()
    return known[role].name if role in known else role


def number_of_refused_roles() -> int:
    """How many roles stand and open nothing, because of R1 or roles held apart. Three queries."""
    users = User.objects.filter(is_active=True).select_related("agency")
    return sum(len(person.refused) for person in _people(users))


def _people(users: Iterable[User], scope_id: int | None = None) -> list[Person]:
    """These people with their roles, in one scope or in all. Two queries, besides that of the users."""
    users = list(users)
    secured = with_second_factor(users)
    by_user: dict[int, list[Membership]] = defaultdict(list)
    memberships = Membership.objects.filter(user__in=users).select_related("scope")
    for membership in memberships.order_by("scope__title", "role"):
        by_user[membership.user_id].append(membership)
    return [
        _person(user, user.pk in secured, _roles(user, by_user[user.pk], scope_id))
        for user in users
    ]


def _roles(user: User, memberships: list[Membership], scope_id: int | None) -> tuple[RoleHeld, ...]:
    refusals = refusals_of(user, memberships)
    roles = [
        RoleHeld(
            ref=membership.ref,
            role=role_name(membership.role),
            where=membership.scope.title,
            until=membership.until,
            is_standing=membership.is_current,
            refusal=refusals.get(membership.pk, ""),
        )
        for membership in memberships
        if scope_id in (None, membership.scope_id)
    ]
    if user.site_role:
        refusal = refusal_of_site_role(user, memberships)
        everywhere = RoleHeld("", role_name(user.site_role), "", None, user.is_active, refusal)
        roles.insert(0, everywhere)
    return tuple(roles)


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
            refusal_to_give(invitation.role, invitation.agency, frozenset()),
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
