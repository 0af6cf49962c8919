"""Starts a programme, edits it, adds communities and stages."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit.commands import record
from saidanddone.base.errors import Refused
from saidanddone.base.inputs import fields_of
from saidanddone.base.optimistic_lock import save_edit
from saidanddone.programme.communities import create_community, find_by_name
from saidanddone.programme.inputs import CommunityInput, ProgrammeInput, StageInput
from saidanddone.programme.models import Community, Programme, Stage
from saidanddone.programme.policies import check_privacy
from saidanddone.vault.sealing import make_key


@transaction.atomic
def create_programme(
    *,
    actor: Actor,
    slug: str,
    details: ProgrammeInput,
    notice: str = "",
    raw_words_kept_days: int = 30,
    fewest_people_for_public_theme: int = 5,
) -> Programme:
    """Start a programme, with a key of its own for words that belong to no one person.

    The last two are the first privacy settings. Later only a decision of the panel changes them
    (`peers.commands.set_privacy`).
    """
    require(actor, "programme.create")
    check_privacy(raw_words_kept_days, fewest_people_for_public_theme)
    if Programme.objects.filter(slug__iexact=slug).exists():
        raise Refused("Another programme has this short name. Choose a different one.", "slug")
    programme = Programme.objects.create(
        slug=slug,
        notice=notice,
        raw_words_kept_days=raw_words_kept_days,
        fewest_people_for_public_theme=fewest_people_for_public_theme,
        key_ref=make_key(),
        **fields_of(details),
    )
    record(actor=actor, act="programme.create", about=programme, scope_ref=programme.ref)
    return programme


@transaction.atomic
def edit_programme(
    *, actor: Actor, programme: Programme, version: int, details: ProgrammeInput
) -> Programme:
    """Change the programme's own words. Raises EditedMeanwhile.

    Only a decision of the panel changes the privacy settings (`peers.commands.set_privacy`).
    """
    require(actor, "programme.manage", programme)
    edited = save_edit(programme, version, **fields_of(details))
    record(actor=actor, act="programme.manage", about=edited, scope_ref=edited.ref)
    return edited


@transaction.atomic
def add_part(
    *, actor: Actor, programme: Programme, details: CommunityInput | StageInput
) -> Community | Stage:
    """Add a community or a stage."""
    if not actor.may("programme.create"):
        require(actor, "programme.manage", programme)
    if isinstance(details, StageInput):
        if details.ends_on < details.starts_on:
            raise Refused("The stage ends before it starts. Check the dates.", "ends_on")
        made: Community | Stage = Stage.objects.create(programme=programme, **fields_of(details))
    else:
        made = _add_community(programme, details)
    record(actor=actor, act="programme.add_part", about=made, scope_ref=programme.ref)
    return made


def _add_community(programme: Programme, details: CommunityInput) -> Community:
    name = " ".join(details.name.split())
    if find_by_name(programme.communities.all(), name) is not None:
        raise Refused("This community is already in the programme.", "name")
    columns = fields_of(details) | {"name": name}
    return create_community(programme, address=details.slug_wanted, **columns)
