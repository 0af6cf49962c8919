"""Gives and ends roles in a scope, and closes an account with all its roles."""

from datetime import date, timedelta

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.commands.accounts import close_sign_in
from saidanddone.access.models import Membership, User
from saidanddone.access.policies import (
    LONGEST_ROLE,
    SITE_ROLES,
    InScope,
    refusal_for_enforcement,
    refusal_of_combination,
    require,
)
from saidanddone.access.roles import all_roles
from saidanddone.audit.commands import record
from saidanddone.base import clock
from saidanddone.base.errors import Refused


@transaction.atomic
def give_role(*, actor: Actor, scope: InScope, user: User, role: str, until: date) -> Membership:
    """Give someone a role in a scope until a day, or change the last day of a role they hold.

    `until` is the earliest of the role's own end, their training and their conflict-of-interest
    date. Raises Refused where R1 or `refusal_of_combination` does.
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
    if user.site_role == "administrator":
        raise Refused(
            "An administrator reads nobody's words, so they hold no role in a programme. End that first.",
            "role",
        )
    current = Membership.objects.filter(user=user, until__gte=clock.today())
    roles = frozenset(current.values_list("role", flat=True))
    if sentence := refusal_of_combination(roles | {role}):
        raise Refused(sentence, "role")
    if sentence := refusal_for_enforcement(user.agency, role):
        raise Refused(sentence, "role")
    membership, _ = Membership.objects.update_or_create(
        user=user, scope_id=scope.scope_id, role=role, defaults={"until": until}
    )
    record(
        actor=actor,
        act="access.give_role",
        about=membership,
        scope_ref=scope.ref,
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
    """End this role at once, by setting its last day to yesterday."""
    require(actor, "access.keep_people")
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
        end_role(actor=actor, membership=membership)
    close_sign_in(actor=actor, user=user)
