"""The inputs of this app's commands: decisions, priorities, actions and funding."""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated

from pydantic import Field

from saidanddone.base.inputs import (
    Choice,
    Count,
    Day,
    Line,
    NeededLine,
    NeededText,
    Ref,
    Refs,
    Text,
    command_input,
)
from saidanddone.strategy.models import Action, Decision, Funding, Priority, Update


@command_input(Decision)
class DecisionInput:
    """A decision. Themes and tensions are named by their references."""

    title: NeededLine
    body: NeededLine
    decided_on: Day
    decided: NeededText
    options: Text = ""
    took_part: Text = ""
    people_with_a_vote: Count = 0
    peers_with_a_vote: Count = 0
    shaped_by_lived_experience: Choice = "none"
    how_shaped: Text = ""
    left_out_because: Text = ""
    minute_reference: Line = ""
    who_bears_the_cost: Text = ""
    offered_to_them: Text = ""
    theme_refs: Refs = ()
    tension_refs: Refs = ()


@command_input(Priority)
class PriorityInput:
    """A priority. `number` orders the list; None puts it last."""

    title: NeededLine
    statement: Text = ""
    number: Annotated[int, Field(ge=1, le=99)] | None = None
    theme_refs: Refs = ()
    decision_ref: Ref = ""


@command_input(Action)
class ActionInput:
    """An action; related records are named by their references.

    `serves` maps a theme's reference to meets, goes_part_way or makes_possible. `asked_at_ref` is
    the occasion where it was asked for, so that help given before the strategy counts (R13).
    """

    title: NeededLine
    owner_agency_ref: Ref
    detail: Text = ""
    owner_ref: Ref = ""
    owner_post: Line = ""
    partner_refs: Refs = ()
    due_on: Day | None = None
    evidence: Text = ""
    priority_ref: Ref = ""
    decision_ref: Ref = ""
    asked_at_ref: Ref = ""
    asked_at_relation: Choice = "meets"
    serves: Mapping[Ref, Choice] = field(default_factory=dict)


@command_input()
class ActionMoveInput:
    """Another state of an action. `on` is the day it came there, today if None.

    `what_changed` holds the reason, or what was done, where the move needs words.
    """

    to: Choice
    what_changed: Text = ""
    on: Day | None = None


@command_input(Update)
class UpdateInput:
    """An owner's update of an action: is it still true, what changed, what next and when.

    `state` is where it stands now, the same as before or one the owner may move it to; `on` is the
    day it came there, today if None.
    """

    state: Choice
    what_changed: Text = ""
    what_next: Text = ""
    next_on: Day | None = None
    is_still_true: bool = True
    on: Day | None = None


@command_input(Funding)
class FundingInput:
    """A sum in whole pounds, who gave it, what it bought, and the actions it pays for."""

    source: NeededLine
    pounds: Annotated[int, Field(le=2_000_000_000)]
    bought: Text
    action_refs: Refs = ()
