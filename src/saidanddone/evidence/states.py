"""The life of a coding: which moves are allowed, and who may make them.

Only an accepted coding counts. A suggestion by a keyword or a model is labelled as one and never
applied by itself (R10).
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
    Move("accepted", "rejected", "evidence.code", "Take off"),
    Move("accepted", "moderated", "evidence.code", "Set aside after talking it over"),
    Move("rejected", "accepted", "evidence.code", "Put back"),
    Move("moderated", "accepted", "evidence.code", "Put back"),
)


def may_move(before: str, after: str) -> bool:
    return any((move.before, move.after) == (before, after) for move in MOVES)
