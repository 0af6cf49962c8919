"""Themes over codes."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.inputs import fields_of
from saidanddone.base.names import free_address, loosely_folded
from saidanddone.base.optimistic_lock import save_edit
from saidanddone.evidence.coding.models import Code, Coding
from saidanddone.evidence.themes import summaries
from saidanddone.evidence.themes.inputs import ThemeInput
from saidanddone.evidence.themes.models import Theme
from saidanddone.peers.models import PanelDecision
from saidanddone.programme.models import Programme

LONGEST_ADDRESS = 50


@transaction.atomic
def make_theme(
    *,
    actor: Actor,
    programme: Programme,
    details: ThemeInput,
    slug: str = "",
) -> Theme:
    """A statement in plain words over codes. `slug` is its short address, made from the statement
    if none is given. Raises Refused.
    """
    require(actor, "evidence.manage_themes", programme)
    columns = _columns(programme, details)
    _refuse_same_words(programme.themes.all(), columns["statement"])
    theme = Theme.objects.create(
        programme=programme,
        slug=free_address(
            slug or columns["statement"],
            programme.themes.values_list("slug", flat=True),
            otherwise="theme",
            longest=LONGEST_ADDRESS,
        ),
        **columns,
    )
    chosen = _codes(programme, details.code_refs)
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
    details: ThemeInput,
) -> Theme:
    """Change a theme and the codes under it; its address stays. Raises EditedMeanwhile, Refused."""
    require(actor, "evidence.manage_themes", programme)
    if theme.programme_id != programme.pk:
        raise NotYours("theme")
    columns = _columns(programme, details)
    if loosely_folded(columns["statement"]) != loosely_folded(theme.statement):
        _refuse_same_words(programme.themes.exclude(pk=theme.pk), columns["statement"])
    before = set(theme.codes.values_list("pk", flat=True))
    kind_before = theme.kind
    edited = save_edit(
        theme,
        version,
        **columns,
    )
    chosen = _codes(programme, details.code_refs)
    edited.codes.set(chosen)
    after = {code.pk for code in chosen}
    changed = before | after if details.kind != kind_before else before ^ after
    if changed:
        _count_again(programme, edited, changed)
    audit.record(actor=actor, act="evidence.edit_theme", about=edited, scope_ref=programme.ref)
    return edited


def _columns(programme: Programme, details: ThemeInput) -> dict[str, Any]:
    """What is written into the theme's row. Raises Refused, NotYours."""
    statement = " ".join(details.statement.split())
    if not statement:
        raise Refused("Say the theme in plain words, as one sentence.")
    if details.kind not in Theme.KINDS:
        raise Refused("Say whether this is a concern, an ask, a strength or an experience.")
    decision = _panel_decision(programme, details)
    return {**fields_of(details), "statement": statement, "agreed_by_panel": decision}


def _panel_decision(programme: Programme, details: ThemeInput) -> PanelDecision | None:
    """The decision that approved the public wording; there is no public wording without one (R12)."""
    decision = None
    if details.agreed_by_panel_ref:
        decisions = PanelDecision.objects.filter(programme=programme, about="wording")
        decision = decisions.filter(ref=details.agreed_by_panel_ref).first()
        if decision is None:
            raise NotYours("panel decision")
    if details.public_statement and decision is None:
        raise Refused(
            "Public wording needs the panel. Record what the panel decided about it, then choose "
            "that decision here."
        )
    if decision is not None and decision.outcome != "approved":
        raise Refused("The panel did not approve this wording. Choose a decision that does.")
    return decision


def _codes(programme: Programme, refs: Iterable[str]) -> list[Code]:
    wanted = set(refs)
    codes = list(Code.objects.filter(programme=programme, ref__in=wanted)) if wanted else []
    if len(codes) != len(wanted):
        raise NotYours("code")
    return codes


def _refuse_same_words(others: QuerySet[Theme], statement: str) -> None:
    """Two themes of the same words would each count who raised them, and each wait for an answer."""
    if loosely_folded(statement) in map(loosely_folded, others.values_list("statement", flat=True)):
        raise Refused(
            "There is a theme in these words already. Put the codes under that one, or say in other "
            "words what this one adds.",
            "statement",
        )


def _count_again(programme: Programme, theme: Theme, changed_codes: set[int]) -> None:
    summaries.recount_themes(programme, [theme.pk])
    touched = Coding.objects.filter(code__in=changed_codes).values_list("excerpt_id", flat=True)
    summaries.notify_later_stages(programme, list(touched.distinct()))
