"""Inviting people, letting them in, and reading the audit."""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.text import slugify

from saidanddone.access.actors import NOBODY, Actor
from saidanddone.access.installation import is_demonstration
from saidanddone.access.models import Agency, Invitation, OneTimeLink, User
from saidanddone.access.policies import require
from saidanddone.access.queries import AuditLine, whole_audit
from saidanddone.access.roles import all_roles
from saidanddone.access.tokens import mac_of, new_link_token
from saidanddone.audit.commands import record
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused

INVITATION_LASTS = timedelta(days=7)
SITE_ROLES = ("administrator", "data_protection_officer")


@transaction.atomic
def invite(
    *,
    actor: Actor,
    email: str,
    name: str,
    role: str,
    agency: Agency | None,
    programme_ref: str = "",
) -> tuple[Invitation, str]:
    """Invite a person to a role; returns the token of the link, which is kept nowhere."""
    require(actor, "access.invite")
    if role not in all_roles():
        raise Refused("Choose a role from the list.")
    if bool(programme_ref) == (role in SITE_ROLES):
        raise Refused(
            "Choose the programme this role is for. Administrators and data protection "
            "officers serve every programme, so for them leave it empty."
        )
    invitation, token = _write_invitation(
        email=email,
        name=name,
        agency=agency,
        role=role,
        programme_ref=programme_ref,
        invited_by_id=actor.user_id,
    )
    record(actor=actor, act="access.invite", about=invitation, reason=role)
    return invitation, token


@transaction.atomic
def invite_administrator(*, actor: Actor = NOBODY, email: str, name: str) -> str:
    """From the terminal, where nobody is signed in yet: invite an administrator; the link's token.

    Whoever can run it could change the database anyway; the audit keeps that it was done.
    """
    invitation, token = _write_invitation(email=email, name=name, role="administrator")
    record(actor=actor, act="access.invite_administrator", about=invitation)
    return token


@transaction.atomic
def add_agency(*, actor: Actor, name: str, kind: str, may_enforce: bool) -> Agency:
    """Add a body that takes part. Whoever works for one that may enforce sees nothing of what
    people said, whatever role they are given (R1)."""
    require(actor, "access.invite")
    name = " ".join(name.split())
    slug = slugify(name)[:40]
    if not slug:
        raise Refused("Enter a name with at least one letter or number.")
    if kind not in Agency.KINDS:
        raise Refused(f"Choose what kind of body this is: {', '.join(Agency.KINDS)}.")
    if kind == "police" and not may_enforce:
        raise Refused("The police may arrest, so they are a body that may enforce.")
    if Agency.objects.filter(slug=slug).exists():
        raise Refused("There is already an agency of this name.")
    agency = Agency.objects.create(slug=slug, name=name, kind=kind, may_enforce=may_enforce)
    record(actor=actor, act="access.add_agency", about=agency)
    return agency


def _write_invitation(*, email: str, name: str, **said: Any) -> tuple[Invitation, str]:
    if User.objects.filter(email__iexact=email).exists():
        raise Refused("Someone already signs in with this address. Add a role to them instead.")
    token = new_link_token()
    invitation = Invitation.objects.create(
        email=email.lower(),
        name=name,
        mac=mac_of(token),
        expires_at=clock.now() + INVITATION_LASTS,
        **said,
    )
    return invitation, token


def find_invitation(token: str) -> Invitation:
    """An invitation that still stands. Raises NotYours."""
    found = Invitation.objects.filter(mac=mac_of(token), accepted_at=None).first()
    if found is None or found.expires_at < clock.now():
        raise NotYours("invitation")
    return found


@transaction.atomic
def accept_invitation(
    *, actor: Actor = NOBODY, token: str, password: str
) -> tuple[User, Invitation]:
    """Make the person who was invited; the caller gives them the programme's membership."""
    invitation = find_invitation(token)
    user = User.objects.create_user(
        email=invitation.email,
        password=password,
        name=invitation.name,
        agency=invitation.agency,
        site_role="" if invitation.programme_ref else invitation.role,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    invitation.accepted_at = clock.now()
    invitation.save()
    record(actor=actor, act="access.accept_invitation", about=invitation)
    return user, invitation


@transaction.atomic
def make_one_time_links(*, actor: Actor = NOBODY) -> list[tuple[User, str]]:
    """A new link for everyone in the demonstration; the old ones stop. Refused beside real data."""
    if not is_demonstration():
        raise Refused("One-time links exist only in a demonstration.")
    OneTimeLink.objects.all().delete()
    made = []
    for user in User.objects.filter(is_active=True).order_by("pk"):
        token = new_link_token()
        OneTimeLink.objects.create(user=user, mac=mac_of(token))
        made.append((user, token))
    record(actor=actor, act="access.make_one_time_links", count=max(1, len(made)))
    return made


@transaction.atomic
def use_one_time_link(*, actor: Actor = NOBODY, token: str) -> User:
    """The person a link signs in, once. Raises NotYours."""
    link = find_one_time_link(token)
    link.used_at = clock.now()
    link.save()
    signed_in = Actor(user_id=link.user_id, ref=link.user.ref, purpose="demonstration")
    record(actor=signed_in, act="access.use_one_time_link")
    return link.user


def find_one_time_link(token: str) -> OneTimeLink:
    """A link not used yet, in a demonstration. Raises NotYours."""
    link = OneTimeLink.objects.select_related("user").filter(mac=mac_of(token), used_at=None)
    found = link.first()
    if found is None or not is_demonstration():
        raise NotYours("link")
    return found


@transaction.atomic
def read_audit(*, actor: Actor, before: int | None = None) -> tuple[list[AuditLine], int | None]:
    """Read the audit, and let the reading itself be audited."""
    found = whole_audit(actor, before)
    record(actor=actor, act="access.read_audit")
    return found
