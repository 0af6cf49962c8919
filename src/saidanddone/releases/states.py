"""The life of a release, as one table: drafted -> signed once -> signed.

It may be drawn up again until the first signature, and never after it. Only the newest is signed.
"""

from dataclasses import dataclass
from typing import Final

DRAFTED: Final = "drafted"
SIGNED_ONCE: Final = "signed_once"
SIGNED: Final = "signed"


@dataclass(frozen=True)
class Move:
    """`by` is the permission it takes."""

    start: str
    end: str
    by: str


MOVES = (
    Move(DRAFTED, DRAFTED, "publishing.draft"),  # drawn up again, or its quotes chosen
    Move(DRAFTED, SIGNED_ONCE, "publishing.sign"),
    Move(SIGNED_ONCE, SIGNED, "publishing.sign"),  # by another person
)


def may_move(start: str, end: str) -> bool:
    return any((move.start, move.end) == (start, end) for move in MOVES)


def after_signature(state: str) -> str:
    """The state that one more signature leads to; empty where none may be given."""
    return {DRAFTED: SIGNED_ONCE, SIGNED_ONCE: SIGNED}.get(state, "")
