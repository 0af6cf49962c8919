"""The life of an occasion: its allowed moves, and what each is called on its button."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Move:
    before: str
    after: str
    said_as: str


MOVES = (
    Move("planned", "held", "It took place"),
    Move("planned", "cancelled", "It was cancelled"),
    Move("held", "written_up", "Everything said is written up"),
    Move("written_up", "held", "There is more to write up"),
    Move("written_up", "closed", "Close this occasion"),
)

# Words may be added only while there is an occasion to add them to.
OPEN_TO_WORDS = frozenset({"held", "written_up"})
WRITTEN_UP = frozenset({"written_up", "closed"})
TOOK_PLACE = frozenset({"held", "written_up", "closed"})


def moves_from(state: str) -> tuple[Move, ...]:
    return tuple(move for move in MOVES if move.before == state)


def may_move(before: str, after: str) -> bool:
    return any(move.after == after for move in moves_from(before))
