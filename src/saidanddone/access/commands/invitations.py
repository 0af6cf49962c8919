"""Invites people to a role, and makes their account when they accept."""

from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from saidanddone.access.actors import NOBODY, Actor
from saidanddone.access.commands.memberships import check_role, join
from saidanddone.access.models import Agency, Invitation, Scope, User
from saidanddone.access.policies import SITE_ROLES, InScope, require
from saidanddone.access.roles import all_roles
from saidanddone.access.roles_apart import refusal_to_give
from saidanddone.access.tokens import mac_of, new_link_token
from saidanddone.audit.commands import record
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused

INVITATION_LASTS = timedelta(days=7)


@transaction.atomic
def invite(
    *,
    actor: Actor,
    email: str,
    name: str,
    role: str,
    agency: Agency | None,
    scope: InScope | None = None,
    until: date | None = None,
) -> tuple[Invitation, str]:
    """Invite a person to a role. Returns the token of the link, which is not stored.

    `agency`: whom they work for; None only where someone says that it is none of those listed.
    `until` is the last day of a role in a scope. A role held everywhere has neither.
    """
    require(actor, "access.invite")
    if role not in all_roles():
        raise Refused("Choose a role from the list.", "role")
    if (scope is None) != (role in SITE_ROLES):
        raise Refused(
            "Choose the programme this role is for. Administrators and data protection "
            "officers serve every programme, so for them leave it empty.",
            "programme",
        )
    if scope is not None:
        check_role(role, until)
    _refuse_role(role, agency)
    invitation, token = _write_invitation(
        email=email,
        name=name,
        agency=agency,
        role=role,
        scope_ref=scope.ref if scope else "",
        until=until if scope else None,
        invited_by_id=actor.user_id,
    )
    record(actor=actor, act="access.invite", about=invitation, reason=role)
    return invitation, token


@transaction.atomic
def invite_administrator(
    *, actor: Actor = NOBODY, email: str, name: str, agency: Agency | None
) -> str:
    """Invite an administrator from the terminal, where nobody is signed in. Returns the link's token.

    Whoever can run this could change the database anyway. The audit records that it was done.
    """
    _refuse_role("administrator", agency)
    invitation, token = _write_invitation(
        email=email, name=name, agency=agency, role="administrator"
    )
    record(actor=actor, act="access.invite_administrator", about=invitation)
    return token


@transaction.atomic
def cancel_invitation(*, actor: Actor, ref: str) -> None:
    """Delete an unused invitation, so that its link opens nothing."""
    require(actor, "access.invite")
    invitation = Invitation.objects.filter(ref=ref, accepted_at=None).first()
    if invitation is None:
        raise NotYours("invitation")
    record(actor=actor, act="access.cancel_invitation", about=invitation, reason=invitation.role)
    invitation.delete()


def _refuse_role(role: str, agency: Agency | None) -> None:
    """Refuse a role that this agency's people cannot have (R1)."""
    if sentence := refusal_to_give(role, agency, frozenset()):
        raise Refused(sentence, "role")


def _write_invitation(*, email: str, name: str, **fields: Any) -> tuple[Invitation, str]:
    if User.objects.filter(email__iexact=email).exists():
        raise Refused(
            "Someone already signs in with this address. Add a role to them instead.", "email"
        )
    token = new_link_token()
    invitation = Invitation.objects.create(
        email=email.lower(),
        name=name,
        mac=mac_of(token),
        expires_at=clock.now() + INVITATION_LASTS,
        **fields,
    )
    return invitation, token


def find_invitation(token: str) -> Invitation:
    """An unused invitation that has not expired. Raises NotYours."""
    invitation = Invitation.objects.filter(mac=mac_of(token), accepted_at=None).first()
    if invitation is None or invitation.expires_at < clock.now():
        raise NotYours("invitation")
    return invitation


@transaction.atomic
def accept_invitation(*, actor: Actor = NOBODY, token: str, password: str) -> User:
    """Make the person who was invited and give them the role they were invited to.

    Raises Refused where the role is not for their agency, as it is marked today.
    """
    invitation = find_invitation(token)
    if sentence := refusal_to_give(invitation.role, invitation.agency, frozenset()):
        raise Refused(f"{sentence} Ask whoever invited you for a new invitation.")
    # Of two presses at the same moment one finds it unused; the other, or a cancelled one, opens nothing.
    unused = Invitation.objects.filter(pk=invitation.pk, accepted_at=None)
    if not unused.update(accepted_at=clock.now()):
        raise NotYours("invitation")
    user, is_new = User.objects.get_or_create(
        email=invitation.email,
        defaults={
            "name": invitation.name,
            "agency": invitation.agency,
            "site_role": "" if invitation.scope_ref else invitation.role,
        },
    )
    if not is_new:  # they came in by another invitation to the same address
        raise NotYours("invitation")
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record(actor=actor, act="access.accept_invitation", about=invitation)
    if invitation.scope_ref:
        scope = Scope.objects.filter(ref=invitation.scope_ref).first()
        if scope is None or invitation.until is None:
            raise NotYours("invitation")
        join(actor, scope, user, invitation.role, invitation.until)
    return user
