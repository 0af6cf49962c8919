"""The permissions, one plain sentence each, and predicates on an action."""

from saidanddone.access.actors import Actor
from saidanddone.access.capacities import capacities_of
from saidanddone.access.policies import is_allowed
from saidanddone.base.lifecycle import Capacity
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Action
from saidanddone.strategy.states import ACTION_LIFECYCLE, PROPOSED

PERMISSIONS = {
    "strategy.see": "See decisions, priorities and the action plan.",
    "strategy.propose": "Propose an action, and change your own until it is agreed.",
    "strategy.record_decision": "Record what was decided, by whom and why.",
    "strategy.manage_plan": "Adopt priorities; agree, change and move actions; record funding.",
    "strategy.see_own_actions": "See the actions that are yours, and nothing else of the plan.",
    "strategy.update_own_action": "Say where an action of yours stands.",
}
OPEN_TO_ENFORCEMENT = {
    "strategy.see_own_actions": "Their own part in delivering the plan, in its public words.",
    "strategy.update_own_action": "To say how their own action goes.",
}


def is_own(actor: Actor, action: Action) -> bool:
    return action.owner_id is not None and action.owner_id == actor.user_id


def is_own_proposal(actor: Actor, action: Action) -> bool:
    """Whether they proposed it and it is not agreed yet."""
    proposed_it = action.proposed_by_id is not None and action.proposed_by_id == actor.user_id
    return proposed_it and action.state == PROPOSED


def may_change_words(actor: Actor, action: Action) -> bool:
    """Whether they manage the plan, or proposed an action that is not agreed yet."""
    if is_allowed(actor, "strategy.manage_plan", action.programme):
        return True
    is_proposer = is_allowed(actor, "strategy.propose", action.programme)
    return is_proposer and is_own_proposal(actor, action)


def capacities_for(actor: Actor, action: Action) -> frozenset[Capacity]:
    """The capacities of the lifecycle in which this person may move the action."""
    relations = ["owner"] if is_own(actor, action) else []
    return capacities_of(actor, ACTION_LIFECYCLE, action.programme, *relations)


def may_propose(actor: Actor, programme: Programme) -> bool:
    return is_allowed(actor, "strategy.propose", programme)


def may_manage_plan(actor: Actor, programme: Programme) -> bool:
    return is_allowed(actor, "strategy.manage_plan", programme)


def may_record_decisions(actor: Actor, programme: Programme) -> bool:
    return is_allowed(actor, "strategy.record_decision", programme)
