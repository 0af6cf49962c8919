"""Who works on a programme: inviting them, giving and ending their roles, closing their accounts."""

from datetime import date, timedelta

from django.db import transaction

from saidanddone.access import commands as access
from saidanddone.access.actors import NOBODY, Actor
from saidanddone.access.models import Agency, User
from saidanddone.access.policies import SITE_ROLES, opens_nothing, require
from saidanddone.access.roles import all_roles
from saidanddone.audit.commands import record
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.programme.models import Membership, Programme
from saidanddone.programme.policies import LONGEST_ROLE, held_apart


@transaction.atomic
def give_role(
    *, actor: Actor, programme: Programme, user: User, role: str, until: date
) -> Membership:
    """Give someone who signs in a role here until a day, or move the day of one they hold.

    `until` is the earliest of the role's own end, their training and their conflict-of-interest
    date. Refuses what R1 and WORDS.md refuse.
    """
    require(actor, "access.keep_people")
    if user.pk == actor.user_id:
        raise Refused("Nobody gives a role to themselves. Ask another administrator.", "role")
    if not user.is_active:
        raise Refused("This account is closed. Let the person back in first.")
    return _join(actor, programme, user, role, until)


def _join(actor: Actor, programme: Programme, user: User, role: str, until: date) -> Membership:
    check_role(role, until)
    if user.site_role == "administrator":
        raise Refused(
            "An administrator reads nobody's words, so they hold no role in a programme. End that first.",
            "role",
        )
    standing = Membership.objects.filter(user=user, until__gte=clock.today())
    held = frozenset(standing.values_list("role", flat=True))
    if apart := held_apart(held | {role}):
        raise Refused(apart, "role")
    if sentence := opens_nothing(user.agency, role):
        raise Refused(sentence, "role")
    membership, _ = Membership.objects.update_or_create(
        user=user, programme=programme, role=role, defaults={"until": until}
    )
    record(
        actor=actor,
        act="programme.give_role",
        about=membership,
        programme_ref=programme.ref,
        reason=f"{role} until {until:%Y-%m-%d}",
    )
    return membership


def check_role(role: str, until: date | None) -> None:
    """Nobody keeps access past a current training and conflict-of-interest date, so each role ends."""
    if role not in all_roles():
        raise Refused("Choose a role from the list.", "role")
    if role in SITE_ROLES:
        raise Refused("This role is held everywhere, and given by an invitation only.", "role")
    if until is None:
        raise Refused(
            "Say until when: the earliest of the role's end, their training and their "
            "conflict-of-interest date. No role is without an end.",
            "until",
        )
    if until < clock.today():
        raise Refused("This day is past. End the role instead.", "until")
    if until > clock.today() + LONGEST_ROLE:
        raise Refused(
            "A role lasts at most three years, until training and interests are renewed.", "until"
        )


@transaction.atomic
def end_role(*, actor: Actor, membership: Membership) -> Membership:
    """From now on this role opens nothing: its last day was yesterday."""
    require(actor, "access.keep_people")
    membership.until = clock.today() - timedelta(days=1)
    membership.save(update_fields=["until"])
    record(
        actor=actor,
        act="programme.end_role",
        about=membership,
        programme_ref=membership.programme.ref,
        reason=membership.role,
    )
    return membership


@transaction.atomic
def close_account(*, actor: Actor, user: User) -> None:
    """End everything this person holds, and their way in. What they wrote stays as it is."""
    require(actor, "access.keep_people")
    standing = Membership.objects.filter(user=user, until__gte=clock.today())
    for membership in standing.select_related("programme"):
        end_role(actor=actor, membership=membership)
    access.close_sign_in(actor=actor, user=user)


@transaction.atomic
def invite_to_programme(
    *,
    actor: Actor,
    email: str,
    name: str,
    role: str,
    programme_slug: str,
    agency_ref: str,
    until: date | None = None,
) -> str:
    """Invite a person to a role; returns the link's token, kept nowhere."""
    require(actor, "access.invite")
    programme = Programme.objects.filter(slug=programme_slug).first()
    if programme_slug and programme is None:
        raise Refused("No programme has this short name. Check its address.", "programme")
    if programme is not None and role not in SITE_ROLES:
        check_role(role, until)
    _, token = access.invite(
        actor=actor,
        email=email,
        name=name,
        role=role,
        agency=Agency.objects.filter(ref=agency_ref).first(),
        programme_ref=programme.ref if programme else "",
        until=until if programme else None,
    )
    return token


@transaction.atomic
def join_as_invited(*, actor: Actor = NOBODY, token: str, password: str) -> User:
    """Make the invited person and give them the role they were invited to."""
    user, invitation = access.accept_invitation(token=token, password=password)
    if invitation.programme_ref:
        programme = Programme.objects.filter(ref=invitation.programme_ref).first()
        if programme is None or invitation.until is None:
            raise NotYours("invitation")
        _join(actor, programme, user, invitation.role, invitation.until)
    return user
