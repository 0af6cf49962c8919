"""What may come next from a decision or an action, each step with what is known filled in.

The pages of answers come later than this app: they are named by their URL, as the navigation names them.
"""

from collections.abc import Iterable

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.access.queries import names_of_those_who_may
from saidanddone.evidence.themes.models import Theme
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Action, Decision
from saidanddone.strategy.policies import may_manage_plan, may_propose
from saidanddone.strategy.states import PROPOSED
from saidanddone.ui.components import NextStep
from saidanddone.ui.templatetags.ui import listed

MOST_THEMES = 3
FILLED_IN = "The decision and its themes are filled in."


def after_decision(
    actor: Actor, programme: Programme, decision: Decision, themes: Iterable[Theme]
) -> tuple[NextStep, ...]:
    """An action, a priority, an answer to each theme: what this person may do of it."""
    named = f"?decision={decision.ref}"
    steps = []
    if may_propose(actor, programme):
        address = reverse("strategy:propose_action", args=[programme.slug])
        steps.append(NextStep("Propose an action from it", address + named, FILLED_IN))
    if may_manage_plan(actor, programme):
        address = reverse("strategy:adopt_priority", args=[programme.slug])
        steps.append(NextStep("Adopt a priority from it", address + named, FILLED_IN))
    return (*steps, *_answers(actor, programme, themes))


def after_action(actor: Actor, programme: Programme, action: Action) -> tuple[NextStep, ...]:
    """Agreeing it, while it is only proposed; then an answer to each theme that it serves."""
    if action.state == PROPOSED:
        if not may_manage_plan(actor, programme):
            return ()
        address = reverse("strategy:agree_action", args=[programme.slug, action.ref])
        hint = "The decision that led to it is filled in." if action.decision else ""
        return (NextStep("Agree this action", address, hint),)
    themes = [served.theme for served in action.serves.all()]
    return tuple(_answers(actor, programme, themes))


def who_agrees(programme: Programme) -> str:
    """Who may agree a proposed action, by name, as a sentence."""
    names = names_of_those_who_may("strategy.manage_plan", programme.scope_id)
    if not names:
        return "Nobody here may agree it yet. Ask your administrator who leads the strategy."
    return f"{listed(names)} can agree it."


def _answers(actor: Actor, programme: Programme, themes: Iterable[Theme]) -> Iterable[NextStep]:
    if not is_allowed(actor, "answers.draft", programme):
        return []
    return [
        NextStep(
            f"Answer “{theme.statement}”",
            reverse("answers:draft", args=[programme.slug, theme.slug]),
            "What was decided, and who does what by when, is filled in.",
        )
        for theme in list(themes)[:MOST_THEMES]
    ]
