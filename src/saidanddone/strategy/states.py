"""The life of an action, as one table: which moves there are, who may make them, what they need.

proposed -> agreed -> started -> done | not possible | stopped. Nothing is done that was not agreed.
What came to an end can be taken up again, and then says why.
"""

from collections.abc import Collection
from dataclasses import dataclass

from saidanddone.strategy.models import Action

OWNER = "owner"  # the person whose action it is
LEAD = "lead"  # whoever may manage the plan
BOTH = frozenset({OWNER, LEAD})
LEAD_ONLY = frozenset({LEAD})

UNDER_WAY = Action.UNDER_WAY


@dataclass(frozen=True)
class Move:
    """`needs` is the sentence asked for when words are missing; empty where none are needed."""

    start: str
    end: str
    by: frozenset[str]
    needs: str = ""


_WHY_NOT = "Say why it is not possible: people who asked for it will read the reason."
_WHY_STOPPED = "Say why it was stopped: people who asked for it will read the reason."
_WHAT_WAS_DONE = "Say what was done, so that anyone can go and see."
_WHY_AGAIN = "Say why this is taken up again."

MOVES = (
    Move("proposed", "agreed", LEAD_ONLY),
    Move("proposed", "not_possible", LEAD_ONLY, _WHY_NOT),
    Move("agreed", "started", BOTH),
    Move("agreed", "done", BOTH, _WHAT_WAS_DONE),
    Move("agreed", "not_possible", BOTH, _WHY_NOT),
    Move("agreed", "stopped", BOTH, _WHY_STOPPED),
    Move("started", "done", BOTH, _WHAT_WAS_DONE),
    Move("started", "not_possible", BOTH, _WHY_NOT),
    Move("started", "stopped", BOTH, _WHY_STOPPED),
    Move("done", "started", BOTH, "Say what is no longer true."),
    Move("not_possible", "agreed", LEAD_ONLY, _WHY_AGAIN),
    Move("stopped", "agreed", LEAD_ONLY, _WHY_AGAIN),
)
_BY_ENDS = {(move.start, move.end): move for move in MOVES}


def move_between(start: str, end: str) -> Move | None:
    return _BY_ENDS.get((start, end))


def moves_open_to(start: str, capacities: Collection[str]) -> tuple[Move, ...]:
    """The moves from here that someone in these capacities may make, in the table's order."""
    return tuple(move for move in MOVES if move.start == start and move.by & set(capacities))
