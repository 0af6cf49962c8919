"""Invites someone to a role in a programme, given by its slug."""

from django.db import transaction

from saidanddone.access import commands as access
from saidanddone.access.actors import Actor
from saidanddone.access.models import Agency
from saidanddone.access.policies import require
from saidanddone.base.errors import Refused
from saidanddone.programme.inputs import InvitationInput
from saidanddone.programme.models import Programme


@transaction.atomic
def invite_to_programme(
    *,
    actor: Actor,
    details: InvitationInput,
) -> str:
    """Invite a person to a role. Returns the link's token, which is not stored."""
    require(actor, "access.invite")
    programme = Programme.objects.filter(slug=details.programme).first()
    if details.programme and programme is None:
        raise Refused("No programme has this short name. Check its address.", "programme")
    _, token = access.invite(
        actor=actor,
        email=details.email,
        name=details.name,
        role=details.role,
        agency=Agency.objects.filter(ref=details.agency).first(),
        scope=programme,
        until=details.until,
    )
    return token
