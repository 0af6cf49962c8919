"""What the public pages of decisions and of actions show."""

from dataclasses import dataclass

from saidanddone.disclosure.pages import Shown, Site
from saidanddone.disclosure.remarks import Remark
from saidanddone.evidence.themes.release import HEARD, ThemeHeard
from saidanddone.strategy.release.shapes import ActionLine, DecisionMade, Plan, PriorityMade
from saidanddone.strategy.states import ACTION_LIFECYCLE

SHOWN = 6  # of what was left out, on the first page; all stands on its own


@dataclass(frozen=True)
class DecisionShown:
    decision: DecisionMade
    actions: tuple[ActionLine, ...]
    themes: tuple[ThemeHeard, ...]


@dataclass(frozen=True)
class ActionShown:
    """An action with what later stages say of it, and the colour of its state's tag."""

    action: ActionLine
    colour: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class PriorityShown:
    priority: PriorityMade
    actions: tuple[ActionShown, ...]


def decisions_shown(plan: Plan, site: Site) -> list[DecisionShown]:
    """Decisions, the newest first."""
    themes = {theme.slug: theme for theme in site.content.part(HEARD).themes}
    decisions = sorted(plan.decisions, key=lambda decision: decision.decided_on, reverse=True)
    return [
        DecisionShown(
            decision,
            plan.actions_by(decision.action_refs),
            tuple(themes[slug] for slug in decision.theme_slugs if slug in themes),
        )
        for decision in decisions
    ]


def actions_shown(plan: Plan, site: Site) -> Shown:
    """Actions under their priorities, then those outside."""

    def shown(action: ActionLine) -> ActionShown:
        colour = ACTION_LIFECYCLE.state(action.state).colour
        return ActionShown(action, colour, site.remarks.get(action.ref, ()))

    return {
        "priorities": [
            PriorityShown(priority, tuple(map(shown, plan.actions_by(priority.action_refs))))
            for priority in plan.priorities
        ],
        "others": [shown(action) for action in plan.actions if not action.priority_ref],
    }


def last_left_out(plan: Plan, site: Site) -> tuple[DecisionMade, ...]:
    return plan.left_out[-SHOWN:]
