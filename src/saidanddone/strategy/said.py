"""What a person says about a decision, a priority or an action: the words a form or a program hands on."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class DecisionSaid:
    """What is written about a decision. Themes and tensions are named by their references."""

    title: str
    body: str
    decided_on: date
    decided: str
    options: str = ""
    took_part: str = ""
    people_with_a_vote: int = 0
    peers_with_a_vote: int = 0
    shaped_by_lived_experience: str = "none"
    how_shaped: str = ""
    left_out_because: str = ""
    minute_reference: str = ""
    who_bears_the_cost: str = ""
    offered_to_them: str = ""
    theme_refs: tuple[str, ...] = ()
    tension_refs: tuple[str, ...] = ()

    def fields(self) -> dict[str, Any]:
        """Everything but the relations, by the model's names."""
        said = asdict(self)
        return {name: said[name] for name in said if not name.endswith("_refs")}


@dataclass(frozen=True, kw_only=True)
class PrioritySaid:
    """What is written about a priority. `number` orders the list; None puts it last."""

    title: str
    statement: str = ""
    number: int | None = None
    theme_refs: tuple[str, ...] = ()
    decision_ref: str = ""


@dataclass(frozen=True, kw_only=True)
class ActionSaid:
    """What is written about an action; related records are named by their references.

    `serves` maps a theme's reference to meets, goes_part_way or makes_possible. `asked_at_ref` is
    the occasion where it was asked for, so that help given before the strategy counts (R13).
    """

    title: str
    owner_agency_ref: str
    detail: str = ""
    owner_ref: str = ""
    owner_post: str = ""
    partner_refs: tuple[str, ...] = ()
    due_on: date | None = None
    evidence: str = ""
    priority_ref: str = ""
    decision_ref: str = ""
    asked_at_ref: str = ""
    asked_at_relation: str = "meets"
    serves: Mapping[str, str] = field(default_factory=dict)
