"""Where a peer is on the way through the panel, and who may say so."""

from dataclasses import dataclass

KEEP_PANEL = "peers.keep_panel"


@dataclass(frozen=True)
class Move:
    """One allowed step; `by_self` where the peer alone may take it, whatever their permission."""

    before: str
    after: str
    said_as: str
    by_self: bool = False


MOVES = (
    Move("applied", "appointed", "Appoint"),
    Move("applied", "left", "Did not go ahead", by_self=True),
    Move("appointed", "in_training", "Start training"),
    Move("appointed", "left", "Left the panel", by_self=True),
    Move("in_training", "ready", "Ready to interview"),
    Move("in_training", "resting", "Taking a rest", by_self=True),
    Move("in_training", "left", "Left the panel", by_self=True),
    Move("ready", "resting", "Taking a rest", by_self=True),
    Move("ready", "left", "Left the panel", by_self=True),
    Move("resting", "in_training", "Back in training"),
    Move("resting", "ready", "Back and ready", by_self=True),
    Move("resting", "left", "Left the panel", by_self=True),
)


def moves_from(state: str) -> tuple[Move, ...]:
    return tuple(move for move in MOVES if move.before == state)


def find_move(before: str, after: str) -> Move | None:
    """The step from one state to another, or nothing where there is none."""
    return next((move for move in moves_from(before) if move.after == after), None)
