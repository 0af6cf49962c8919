"""What a release holds of what was decided and done."""

from dataclasses import dataclass
from datetime import date

from saidanddone.disclosure.figures import Figure
from saidanddone.strategy.states import NOT_POSSIBLE, STOPPED


@dataclass(frozen=True)
class DecisionMade:
    ref: str
    title: str
    body: str
    decided_on: date
    decided: str
    options: str
    took_part: str
    had_a_vote: Figure
    lived_experience_had_a_vote: bool
    shaped: str  # none, changed or decided
    shaped_words: str
    how_shaped: str
    left_out_because: str
    theme_slugs: tuple[str, ...]
    action_refs: tuple[str, ...]


@dataclass(frozen=True)
class PriorityMade:
    ref: str
    number: int
    title: str
    statement: str
    theme_slugs: tuple[str, ...]
    decision_ref: str
    action_refs: tuple[str, ...]


@dataclass(frozen=True)
class UpdateSaid:
    said_on: date
    state_words: str
    what_changed: str
    what_next: str
    next_on: date | None


@dataclass(frozen=True)
class Serves:
    theme_slug: str
    statement: str
    relation: str


@dataclass(frozen=True)
class ActionLine:
    """An action of the plan. A proposal is not yet the plan's and is not here."""

    ref: str
    title: str
    detail: str
    owner_agency: str
    owner_post: str
    partners: tuple[str, ...]
    due_on: date | None
    state: str
    state_words: str
    is_overdue: bool
    reason: str
    agreed_on: date | None
    started_on: date | None
    done_on: date | None
    evidence: str
    panel_says_seen: bool
    serves: tuple[Serves, ...]
    asked_at: str
    priority_ref: str
    decision_ref: str
    nobody_asked_for: bool
    updates: tuple[UpdateSaid, ...]

    @property
    def told_updates(self) -> list[UpdateSaid]:
        """Those that say something, the newest first; a state alone stands in the action itself."""
        return [update for update in self.updates if update.what_changed or update.what_next]


@dataclass(frozen=True)
class FundingHad:
    source: str
    pounds: int
    bought: str


@dataclass(frozen=True)
class TensionNamed:
    """Two themes that conflict, and what was decided over both; empty where nothing is yet."""

    statement: str
    one: str
    other: str
    theme_slugs: tuple[str, ...]
    decision_ref: str
    who_bears_the_cost: str
    offered_to_them: str


@dataclass(frozen=True)
class Plan:
    """Tensions are here because each is published with what was decided over it."""

    decisions: tuple[DecisionMade, ...]
    priorities: tuple[PriorityMade, ...]
    actions: tuple[ActionLine, ...]
    funding: tuple[FundingHad, ...]
    tensions: tuple[TensionNamed, ...]

    @property
    def agreed_on(self) -> date | None:
        """The day of the last decision over a priority; None while none is recorded."""
        decisions = {priority.decision_ref for priority in self.priorities}
        days = [decision.decided_on for decision in self.decisions if decision.ref in decisions]
        return max(days, default=None)

    @property
    def ended(self) -> tuple[ActionLine, ...]:
        """Actions that were stopped or found impossible."""
        return tuple(action for action in self.actions if action.state in (NOT_POSSIBLE, STOPPED))

    @property
    def overdue(self) -> tuple[ActionLine, ...]:
        return tuple(action for action in self.actions if action.is_overdue)

    @property
    def unasked(self) -> tuple[ActionLine, ...]:
        """Actions done that nobody asked for."""
        return tuple(action for action in self.actions if action.nobody_asked_for)

    @property
    def left_out(self) -> tuple[DecisionMade, ...]:
        """Decisions that say what they left out, and why."""
        return tuple(decision for decision in self.decisions if decision.left_out_because)

    def decision(self, ref: str) -> DecisionMade | None:
        return next((decision for decision in self.decisions if decision.ref == ref), None)

    def actions_by(self, refs: tuple[str, ...]) -> tuple[ActionLine, ...]:
        """These actions, in this order; none for a reference that is not the plan's."""
        by_ref = {action.ref: action for action in self.actions}
        return tuple(by_ref[ref] for ref in refs if ref in by_ref)
