"""The lifecycle of a coding. Only an accepted coding counts, and no machine accepts one (R10)."""

from typing import Final

from saidanddone.base.lifecycle import Capacity, Lifecycle, Move, State

SUGGESTED: Final = "suggested"
ACCEPTED: Final = "accepted"
REJECTED: Final = "rejected"

STANDING: Final = (ACCEPTED,)
"""States in which a coding counts and a passage stands under its code."""

_CODER = (Capacity("whoever may code", "evidence.code"),)

CODING_LIFECYCLE = Lifecycle(
    record="a coding",
    about="Only an accepted coding counts. What a keyword found starts as *suggested*. What a person "
    "marks starts as *accepted*, and is taken off by removing it. A coding cannot be *moderated*: "
    "coders here work on one shared reading and put right what they see. So nothing records who "
    "disagreed with whom.",
    states=(
        State(SUGGESTED, "suggested", is_start=True),
        State(ACCEPTED, "accepted", is_start=True, is_end=True),
        State(REJECTED, "rejected", is_end=True),
    ),
    moves=(
        Move(SUGGESTED, ACCEPTED, _CODER, "Accept"),
        Move(SUGGESTED, REJECTED, _CODER, "Reject"),
    ),
    refusal="This was settled already. Open the transcript again to see where it stands.",
)
