"""Tensions: two themes that pull apart are named, and the name is changed."""

from django.db import transaction
from django.db.models import Q

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.optimistic_lock import save_edit
from saidanddone.evidence.themes.inputs import TensionInput, TensionStatementInput
from saidanddone.evidence.themes.models import Tension, Theme
from saidanddone.programme.models import Programme


@transaction.atomic
def name_tension(*, actor: Actor, programme: Programme, details: TensionInput) -> Tension:
    """Two themes that pull apart: neither's answer publishes until a decision names both."""
    require(actor, "evidence.manage_themes", programme)
    one, other = _two_themes(programme, details)
    both = Q(one=one, other=other) | Q(one=other, other=one)
    if Tension.objects.filter(both, programme=programme).exists():
        raise Refused("This tension is named already. Change its words instead.")
    tension = Tension.objects.create(
        programme=programme, one=one, other=other, statement=_checked_statement(details.statement)
    )
    audit.record(actor=actor, act="evidence.name_tension", about=tension, scope_ref=programme.ref)
    return tension


@transaction.atomic
def edit_tension(
    *,
    actor: Actor,
    programme: Programme,
    tension: Tension,
    version: int,
    details: TensionStatementInput,
) -> Tension:
    """Change how a tension is put. Raises EditedMeanwhile, Refused."""
    require(actor, "evidence.manage_themes", programme)
    if tension.programme_id != programme.pk:
        raise NotYours("tension")
    edited = save_edit(tension, version, statement=_checked_statement(details.statement))
    audit.record(actor=actor, act="evidence.edit_tension", about=edited, scope_ref=programme.ref)
    return edited


def _checked_statement(statement: str) -> str:
    if not statement:
        raise Refused("Say in a sentence how the two themes pull apart.")
    return statement


def _two_themes(programme: Programme, details: TensionInput) -> tuple[Theme, Theme]:
    if details.one_slug == details.other_slug:
        raise Refused("A tension is between two different themes. Choose another.")
    slugs = [details.one_slug, details.other_slug]
    by_slug = {
        theme.slug: theme for theme in Theme.objects.filter(programme=programme, slug__in=slugs)
    }
    if len(by_slug) != len(slugs):
        raise NotYours("theme")
    return by_slug[details.one_slug], by_slug[details.other_slug]
