"""Lines of the today page about the plan."""

from collections import Counter

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.base import clock
from saidanddone.base.hooks import TodayLine
from saidanddone.programme.queries import programmes_where
from saidanddone.strategy.queries import (
    OwnAction,
    late_actions_of_others,
    own_actions,
    tensions_awaiting_a_decision,
)

# The order on the page. Tensions and overdue actions of others come below own overdue actions.
OVERDUE, OTHERS_OVERDUE, DUE_SOON, QUIET, TENSION = 50, 48, 30, 20, 45


def today_lines(actor: Actor) -> list[TodayLine]:
    """Lines for own actions that are overdue, due soon or without an update for long.

    Whoever manages the plan also sees every overdue action; whoever records decisions, every tension
    without one.
    """
    return [*_own_lines(actor), *_late_lines(actor), *_tension_lines(actor)]


def _own_lines(actor: Actor) -> list[TodayLine]:
    if not is_allowed(actor, "strategy.see_own_actions"):
        return []
    steps = [(own, _next_step(own)) for own in own_actions(actor)]
    return [
        TodayLine(
            f"“{own.title}” {step[0]}",
            reverse("strategy:update_action", args=[own.programme_slug, own.ref]),
            step[1],
        )
        for own, step in steps
        if step
    ]


def _late_lines(actor: Actor) -> list[TodayLine]:
    """One line with how many actions of others are overdue, then one for each, longest overdue first."""
    if not is_allowed(actor, "strategy.manage_plan"):
        return []
    late = late_actions_of_others(actor, programmes_where(actor, "strategy.manage_plan"))
    counts = Counter(action.programme.slug for action in late)
    lines = [
        TodayLine(
            f"{number} action{' is' if number == 1 else 's are'} overdue",
            reverse("strategy:plan", args=[slug]) + "?state=overdue",
            OTHERS_OVERDUE,
        )
        for slug, number in counts.items()
    ]
    return lines + [
        TodayLine(
            f"“{action.title}” was due {_days((clock.today() - action.due_on).days)} ago: "
            f"ask {action.owner_agency}, or move it",
            reverse("strategy:move_action", args=[action.programme.slug, action.ref]),
            OTHERS_OVERDUE,
        )
        for action in late
        if action.due_on
    ]


def _next_step(own: OwnAction) -> tuple[str, int] | None:
    """What the owner should do first about this action, and its urgency; None if nothing."""
    today = clock.today()
    if own.is_overdue and own.due_on:
        return f"was due {_days((today - own.due_on).days)} ago: say where it stands", OVERDUE
    if own.is_due_soon(today) and own.due_on:
        return f"is due on {own.due_on.day} {own.due_on:%B}", DUE_SOON
    if own.is_quiet(today) and own.last_update_on:
        return f"has had no update for {_days((today - own.last_update_on).days)}", QUIET
    return None


def _tension_lines(actor: Actor) -> list[TodayLine]:
    if not is_allowed(actor, "strategy.record_decision"):
        return []
    programmes = programmes_where(actor, "strategy.record_decision")
    return [
        TodayLine(
            f"A tension waits for a decision: “{tension.statement}”",
            reverse("strategy:record_decision", args=[tension.programme.slug])
            + f"?tension={tension.ref}",
            TENSION,
        )
        for tension in tensions_awaiting_a_decision(programmes)
    ]


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"
