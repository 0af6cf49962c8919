"""Who signs in, which roles they hold where and until when. Never what anyone said."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.models import Invitation, User
from saidanddone.access.policies import require
from saidanddone.access.queries import standing_invitations, with_second_factor
from saidanddone.access.roles import all_roles
from saidanddone.base import clock
from saidanddone.base.errors import NotYours
from saidanddone.programme.models import Membership, Programme


@dataclass(frozen=True)
class RoleHeld:
    """A role in a programme, or everywhere (then without a programme, a reference or a last day)."""

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
    """Everyone: those who sign in, links not used yet, accounts that were closed."""

    open: tuple[Person, ...]
    closed: tuple[Person, ...]
    invitations: tuple[InvitationRow, ...]


def everyone(actor: Actor) -> PeoplePage:
    """Five queries, however many people."""
    require(actor, "access.keep_people")
    users = User.objects.exclude(name="").select_related("agency").order_by("name", "pk")
    people = _people(users, Membership.objects.all())
    return PeoplePage(
        tuple(each for each in people if not each.is_closed),
        tuple(each for each in people if each.is_closed),
        _invitations(standing_invitations(actor)),
    )


def person(actor: Actor, user: User) -> Person:
    """One person with the roles they hold and held. Two queries."""
    require(actor, "access.keep_people")
    return _people([user], Membership.objects.filter(user=user))[0]


def people_of(actor: Actor, programme: Programme) -> tuple[Person, ...]:
    """Who works on one programme, with what they hold in it and everywhere; past roles are left out.

    Three queries.
    """
    require(actor, "programme.see_people", programme)
    held = Membership.objects.filter(programme=programme)
    users = User.objects.filter(is_active=True, memberships__programme=programme).distinct()
    people = _people(users.select_related("agency").order_by("name", "pk"), held)
    return tuple(each for each in people if each.standing)


def find_membership(actor: Actor, user: User, ref: str) -> Membership:
    """A role of this person that stands. Raises NotYours."""
    require(actor, "access.keep_people")
    found = Membership.objects.select_related("programme").filter(user=user, ref=ref).first()
    if found is None or not _stands(found.until):
        raise NotYours("role")
    return found


def find_programme_for_people(actor: Actor, slug: str) -> Programme:
    """Any programme, for whoever gives roles in them. Raises NotYours."""
    require(actor, "access.keep_people")
    programme = Programme.objects.filter(slug=slug).first()
    if programme is None:
        raise NotYours("programme")
    return programme


def name_of(role: str) -> str:
    known = all_roles()
    return known[role].name if role in known else role


def _people(users: Iterable[User], held: QuerySet[Membership]) -> list[Person]:
    users = list(users)
    proven = with_second_factor(users)
    roles: dict[int, list[RoleHeld]] = defaultdict(list)
    for user in users:
        if user.site_role:
            roles[user.pk].append(RoleHeld("", name_of(user.site_role), "", None, user.is_active))
    for each in held.select_related("programme").order_by("programme__title", "role"):
        roles[each.user_id].append(
            RoleHeld(
                each.ref, name_of(each.role), each.programme.title, each.until, _stands(each.until)
            )
        )
    return [_person(user, user.pk in proven, tuple(roles[user.pk])) for user in users]


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


def _stands(until: date) -> bool:
    return until >= clock.today()


def _invitations(standing: list[Invitation]) -> tuple[InvitationRow, ...]:
    refs = {each.programme_ref for each in standing if each.programme_ref}
    titles = dict(Programme.objects.filter(ref__in=refs).values_list("ref", "title"))
    return tuple(
        InvitationRow(
            each.ref,
            each.name,
            name_of(each.role),
            titles.get(each.programme_ref, ""),
            clock.day_of(each.expires_at),
        )
        for each in standing
    )
