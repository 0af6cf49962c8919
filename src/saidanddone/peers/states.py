"""The lifecycle of a peer researcher on the panel. A peer may always rest, come back or leave (R15)."""

from typing import Final

from saidanddone.base.lifecycle import Capacity, Lifecycle, Move, State

APPLIED: Final = "applied"
APPOINTED: Final = "appointed"
IN_TRAINING: Final = "in_training"
READY: Final = "ready"
RESTING: Final = "resting"
LEFT: Final = "left"

KEEPER = Capacity("whoever keeps the panel", "peers.keep_panel")
SELF = Capacity("the peer", "peers.see_panel_space", relation="self")
_BOTH = (KEEPER, SELF)

PEER_LIFECYCLE = Lifecycle(
    record="a peer researcher",
    about="A peer may always rest, come back from a rest or leave, by their own word alone.",
    states=(
        State(APPLIED, "applied", is_start=True),
        State(APPOINTED, "appointed", is_start=True),
        State(IN_TRAINING, "in training", is_start=True),
        State(READY, "ready", is_start=True),
        State(RESTING, "resting"),
        State(LEFT, "left", is_end=True),
    ),
    moves=(
        Move(APPLIED, APPOINTED, (KEEPER,), "Appoint"),
        Move(APPLIED, LEFT, _BOTH, "Did not go ahead"),
        Move(APPOINTED, IN_TRAINING, (KEEPER,), "Start training"),
        Move(APPOINTED, LEFT, _BOTH, "Left the panel"),
        Move(IN_TRAINING, READY, (KEEPER,), "Ready to interview"),
        Move(IN_TRAINING, RESTING, _BOTH, "Taking a rest"),
        Move(IN_TRAINING, LEFT, _BOTH, "Left the panel"),
        Move(READY, RESTING, _BOTH, "Taking a rest"),
        Move(READY, LEFT, _BOTH, "Left the panel"),
        Move(RESTING, IN_TRAINING, (KEEPER,), "Back in training"),
        Move(RESTING, READY, _BOTH, "Back and ready"),
        Move(RESTING, LEFT, _BOTH, "Left the panel"),
    ),
    refusal="They have moved on since you opened this page. Open it again to see where.",
)
