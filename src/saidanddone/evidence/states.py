"""The life of a coding: which moves are allowed, and who may make them.

Only an accepted coding counts. A suggestion by a keyword or a model is labelled as one and never
applied by itself (R10). What a person marks is accepted from the start; it is taken off by removing
it, so there is no move for that.
"""

from dataclasses import dataclass
from typing import Final

STANDING: Final = ("accepted",)
"""States in which a coding counts and a passage stands under its code."""


@dataclass(frozen=True)
class Move:
    before: str
    after: str
    permission: str
    said_as: str


MOVES: Final = (
    Move("suggested", "accepted", "evidence.code", "Accept"),
    Move("suggested", "rejected", "evidence.code", "Reject"),
)


def may_move(before: str, after: str) -> bool:
    return any((move.before, move.after) == (before, after) for move in MOVES)
