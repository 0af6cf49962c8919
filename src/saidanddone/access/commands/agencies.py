"""Adds and edits agencies, and records which of them may enforce (R1)."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.inputs import AgencyInput
from saidanddone.access.models import Agency, User
from saidanddone.access.policies import require
from saidanddone.audit.commands import record
from saidanddone.base.errors import Refused
from saidanddone.base.inputs import fields_of
from saidanddone.base.names import free_address, has_letter_or_number, loosely_folded
from saidanddone.base.optimistic_lock import save_edit

LONGEST_ADDRESS = 40  # as its column


@transaction.atomic
def add_agency(*, actor: Actor, details: AgencyInput) -> Agency:
    """Add an agency. Who works for one that may enforce sees nothing that people said, in any role (R1)."""
    require(actor, "access.keep_agencies")
    name = _checked_name(details)
    taken = Agency.objects.values_list("slug", flat=True)
    slug = free_address(name, taken, otherwise="agency", longest=LONGEST_ADDRESS)
    agency = Agency.objects.create(slug=slug, **fields_of(details) | {"name": name})
    record(actor=actor, act="access.add_agency", about=agency)
    return agency


@transaction.atomic
def edit_agency(*, actor: Actor, agency: Agency, version: int, details: AgencyInput) -> Agency:
    """Rename an agency, or change whether it may enforce; its slug stays. Raises EditedMeanwhile.

    R1 applies from the next page that anyone who works there opens.
    """
    require(actor, "access.keep_agencies")
    name = _checked_name(details, but=agency)
    loosened = agency.may_enforce and not details.may_enforce
    if loosened and agency.user_set.filter(is_active=True).exists():
        raise Refused(
            "People who sign in work for this agency. Before it no longer counts as one that may "
            "enforce, close their accounts; then invite those who should see more.",
            "may_enforce",
        )
    if details.may_enforce:
        _refuse_without_administrators(agency)
    edited = save_edit(agency, version, **fields_of(details) | {"name": name})
    reason = "may enforce" if details.may_enforce else "cannot enforce"
    record(actor=actor, act="access.edit_agency", about=edited, reason=reason)
    return edited


def _refuse_without_administrators(agency: Agency) -> None:
    """Refuse if nobody could give or end a role any more. Locks the rows of the administrators."""
    administrators = User.objects.filter(site_role="administrator", is_active=True)
    elsewhere = administrators.exclude(agency=agency).exclude(agency__may_enforce=True)
    administrators = administrators.select_for_update()
    if administrators and not elsewhere.exists():
        raise Refused(
            "Every administrator works for this agency, and would see nothing from now on. Invite one "
            "who works elsewhere first.",
            "may_enforce",
        )


def _checked_name(details: AgencyInput, but: Agency | None = None) -> str:
    """The name without double spaces, once the whole input keeps the rules."""
    name = " ".join(details.name.split())
    if not has_letter_or_number(name):
        raise Refused("Enter a name with at least one letter or number, in any script.", "name")
    if details.kind not in Agency.KINDS:
        raise Refused(f"Choose what kind of body this is: {', '.join(Agency.KINDS)}.", "kind")
    if details.kind == "police" and not details.may_enforce:
        raise Refused("The police may arrest, so they are a body that may enforce.", "may_enforce")
    others = Agency.objects.exclude(pk=but.pk) if but else Agency.objects.all()
    # R1 is kept by the agency someone works for, so two are not told apart by a full stop.
    names = others.values_list("name", flat=True)
    if alike := [other for other in names if loosely_folded(other) == loosely_folded(name)]:
        raise Refused(
            f"There is already an agency of this name, or almost: “{alike[0]}”. Choose that one, or "
            "a name that tells the two apart.",
            "name",
        )
    return name
