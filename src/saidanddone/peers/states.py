"""The lifecycle of a peer researcher on the panel. A peer may always rest, come back or leave (R15)."""

from typing import Final

from saidanddone.base.lifecycle import Capacity, Lifecycle, Move, State

APPLIED: Final = "applied"
LEFT: Final = "left"

KEEPER = Capacity("whoever keeps the panel", "peers.keep_panel")
SELF = Capacity("the peer", "peers.see_panel_space", relation="self")
_BOTH = (KEEPER, SELF)

PEER_LIFECYCLE = Lifecycle(
    record="a peer researcher",
    about="A peer may always rest, come back from a rest or leave, by their own word alone.",
    states=(
        State(APPLIED, "applied", is_start=True),
        State("appointed", "appointed", is_start=True),
        State("in_training", "in training", is_start=True),
        State("ready", "ready", is_start=True),
        State("resting", "resting"),
        State(LEFT, "left", is_end=True),
    ),
    moves=(
        Move(APPLIED, "appointed", (KEEPER,), "Appoint"),
        Move(APPLIED, LEFT, _BOTH, "Did not go ahead"),
        Move("appointed", "in_training", (KEEPER,), "Start training"),
        Move("appointed", LEFT, _BOTH, "Left the panel"),
        Move("in_training", "ready", (KEEPER,), "Ready to interview"),
        Move("in_training", "resting", _BOTH, "Taking a rest"),
        Move("in_training", LEFT, _BOTH, "Left the panel"),
        Move("ready", "resting", _BOTH, "Taking a rest"),
        Move("ready", LEFT, _BOTH, "Left the panel"),
        Move("resting", "in_training", (KEEPER,), "Back in training"),
        Move("resting", "ready", _BOTH, "Back and ready"),
        Move("resting", LEFT, _BOTH, "Left the panel"),
    ),
    refusal="They have moved on since you opened this page. Open it again to see where.",
)
