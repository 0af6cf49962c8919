"""What was decided and done."""

from dataclasses import dataclass
from datetime import date

from saidanddone.releases.content.figures import Figure


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
    """`people_cannot_see`: done, and at least 5 people of a community that asked say it is not there."""

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
    people_cannot_see: bool
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
        return [each for each in self.updates if each.what_changed or each.what_next]


@dataclass(frozen=True)
class FundingHad:
    source: str
    pounds: int
    bought: str


@dataclass(frozen=True)
class PanelSaid:
    title: str
    about: str
    outcome: str
    decided_on: date
    because: str
    dissent: str
    lifted_on: date | None
