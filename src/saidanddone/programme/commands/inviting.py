"""Invites someone to a role in a programme, and changes whom they work for."""

from django.db import transaction

from saidanddone.access import commands as access
from saidanddone.access.actors import Actor
from saidanddone.access.models import Agency, User
from saidanddone.access.policies import require
from saidanddone.base.errors import Refused
from saidanddone.programme.inputs import NO_AGENCY, AgencyOfPersonInput, InvitationInput
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
        agency=agency_named(details.agency),
        scope=programme,
        until=details.until,
    )
    return token


@transaction.atomic
def change_agency_of(*, actor: Actor, user: User, details: AgencyOfPersonInput) -> User:
    """Say which of the agencies someone works for, or that it is not listed."""
    require(actor, "access.keep_people")
    return access.change_agency(actor=actor, user=user, agency=agency_named(details.agency))


def agency_named(ref: str) -> Agency | None:
    """The agency of this reference; None only for NO_AGENCY. Raises Refused for any other (R1)."""
    if ref == NO_AGENCY:
        return None
    agency = Agency.objects.filter(ref=ref).first()
    if agency is None:
        raise Refused(
            "Choose whom they work for, or say that it is no agency listed here.", "agency"
        )
    return agency
