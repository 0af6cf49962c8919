"""Adds and ends the partners of a programme, and what each answers for in law."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.models import Agency
from saidanddone.access.policies import require
from saidanddone.audit.commands import record
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.inputs import fields_of
from saidanddone.programme.inputs import PartnerInput
from saidanddone.programme.models import Partner, Programme


@transaction.atomic
def add_partner(*, actor: Actor, programme: Programme, details: PartnerInput) -> Partner:
    """Make an agency a partner, or change what it answers for in law. Raises Refused, NotYours."""
    require(actor, "programme.keep_partners", programme)
    if details.responsibility not in Partner.RESPONSIBILITIES:
        raise Refused(
            "Say what the agency answers for: controller, joint controller or processor.",
            "responsibility",
        )
    agency = Agency.objects.filter(ref=details.agency_ref).first()
    if agency is None:
        raise NotYours("agency")
    partner, _ = Partner.objects.update_or_create(
        programme=programme, agency=agency, defaults=fields_of(details)
    )
    record(
        actor=actor,
        act="programme.add_partner",
        about=agency,
        scope_ref=programme.ref,
        reason=details.responsibility,
    )
    return partner


@transaction.atomic
def end_partnership(*, actor: Actor, programme: Programme, ref: str) -> None:
    """End a partnership. Whoever works for the agency keeps their roles."""
    require(actor, "programme.keep_partners", programme)
    partner = Partner.objects.filter(programme=programme, ref=ref).select_related("agency").first()
    if partner is None:
        raise NotYours("partner")
    others = programme.partners.exclude(pk=partner.pk)
    if (
        partner.responsibility == "controller"
        and not others.exclude(responsibility="processor").exists()
    ):
        raise Refused(
            "Someone must answer for the words people gave. Make another partner a controller first."
        )
    record(
        actor=actor,
        act="programme.end_partnership",
        about=partner.agency,
        scope_ref=programme.ref,
    )
    partner.delete()
