"""What the public pages of decisions and of actions show."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from saidanddone.disclosure.pages import Shown, Site, Which
from saidanddone.disclosure.remarks import Remark
from saidanddone.disclosure.wording import short
from saidanddone.evidence.themes.release import HEARD, ThemeHeard
from saidanddone.strategy.release.filters import Filter, choices, filters_of, in_a_line
from saidanddone.strategy.release.shapes import ActionLine, DecisionMade, Plan
from saidanddone.strategy.states import ACTION_LIFECYCLE

SHOWN = 6  # of what was left out, on the first page; all stands on its own


@dataclass(frozen=True)
class DecisionShown:
    decision: DecisionMade
    actions: tuple[ActionLine, ...]
    themes: tuple[ThemeHeard, ...]


@dataclass(frozen=True)
class ActionShown:
    """An action with what later stages say of it, the colour of its state's tag, and who leads it in short."""

    action: ActionLine
    colour: str
    remarks: tuple[Remark, ...]
    lead: str


@dataclass(frozen=True)
class GroupShown:
    """A table of actions: those of a priority, or those outside. `name` is its anchor on the page."""

    heading: str
    name: str
    actions: tuple[ActionShown, ...]


def one_decision(plan: Plan, site: Site, ref: str) -> Shown | None:
    decision = plan.decision(ref)
    if decision is None:
        return None
    themes = {theme.slug: theme for theme in site.content.part(HEARD).themes}
    return {
        "made": DecisionShown(
            decision,
            plan.actions_by(decision.action_refs),
            tuple(themes[slug] for slug in decision.theme_slugs if slug in themes),
        )
    }


def decisions_shown(plan: Plan, site: Site) -> list[DecisionMade]:
    """Decisions, the newest first."""
    return sorted(plan.decisions, key=lambda decision: decision.decided_on, reverse=True)


def each_decision(plan: Plan, site: Site) -> Iterator[Which]:
    return ((decision.ref,) for decision in plan.decisions)


def one_action(plan: Plan, site: Site, ref: str) -> Shown | None:
    actions = plan.actions_by((ref,))
    return {"row": _shown(actions[0], site)} if actions else None


def each_action(plan: Plan, site: Site) -> Iterator[Which]:
    return ((action.ref,) for action in plan.actions)


def actions_shown(plan: Plan, site: Site) -> Shown:
    """Actions under their priorities, then those outside."""
    return _list(plan, site, filters_of(plan.actions), None)


def actions_by(plan: Plan, site: Site, by: str, value: str) -> Shown | None:
    """The same for the actions that a filter leaves; None where there is no such filter."""
    filters = filters_of(plan.actions)
    now = next((given for given in filters if given.which == (by, value)), None)
    return None if now is None else {"shown": _list(plan, site, filters, now)}


def each_filter(plan: Plan, site: Site) -> Iterator[Which]:
    return (given.which for given in filters_of(plan.actions))


def _list(plan: Plan, site: Site, filters: Sequence[Filter], now: Filter | None) -> Shown:
    def rows(actions: Iterable[ActionLine]) -> tuple[ActionShown, ...]:
        return tuple(
            _shown(action, site) for action in actions if now is None or action.ref in now.refs
        )

    groups = [
        GroupShown(f"{priority.number}. {priority.title}", f"priority-{priority.number}", actions)
        for priority in plan.priorities
        if (actions := rows(plan.actions_by(priority.action_refs)))
    ]
    others = rows(action for action in plan.actions if not action.priority_ref)
    if others:
        heading = "Outside the priorities" if plan.priorities else "The actions"
        groups.append(GroupShown(heading, "others", others))
    return {
        "groups": groups,
        "filters": choices(site, filters, now),
        "now": now,
        "in_a_line": in_a_line(filters),
        "actions": len(plan.actions),
    }


def _shown(action: ActionLine, site: Site) -> ActionShown:
    colour = ACTION_LIFECYCLE.state(action.state).colour
    return ActionShown(action, colour, site.remarks.get(action.ref, ()), short(action.owner_agency))


def last_left_out(plan: Plan, site: Site) -> tuple[DecisionMade, ...]:
    return plan.left_out[-SHOWN:]
