"""Every command of the app: decisions, priorities, the plan, updates by owners, funding."""

from saidanddone.strategy.commands.actions import agree_action, edit_action, propose_action
from saidanddone.strategy.commands.decisions import edit_decision, record_decision
from saidanddone.strategy.commands.funding import record_funding
from saidanddone.strategy.commands.moves import move_action, update_action
from saidanddone.strategy.commands.priorities import adopt_priority, edit_priority

__all__ = [
    "adopt_priority",
    "agree_action",
    "edit_action",
    "edit_decision",
    "edit_priority",
    "move_action",
    "propose_action",
    "record_decision",
    "record_funding",
    "update_action",
]
