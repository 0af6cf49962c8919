"""Reads decisions."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed, require
from saidanddone.base.errors import NotYours
from saidanddone.evidence.themes.models import Tension, Theme
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Decision
from saidanddone.strategy.policies import may_record_decisions
from saidanddone.strategy.queries.next_steps import after_decision
from saidanddone.ui.components import NextStep


@dataclass(frozen=True)
class Named:
    """A record that a page names. `ref` is in its address (a theme's slug); without one, no link."""

    ref: str
    text: str
    note: str = ""


def theme_named(actor: Actor, theme: Theme, programme: Programme, note: str = "") -> Named:
    """A theme, with a link for those who may see the thread."""
    may_walk = is_allowed(actor, "thread.see", programme)
    return Named(theme.slug if may_walk else "", theme.statement, note)


@dataclass(frozen=True)
class DecisionPage:
    """A decision as its page shows it."""

    decision: Decision
    themes: tuple[Named, ...]
    tensions: tuple[Named, ...]
    priorities: tuple[Named, ...]
    actions: tuple[Named, ...]
    shaped: str
    may_edit: bool
    next_steps: tuple[NextStep, ...]


def decisions_of(actor: Actor, programme: Programme) -> QuerySet[Decision]:
    """Every decision, latest first."""
    require(actor, "strategy.see", programme)
    return Decision.objects.filter(programme=programme).order_by("-decided_on", "-pk")


def find_decision(actor: Actor, programme: Programme, ref: str) -> Decision:
    decision = decisions_of(actor, programme).filter(ref=ref).first()
    if decision is None:
        raise NotYours
    return decision


def read_decision(actor: Actor, programme: Programme, ref: str) -> DecisionPage:
    decision = find_decision(actor, programme, ref)
    themes = list(decision.themes.all())
    return DecisionPage(
        decision=decision,
        themes=tuple(theme_named(actor, theme, programme) for theme in themes),
        tensions=tuple(
            Named(tension.ref, tension.statement) for tension in decision.tensions.all()
        ),
        priorities=tuple(
            Named(priority.ref, f"{priority.number}. {priority.title}")
            for priority in decision.priorities.all()
        ),
        actions=tuple(
            Named(action.ref, action.title, action.get_state_display())
            for action in decision.actions.all()
        ),
        shaped=shaped_in_words(decision),
        may_edit=may_record_decisions(actor, programme),
        next_steps=after_decision(actor, programme, decision, themes),
    )


@dataclass(frozen=True)
class FromDecision:
    """What an action or a priority that follows from a decision has filled in."""

    decision_ref: str
    theme_refs: tuple[str, ...]
    priority_ref: str  # the only priority that it adopted, if there is one alone


def known_from_decision(actor: Actor, programme: Programme, ref: str) -> FromDecision:
    """Nothing without a reference, or for one that names no decision here. Three queries."""
    require(actor, "strategy.see", programme)
    decision = Decision.objects.filter(programme=programme, ref=ref).first() if ref else None
    if decision is None:
        return FromDecision("", (), "")
    priorities = list(decision.priorities.values_list("ref", flat=True))
    themes = tuple(decision.themes.order_by("pk").values_list("ref", flat=True))
    return FromDecision(decision.ref, themes, priorities[0] if len(priorities) == 1 else "")


def last_body(actor: Actor, programme: Programme) -> str:
    """Who took the last decision, to fill in for the next; empty for the first. One query."""
    return decisions_of(actor, programme).values_list("body", flat=True).first() or ""


def shaped_in_words(decision: Decision) -> str:
    """What lived experience did to a decision, as a sentence."""
    return {
        "changed": "People with lived experience changed it.",
        "decided": "People with lived experience decided it.",
    }.get(decision.shaped_by_lived_experience, "Lived experience did not change it.")


def left_out(programme: Programme) -> QuerySet[Decision]:
    """Decisions that say what was left out and why, latest first.

    The caller must check permission.
    """
    return (
        Decision.objects.filter(programme=programme)
        .exclude(left_out_because="")
        .order_by("-decided_on", "-pk")
    )


def tensions_awaiting_a_decision(programmes: Iterable[Programme]) -> QuerySet[Tension]:
    """Tensions of these programmes that no decision names yet, oldest first.

    For the today page, which passes only programmes in which this person records decisions.
    """
    return (
        Tension.objects.filter(programme__in=programmes, decisions=None)
        .select_related("programme")
        .order_by("pk")
    )
