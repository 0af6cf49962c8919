"""The figures of what was decided and done, with their entries of the catalogue."""

from collections.abc import Iterator

from saidanddone.disclosure.catalogue import (
    DECIDED_AND_DONE,
    HEARD,
    MARKED,
    PLAN,
    Entry,
    under,
)
from saidanddone.disclosure.known import FigureMaker, StatedFigure
from saidanddone.strategy.release.shapes import ActionLine, Plan
from saidanddone.strategy.states import DONE, NOT_POSSIBLE, STOPPED, UNDER_WAY
from saidanddone.ui.templatetags.ui import gov_date

BY_STATE = "actions by the state that a person gave them last"

_TENSIONS = under(
    HEARD,
    Entry(
        "tensions_named",
        "things",
        "Pairs of themes that conflict with each other",
        "recorded conflicts (tensions) between two themes that may both be published",
        MARKED,
    ),
)
_DECIDED_AND_DONE = under(
    DECIDED_AND_DONE,
    Entry(
        "decisions_made",
        "things",
        "Decisions recorded",
        "decisions counted one by one",
        PLAN,
    ),
    Entry(
        "decisions_decided_by_lived_experience",
        "things",
        "Decisions that people with lived experience decided",
        "decisions whose record says so",
        PLAN,
    ),
    Entry(
        "decisions_changed_by_lived_experience",
        "things",
        "Decisions that people with lived experience changed",
        "decisions whose record says so",
        PLAN,
    ),
    Entry(
        "actions_in_plan",
        "things",
        "Actions that are or were in the plan, without proposals",
        "actions counted one by one",
        PLAN,
    ),
    Entry(
        "actions_done_before_strategy",
        "things",
        "Actions done before the strategy was agreed",
        "actions done before the day of the last decision that adopted a priority: on that day the strategy was agreed",
        PLAN,
    ),
    *(
        Entry(f"actions_{state}", "things", f"Actions that are {words}", BY_STATE, PLAN)
        for state, words in (
            ("done", "done"),
            ("under_way", "agreed or started and not yet done"),
        )
    ),
    Entry(
        "actions_overdue",
        "things",
        "Actions under way whose due date has passed",
        "actions agreed or started that were due before the day this was drawn up",
        PLAN,
    ),
    *(
        Entry(f"actions_{state}", "things", f"Actions that are {words}", BY_STATE, PLAN)
        for state, words in (
            ("not_possible", "recorded as not possible"),
            ("stopped", "stopped"),
        )
    ),
    Entry(
        "actions_nobody_asked_for",
        "things",
        "Actions done that lead back to nothing anyone said",
        "actions done that have no theme, no occasion where they were asked for, and no priority with themes",
        PLAN,
    ),
)
_FUNDING = under(
    DECIDED_AND_DONE,
    Entry(
        "funding_pounds",
        "pounds",
        "Money from elsewhere that the strategy brought in, in pounds",
        "every grant recorded, added up",
        PLAN,
    ),
    rank=1,
)
ENTRIES = (*_TENSIONS, *_DECIDED_AND_DONE, *_FUNDING)


def figures(plan: Plan, now: str) -> Iterator[StatedFigure]:
    """`now` says as of which day."""
    make = FigureMaker(ENTRIES)
    yield make.things("tensions_named", len(plan.tensions), now)
    shaped = [decision.shaped for decision in plan.decisions]
    yield make.things("decisions_made", len(shaped), now)
    for by in ("decided", "changed"):
        yield make.things(f"decisions_{by}_by_lived_experience", shaped.count(by), now)
    yield make.things("actions_in_plan", len(plan.actions), now)
    if plan.agreed_on is not None:
        before = sum(_was_done_before(action, plan) for action in plan.actions)
        up_to = f"up to {gov_date(plan.agreed_on)}"
        yield make.things("actions_done_before_strategy", before, up_to)
    states = [action.state for action in plan.actions]
    yield make.things("actions_done", states.count(DONE), now)
    under_way = sum(state in UNDER_WAY for state in states)
    yield make.things("actions_under_way", under_way, now)
    overdue = sum(action.is_overdue for action in plan.actions)
    yield make.things("actions_overdue", overdue, now)
    for state in (NOT_POSSIBLE, STOPPED):
        yield make.things(f"actions_{state}", states.count(state), now)
    unasked = sum(action.nobody_asked_for for action in plan.actions)
    yield make.things("actions_nobody_asked_for", unasked, now)
    pounds = sum(funding.pounds for funding in plan.funding)
    yield make.known("funding_pounds", pounds, f"£{pounds:,}", now)


def _was_done_before(action: ActionLine, plan: Plan) -> bool:
    if action.state != DONE or action.done_on is None or plan.agreed_on is None:
        return False
    return action.done_on < plan.agreed_on
