"""Starting a programme, changing its words and parts."""

from datetime import date

from django.db import transaction
from django.utils.text import slugify

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit.commands import record
from saidanddone.base.errors import Refused
from saidanddone.base.optimistic_lock import save_edit
from saidanddone.programme.models import Community, Programme, Stage
from saidanddone.programme.policies import check_privacy
from saidanddone.programme.queries import NewCommunity, NewStage
from saidanddone.vault.sealing import make_key

# What whoever leads the strategy may change; what protects people changes by the panel's decision.
WORDS_OF_A_PROGRAMME = frozenset(
    {"title", "pledge", "owner", "open_to_influence", "already_fixed", "closes_on", "notice"}
)


@transaction.atomic
def create_programme(
    *,
    actor: Actor,
    slug: str,
    title: str,
    pledge: str,
    owner: str,
    open_to_influence: str = "",
    already_fixed: str = "",
    closes_on: date | None = None,
    notice: str = "",
    raw_words_kept_days: int = 30,
    fewest_people_for_public_theme: int = 5,
) -> Programme:
    """Start a programme, with a key of its own for words that belong to no one person.

    The last two are what it starts with; from then on they change as its panel decides
    (`peers.commands.set_privacy`).
    """
    require(actor, "programme.create")
    check_privacy(raw_words_kept_days, fewest_people_for_public_theme)
    if Programme.objects.filter(slug=slug).exists():
        raise Refused("Another programme has this short name. Choose a different one.", "slug")
    programme = Programme.objects.create(
        slug=slug,
        title=title,
        pledge=pledge,
        owner=owner,
        open_to_influence=open_to_influence,
        already_fixed=already_fixed,
        closes_on=closes_on,
        notice=notice,
        raw_words_kept_days=raw_words_kept_days,
        fewest_people_for_public_theme=fewest_people_for_public_theme,
        key_ref=make_key(),
    )
    record(actor=actor, act="programme.create", about=programme, scope_ref=programme.ref)
    return programme


@transaction.atomic
def edit_programme(
    *, actor: Actor, programme: Programme, version: int, **changes: object
) -> Programme:
    """Change the programme's words (`WORDS_OF_A_PROGRAMME`). Raises EditedMeanwhile."""
    require(actor, "programme.manage", programme)
    if unknown := set(changes) - WORDS_OF_A_PROGRAMME:
        raise ValueError(f"not words of a programme: {', '.join(sorted(unknown))}")
    edited = save_edit(programme, version, **changes)
    record(actor=actor, act="programme.manage", about=edited, scope_ref=edited.ref)
    return edited


@transaction.atomic
def add_part(
    *, actor: Actor, programme: Programme, part: NewCommunity | NewStage
) -> Community | Stage:
    """Add a community or a stage."""
    if not actor.may("programme.create"):
        require(actor, "programme.manage", programme)
    if isinstance(part, NewStage):
        if part.ends_on < part.starts_on:
            raise Refused("The stage ends before it starts. Check the dates.", "ends_on")
        made: Community | Stage = Stage.objects.create(
            programme=programme, title=part.title, starts_on=part.starts_on, ends_on=part.ends_on
        )
    else:
        slug = slugify(part.slug or part.name)[:40]
        if not slug:
            raise Refused("Enter a name with at least one letter or number.", "name")
        if programme.communities.filter(slug=slug).exists():
            raise Refused("This community is already in the programme.", "name")
        made = Community.objects.create(
            programme=programme,
            slug=slug,
            name=part.name,
            heard_in=part.heard_in,
            seldom_listened_to=part.seldom_listened_to,
            position=programme.communities.count(),
        )
    record(actor=actor, act="programme.add_part", about=made, scope_ref=programme.ref)
    return made
