"""Every query of the app. Each checks the permission of its actor first."""

from saidanddone.strategy.queries.choices import (
    Choices,
    choices_for_decision,
    choices_for_plan,
)
from saidanddone.strategy.queries.decisions import (
    DecisionPage,
    FromDecision,
    decisions_of,
    find_decision,
    known_from_decision,
    last_body,
    left_out,
    read_decision,
    tensions_awaiting_a_decision,
)
from saidanddone.strategy.queries.figures import (
    Shaped,
    actions_shaped_by_lived_experience,
    done_nobody_asked_for,
)
from saidanddone.strategy.queries.new import NewInPlan, new_in_plan
from saidanddone.strategy.queries.own import OwnAction, find_own_action, own_actions
from saidanddone.strategy.queries.plan import (
    ActionPage,
    LateAction,
    Plan,
    actions_of,
    find_action,
    find_action_to_change,
    find_priority,
    funding_of,
    late_actions_of_others,
    plan_of,
    priorities_of,
    read_action,
)

__all__ = [
    "ActionPage",
    "Choices",
    "DecisionPage",
    "FromDecision",
    "LateAction",
    "NewInPlan",
    "OwnAction",
    "Plan",
    "Shaped",
    "actions_of",
    "actions_shaped_by_lived_experience",
    "choices_for_decision",
    "choices_for_plan",
    "decisions_of",
    "done_nobody_asked_for",
    "find_action",
    "find_action_to_change",
    "find_decision",
    "find_own_action",
    "find_priority",
    "funding_of",
    "known_from_decision",
    "last_body",
    "late_actions_of_others",
    "left_out",
    "new_in_plan",
    "own_actions",
    "plan_of",
    "priorities_of",
    "read_action",
    "read_decision",
    "tensions_awaiting_a_decision",
]
