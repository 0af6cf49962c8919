"""Gives and ends roles in a scope, and closes an account with all its roles."""

from datetime import date, timedelta

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.commands.accounts import close_sign_in
from saidanddone.access.models import Agency, Membership, User
from saidanddone.access.policies import LONGEST_ROLE, SITE_ROLES, InScope, require
from saidanddone.access.roles import all_roles, enforcing_roles
from saidanddone.access.roles_apart import may_count, refusal_to_give, refusals_of
from saidanddone.audit.commands import record
from saidanddone.base import clock
from saidanddone.base.errors import Refused


@transaction.atomic
def give_role(*, actor: Actor, scope: InScope, user: User, role: str, until: date) -> Membership:
    """Give someone a role in a scope until a day, or change the last day of a role they hold.

    `until` is the earliest of the role's own end, their training and their conflict-of-interest
    date. Raises Refused where `roles_apart` does.
    """
    require(actor, "access.keep_people")
    if user.pk == actor.user_id:
        raise Refused("Nobody gives a role to themselves. Ask another administrator.", "role")
    if not user.is_active:
        raise Refused("This account is closed. Let the person back in first.")
    return join(actor, scope, user, role, until)


def join(actor: Actor, scope: InScope, user: User, role: str, until: date) -> Membership:
    """Save the membership if every rule about roles allows it. The caller must check permission."""
    check_role(role, until)
    user = lock_person(user)
    memberships = list(Membership.objects.filter(may_count(), user=user))
    current = {membership.role for membership in memberships if membership.is_current}
    others = frozenset({*current, user.site_role} - {"", role})
    if sentence := refusal_to_give(role, user.agency, others):
        raise Refused(sentence, "role")
    refused = refusals_of(user, memberships)
    membership = Membership.objects.filter(user=user, scope_id=scope.scope_id, role=role).first()
    if membership is None or not membership.is_current or membership.pk in refused:
        # Given today, so that no role held earlier counts beside it (`refusals_of`).
        Membership.objects.filter(user=user, scope_id=scope.scope_id, role=role).delete()
        membership = Membership(user=user, scope_id=scope.scope_id, role=role)
    membership.until = until
    membership.save()
    record(
        actor=actor,
        act="access.give_role",
        about=membership,
        scope_ref=scope.ref,
        reason=f"{role} until {until:%Y-%m-%d}",
    )
    return membership


def lock_person(user: User) -> User:
    """The person and their agency, read anew. Two roles given at one moment wait for one another."""
    people = User.objects.select_related("agency").select_for_update(of=("self",))
    return people.get(pk=user.pk)


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
    """End this role at once, by setting its last day to yesterday.

    Raises Refused while a role that may enforce keeps others of its holder shut: its end would open them.
    """
    require(actor, "access.keep_people")
    user = lock_person(membership.user)
    if membership.role in enforcing_roles() and (opened := _opened_by_the_end(user, membership)):
        raise Refused(
            f"This role keeps others shut, and its end would open them. End these first: {opened}."
        )
    return _end(actor, membership)


def _opened_by_the_end(user: User, membership: Membership) -> str:
    """The roles of this person that open nothing only because of this one, in words."""
    memberships = list(Membership.objects.filter(may_count(), user=user).select_related("scope"))
    others = [other for other in memberships if other.pk != membership.pk]
    opened = refusals_of(user, memberships).keys() - refusals_of(user, others).keys()
    return ", ".join(
        f"{all_roles()[other.role].name.lower()} in {other.scope}"
        for other in others
        if other.pk in opened
    )


def _end(actor: Actor, membership: Membership) -> Membership:
    membership.until = clock.today() - timedelta(days=1)
    membership.save(update_fields=["until"])
    record(
        actor=actor,
        act="access.end_role",
        about=membership,
        scope_ref=membership.scope.ref,
        reason=membership.role,
    )
    return membership


@transaction.atomic
def close_account(*, actor: Actor, user: User) -> None:
    """End every role of this person and stop their sign-in. What they wrote stays."""
    require(actor, "access.keep_people")
    current = Membership.objects.filter(user=user, until__gte=clock.today())
    for membership in current.select_related("scope"):
        _end(actor, membership)
    close_sign_in(actor=actor, user=user)


@transaction.atomic
def change_agency(*, actor: Actor, user: User, agency: Agency | None) -> User:
    """Say which agency someone works for, or that it is none that is listed.

    Whoever worked for an agency that may enforce, and now for none that may, holds no role at that
    moment: so no role opens by the change, and each is given anew.
    """
    require(actor, "access.keep_people")
    if user.pk == actor.user_id:
        raise Refused("Nobody says for themselves whom they work for. Ask another administrator.")
    user = lock_person(user)
    has_a_role = (
        user.site_role or Membership.objects.filter(user=user, until__gte=clock.today()).exists()
    )
    if has_a_role and _may_enforce(user.agency) and not _may_enforce(agency):
        raise Refused(
            f"{user.agency} may enforce. End every role they hold first, so that none opens by this "
            "change; then give the roles of their new work.",
            "agency",
        )
    user.agency = agency
    user.save(update_fields=["agency"])
    reason = f"{user.ref}: {agency.slug if agency else 'no agency listed'}"
    record(actor=actor, act="access.change_agency", about=agency, reason=reason)
    return user


def _may_enforce(agency: Agency | None) -> bool:
    return agency is not None and agency.may_enforce
