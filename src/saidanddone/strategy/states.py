"""The lifecycle of an action. Nothing is done that was not agreed."""

from typing import Final

from saidanddone.base.lifecycle import Capacity, Lifecycle, Move, Need, State

PROPOSED: Final = "proposed"
AGREED: Final = "agreed"
STARTED: Final = "started"
DONE: Final = "done"
NOT_POSSIBLE: Final = "not_possible"
STOPPED: Final = "stopped"

UNDER_WAY: Final = frozenset({AGREED, STARTED})
"""States in which an action can be overdue."""

OWNER = Capacity("the owner", "strategy.update_own_action", relation="owner")
LEAD = Capacity("whoever manages the plan", "strategy.manage_plan")

_LEAD = (LEAD,)
_BOTH = (OWNER, LEAD)
_ASK_THE_LEAD = "Only whoever manages the plan can make this change. Ask the strategy lead."


def _words(sentence: str) -> tuple[Need]:
    return (Need("what_changed", sentence),)


_WHY_NOT = _words("Say why it is not possible: people who asked for it will read the reason.")
_WHY_STOPPED = _words("Say why it was stopped: people who asked for it will read the reason.")
_WHAT_WAS_DONE = _words("Say what was done, so that anyone can go and see.")
_WHAT_IS_UNTRUE = _words("Say what is no longer true.")
_WHY_AGAIN = _words("Say why this is taken up again.")

ACTION_LIFECYCLE = Lifecycle(
    record="an action",
    about="*Overdue* is worked out: agreed or started, and its due date has passed. A finished or "
    "stopped action can be taken up again, with a reason.",
    states=(
        State(PROPOSED, "proposed", is_start=True, colour="grey"),
        State(AGREED, "agreed", colour="blue"),
        State(STARTED, "started", colour="yellow"),
        State(DONE, "done", colour="green"),
        State(NOT_POSSIBLE, "not possible", keeps_reason=True, colour="purple"),
        State(STOPPED, "stopped", keeps_reason=True, colour="purple"),
    ),
    moves=(
        Move(PROPOSED, AGREED, _LEAD, refusal=_ASK_THE_LEAD),
        Move(PROPOSED, NOT_POSSIBLE, _LEAD, needs=_WHY_NOT, refusal=_ASK_THE_LEAD),
        Move(AGREED, STARTED, _BOTH),
        Move(AGREED, DONE, _BOTH, needs=_WHAT_WAS_DONE),
        Move(AGREED, NOT_POSSIBLE, _BOTH, needs=_WHY_NOT),
        Move(AGREED, STOPPED, _BOTH, needs=_WHY_STOPPED),
        Move(STARTED, DONE, _BOTH, needs=_WHAT_WAS_DONE),
        Move(STARTED, NOT_POSSIBLE, _BOTH, needs=_WHY_NOT),
        Move(STARTED, STOPPED, _BOTH, needs=_WHY_STOPPED),
        Move(DONE, STARTED, _BOTH, needs=_WHAT_IS_UNTRUE),
        Move(NOT_POSSIBLE, AGREED, _LEAD, needs=_WHY_AGAIN, refusal=_ASK_THE_LEAD),
        Move(STOPPED, AGREED, _LEAD, needs=_WHY_AGAIN, refusal=_ASK_THE_LEAD),
    ),
    refusal="An action that is {start} cannot become {end} from here. Choose another state.",
)
