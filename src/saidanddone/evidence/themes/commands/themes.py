"""Themes over codes."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.text import slugify

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.optimistic_lock import save_edit
from saidanddone.evidence.coding.models import Code, Coding
from saidanddone.evidence.themes import summaries
from saidanddone.evidence.themes.models import Theme
from saidanddone.peers.models import PanelDecision
from saidanddone.programme.models import Programme

LONGEST_SLUG = 50


@transaction.atomic
def make_theme(
    *,
    actor: Actor,
    programme: Programme,
    statement: str,
    kind: str,
    codes: Iterable[Code] = (),
    slug: str = "",
    validated_by: str = "",
    public_statement: str = "",
    agreed_by_panel: PanelDecision | None = None,
) -> Theme:
    """A statement in plain words over codes. `slug` is its short address, made from the statement
    if none is given. Raises Refused.
    """
    require(actor, "evidence.manage_themes", programme)
    statement = _checked_statement(statement, kind)
    _refuse_unless_agreed(programme, public_statement, agreed_by_panel)
    theme = Theme.objects.create(
        programme=programme,
        slug=_free_slug(programme, slug or statement),
        statement=statement,
        kind=kind,
        validated_by=validated_by.strip(),
        public_statement=public_statement.strip(),
        agreed_by_panel=agreed_by_panel,
    )
    chosen = _codes(programme, codes)
    theme.codes.set(chosen)
    _count_again(programme, theme, {code.pk for code in chosen})
    audit.record(actor=actor, act="evidence.make_theme", about=theme, scope_ref=programme.ref)
    return theme


@transaction.atomic
def edit_theme(
    *,
    actor: Actor,
    programme: Programme,
    theme: Theme,
    version: int,
    statement: str,
    kind: str,
    codes: Iterable[Code],
    validated_by: str = "",
    public_statement: str = "",
    agreed_by_panel: PanelDecision | None = None,
) -> Theme:
    """Change a theme and the codes under it; its address stays. Raises EditedMeanwhile, Refused."""
    require(actor, "evidence.manage_themes", programme)
    if theme.programme_id != programme.pk:
        raise NotYours("theme")
    statement = _checked_statement(statement, kind)
    _refuse_unless_agreed(programme, public_statement, agreed_by_panel)
    before = set(theme.codes.values_list("pk", flat=True))
    kind_before = theme.kind
    edited = save_edit(
        theme,
        version,
        statement=statement,
        kind=kind,
        validated_by=validated_by.strip(),
        public_statement=public_statement.strip(),
        agreed_by_panel=agreed_by_panel,
    )
    chosen = _codes(programme, codes)
    edited.codes.set(chosen)
    after = {code.pk for code in chosen}
    changed = before | after if kind != kind_before else before ^ after
    if changed:
        _count_again(programme, edited, changed)
    audit.record(actor=actor, act="evidence.edit_theme", about=edited, scope_ref=programme.ref)
    return edited


def _checked_statement(statement: str, kind: str) -> str:
    statement = " ".join(statement.split())
    if not statement:
        raise Refused("Say the theme in plain words, as one sentence.")
    if kind not in Theme.KINDS:
        raise Refused("Say whether this is a concern, an ask, a strength or an experience.")
    return statement


def _refuse_unless_agreed(
    programme: Programme, public_statement: str, decision: PanelDecision | None
) -> None:
    if decision is not None and decision.programme_id != programme.pk:
        raise NotYours("panel decision")
    if public_statement.strip() and decision is None:
        raise Refused(
            "Public wording needs the panel. Record what the panel decided about it, then choose "
            "that decision here."
        )
    if decision is not None and (decision.outcome != "approved" or decision.lifted_on):
        raise Refused("The panel did not approve this wording. Choose a decision that does.")


def _codes(programme: Programme, codes: Iterable[Code]) -> list[Code]:
    chosen = list(codes)
    if any(code.programme_id != programme.pk for code in chosen):
        raise NotYours("code")
    return chosen


def _free_slug(programme: Programme, wanted: str) -> str:
    words = (
        slugify(wanted)[:LONGEST_SLUG].rsplit("-", 1)
        if len(slugify(wanted)) > LONGEST_SLUG
        else [slugify(wanted)]
    )
    base = words[0] or "theme"
    taken = set(
        Theme.objects.filter(programme=programme, slug__startswith=base).values_list(
            "slug", flat=True
        )
    )
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


def _count_again(programme: Programme, theme: Theme, changed_codes: set[int]) -> None:
    summaries.recount_themes(programme, [theme.pk])
    touched = Coding.objects.filter(code__in=changed_codes).values_list("excerpt_id", flat=True)
    summaries.tell_later_stages(programme, list(touched.distinct()))
