"""Inviting someone to a role in a programme, named by its short name."""

from datetime import date

from django.db import transaction

from saidanddone.access import commands as access
from saidanddone.access.actors import Actor
from saidanddone.access.models import Agency
from saidanddone.access.policies import require
from saidanddone.base.errors import Refused
from saidanddone.programme.models import Programme


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
    _, token = access.invite(
        actor=actor,
        email=email,
        name=name,
        role=role,
        agency=Agency.objects.filter(ref=agency_ref).first(),
        scope=programme,
        until=until,
    )
    return token
