"""Starting a programme, changing its words and parts, giving people roles in it."""

from datetime import date

from django.db import transaction
from django.utils.text import slugify

from saidanddone.access import commands as access
from saidanddone.access.actors import NOBODY, Actor
from saidanddone.access.models import Agency, User
from saidanddone.access.policies import require
from saidanddone.access.roles import all_roles
from saidanddone.audit.commands import record
from saidanddone.base.editing import save_edit
from saidanddone.base.errors import NotYours, Refused
from saidanddone.programme.models import Community, Membership, Partner, Programme, Stage
from saidanddone.programme.policies import held_apart
from saidanddone.programme.queries import NewCommunity, NewStage
from saidanddone.vault.sealing import make_key


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
) -> Programme:
    """Start a programme, with a key of its own for words that belong to no one person."""
    require(actor, "programme.create")
    if Programme.objects.filter(slug=slug).exists():
        raise Refused("Another programme has this short name. Choose a different one.")
    programme = Programme.objects.create(
        slug=slug,
        title=title,
        pledge=pledge,
        owner=owner,
        open_to_influence=open_to_influence,
        already_fixed=already_fixed,
        closes_on=closes_on,
        notice=notice,
        key_ref=make_key(),
    )
    record(actor=actor, act="programme.create", about=programme, programme_ref=programme.ref)
    return programme


@transaction.atomic
def edit_programme(
    *, actor: Actor, programme: Programme, version: int, **changes: object
) -> Programme:
    """Change the programme's words. Raises EditedMeanwhile."""
    require(actor, "programme.manage", programme)
    edited = save_edit(programme, version, **changes)
    record(actor=actor, act="programme.manage", about=edited, programme_ref=edited.ref)
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
            raise Refused("The stage ends before it starts. Check the dates.")
        made: Community | Stage = Stage.objects.create(
            programme=programme, title=part.title, starts_on=part.starts_on, ends_on=part.ends_on
        )
    else:
        slug = slugify(part.slug or part.name)[:40]
        if not slug:
            raise Refused("Enter a name with at least one letter or number.")
        if programme.communities.filter(slug=slug).exists():
            raise Refused("This community is already in the programme.")
        made = Community.objects.create(
            programme=programme,
            slug=slug,
            name=part.name,
            heard_in=part.heard_in,
            seldom_listened_to=part.seldom_listened_to,
            position=programme.communities.count(),
        )
    record(actor=actor, act="programme.add_part", about=made, programme_ref=programme.ref)
    return made


@transaction.atomic
def add_partner(
    *, actor: Actor, programme: Programme, agency: Agency, responsibility: str = "joint"
) -> Partner:
    if not actor.may("programme.create"):
        require(actor, "programme.manage", programme)
    partner, _ = Partner.objects.get_or_create(
        programme=programme, agency=agency, defaults={"responsibility": responsibility}
    )
    record(actor=actor, act="programme.add_partner", about=agency, programme_ref=programme.ref)
    return partner


@transaction.atomic
def give_role(
    *, actor: Actor, programme: Programme, user: User, role: str, until: date | None = None
) -> Membership:
    """Give a person a role here; refuses roles that nobody may hold together (WORDS.md)."""
    if not actor.may("access.invite"):
        require(actor, "programme.manage", programme)
    return _join(actor, programme, user, role, until)


def _join(
    actor: Actor, programme: Programme, user: User, role: str, until: date | None = None
) -> Membership:
    if role not in all_roles():
        raise Refused("Choose a role from the list.")
    if role in access.SITE_ROLES:
        raise Refused("This role is held everywhere, and given by an invitation only.")
    held = frozenset(Membership.objects.filter(user=user).values_list("role", flat=True))
    if apart := held_apart(held | {role}):
        raise Refused(apart)
    membership, _ = Membership.objects.update_or_create(
        user=user, programme=programme, role=role, defaults={"until": until}
    )
    record(
        actor=actor,
        act="programme.give_role",
        about=membership,
        programme_ref=programme.ref,
        reason=role,
    )
    return membership


@transaction.atomic
def invite_to_programme(
    *, actor: Actor, email: str, name: str, role: str, programme_slug: str, agency_ref: str
) -> str:
    """Invite a person to a role; returns the link's token, kept nowhere."""
    require(actor, "access.invite")
    programme = Programme.objects.filter(slug=programme_slug).first()
    if programme_slug and programme is None:
        raise Refused("No programme has this short name. Check its address.")
    _, token = access.invite(
        actor=actor,
        email=email,
        name=name,
        role=role,
        agency=Agency.objects.filter(ref=agency_ref).first(),
        programme_ref=programme.ref if programme else "",
    )
    return token


@transaction.atomic
def join_as_invited(*, actor: Actor = NOBODY, token: str, password: str) -> User:
    """Make the invited person and give them the role they were invited to."""
    user, invitation = access.accept_invitation(token=token, password=password)
    if invitation.programme_ref:
        programme = Programme.objects.filter(ref=invitation.programme_ref).first()
        if programme is None:
            raise NotYours("invitation")
        _join(actor, programme, user, invitation.role)
    return user
