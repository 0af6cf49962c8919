"""The moves that each kind of record allows, written down apart from the code.

They come from docs/safety/rules.md, the words of the field and docs/reference/states.md as they were
agreed. Nothing here reads a `states.py`: what is added to one, or taken out, is noticed because it differs.
A change that is meant is made in both.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class AllowedMove:
    """From one state to another, by `who`: their words, as the states page has them."""

    start: str
    end: str
    who: tuple[str, ...]
    asks_for_words: bool = False


@dataclass(frozen=True)
class AllowedMoves:
    """`starts` are the states in which a record may begin.

    `cast` names who of tests/people.py stands in each capacity, once the record came to its state by the
    first of them who may make each move.
    """

    starts: frozenset[str]
    moves: tuple[AllowedMove, ...]
    cast: Mapping[str, tuple[str, ...]]

    def move_between(self, start: str, end: str) -> AllowedMove | None:
        pairs = {(move.start, move.end): move for move in self.moves}
        return pairs.get((start, end))

    def may_move(self, start: str, end: str, name: str) -> bool:
        """Whether this person of the cast may move a record from one state to the other."""
        move = self.move_between(start, end)
        return move is not None and any(name in self.cast[capacity] for capacity in move.who)

    def way_to(self, start: str, end: str) -> list[AllowedMove]:
        """The moves of a shortest way from one state to another."""
        ways: dict[str, list[AllowedMove]] = {start: []}
        waiting = [start]
        while waiting:
            state = waiting.pop(0)
            for move in self.moves:
                if move.start == state and move.end not in ways:
                    ways[move.end] = [*ways[state], move]
                    waiting.append(move.end)
        return ways[end]


BY_CODE = "the person, with their code"
CLOCK = "the clock"

PANEL_KEEPER = ("whoever keeps the panel",)
KEEPER_OR_PEER = ("whoever keeps the panel", "the peer")
RECORDER = ("whoever may record occasions",)
CODER = ("whoever may code",)
LEAD = ("whoever manages the plan",)
OWNER_OR_LEAD = ("the owner", "whoever manages the plan")
SECOND_READER = ("whoever may approve, and neither drafted it nor changed it last",)
SIGNER = ("whoever may sign",)
SECOND_SIGNER = ("whoever may sign, and has not signed it",)

ALLOWED: Mapping[str, AllowedMoves] = {
    "a peer researcher": AllowedMoves(  # Amina, who is on the panel herself
        starts=frozenset({"applied", "appointed", "in_training", "ready"}),
        moves=(
            AllowedMove("applied", "appointed", PANEL_KEEPER),
            AllowedMove("applied", "left", KEEPER_OR_PEER),
            AllowedMove("appointed", "in_training", PANEL_KEEPER),
            AllowedMove("appointed", "left", KEEPER_OR_PEER),
            AllowedMove("in_training", "ready", PANEL_KEEPER),
            AllowedMove("in_training", "resting", KEEPER_OR_PEER),
            AllowedMove("in_training", "left", KEEPER_OR_PEER),
            AllowedMove("ready", "resting", KEEPER_OR_PEER),
            AllowedMove("ready", "left", KEEPER_OR_PEER),
            AllowedMove("resting", "in_training", PANEL_KEEPER),
            AllowedMove("resting", "ready", KEEPER_OR_PEER),
            AllowedMove("resting", "left", KEEPER_OR_PEER),
        ),
        cast={"whoever keeps the panel": ("bola", "amina"), "the peer": ("amina",)},
    ),
    "an occasion": AllowedMoves(
        starts=frozenset({"planned", "held", "written_up"}),
        moves=(
            AllowedMove("planned", "held", RECORDER),
            AllowedMove("planned", "cancelled", RECORDER),
            AllowedMove("held", "written_up", RECORDER),
            AllowedMove("written_up", "held", RECORDER),
            AllowedMove("written_up", "closed", RECORDER),
        ),
        cast={"whoever may record occasions": ("bola", "amina")},
    ),
    "someone whose words are held": AllowedMoves(
        starts=frozenset({"active"}),
        moves=(
            AllowedMove("active", "withdrawing", (BY_CODE,)),
            AllowedMove("withdrawing", "active", ("a peer or lead, with the person",)),
        ),
        cast={BY_CODE: (BY_CODE,), "a peer or lead, with the person": ("amina", "bola")},
    ),
    "a coding": AllowedMoves(
        starts=frozenset({"suggested", "accepted"}),
        moves=(
            AllowedMove("suggested", "accepted", CODER),
            AllowedMove("suggested", "rejected", CODER),
        ),
        cast={
            "whoever may code": ("chidi",)
        },  # Amina codes too, but reads her own transcripts only
    ),
    "a turn sent back": AllowedMoves(  # Amina captured the words
        starts=frozenset({"open"}),
        moves=(
            AllowedMove("open", "hidden", ("whoever captured the words",)),
            AllowedMove("open", "nothing", ("whoever captured the words",)),
        ),
        cast={"whoever captured the words": ("amina",)},
    ),
    "an action": AllowedMoves(  # Ed owns it
        starts=frozenset({"proposed"}),
        moves=(
            AllowedMove("proposed", "agreed", LEAD),
            AllowedMove("proposed", "not_possible", LEAD, asks_for_words=True),
            AllowedMove("agreed", "started", OWNER_OR_LEAD),
            AllowedMove("agreed", "done", OWNER_OR_LEAD, asks_for_words=True),
            AllowedMove("agreed", "not_possible", OWNER_OR_LEAD, asks_for_words=True),
            AllowedMove("agreed", "stopped", OWNER_OR_LEAD, asks_for_words=True),
            AllowedMove("started", "done", OWNER_OR_LEAD, asks_for_words=True),
            AllowedMove("started", "not_possible", OWNER_OR_LEAD, asks_for_words=True),
            AllowedMove("started", "stopped", OWNER_OR_LEAD, asks_for_words=True),
            AllowedMove("done", "started", OWNER_OR_LEAD, asks_for_words=True),
            AllowedMove("not_possible", "agreed", LEAD, asks_for_words=True),
            AllowedMove("stopped", "agreed", LEAD, asks_for_words=True),
        ),
        cast={"whoever manages the plan": ("dawn",), "the owner": ("ed",)},
    ),
    "an answer": AllowedMoves(  # Bola drafted it
        starts=frozenset({"drafted"}),
        moves=(
            AllowedMove("drafted", "approved", SECOND_READER),
            AllowedMove("approved", "drafted", ("whoever may draft",)),
            AllowedMove("approved", "published", ("the two who sign a release that carries it",)),
            AllowedMove("published", "reopened", ("the panel", CLOCK)),
        ),
        cast={
            "whoever may draft": ("bola", "dawn"),
            SECOND_READER[0]: ("dawn",),
            "the two who sign a release that carries it": ("dawn", "grace"),
            "the panel": ("amina",),
            CLOCK: (CLOCK,),
        },
    ),
    "a release": AllowedMoves(  # Dawn signs first
        starts=frozenset({"drafted"}),
        moves=(
            AllowedMove("drafted", "drafted", ("whoever may draft",)),
            AllowedMove("drafted", "signed_once", SIGNER),
            AllowedMove("signed_once", "signed", SECOND_SIGNER),
        ),
        cast={
            "whoever may draft": ("bola", "chidi", "dawn"),
            "whoever may sign": ("dawn", "grace"),
            SECOND_SIGNER[0]: ("grace",),
        },
    ),
}
