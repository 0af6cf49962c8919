"""The lifecycle of a turn that was sent back, because someone could be known from it."""

from typing import Final

from saidanddone.base.lifecycle import Capacity, Lifecycle, Move, State

OPEN: Final = "open"
HIDDEN: Final = "hidden"
NOTHING: Final = "nothing"

CORRECTOR = Capacity("whoever captured the words", "evidence.confirm", relation="captured")

SENT_BACK_LIFECYCLE = Lifecycle(
    record="a turn sent back",
    about="Whoever reads a turn from which someone could be known sends it back. While it is *open*, nobody "
    "reads, marks, quotes or releases it. Whoever captured the words settles it.",
    states=(
        State(OPEN, "being checked", is_start=True),
        State(HIDDEN, "words were hidden", is_end=True),
        State(NOTHING, "nobody can be known from it", is_end=True),
    ),
    moves=(
        Move(OPEN, HIDDEN, (CORRECTOR,), "Hide these words and put it back"),
        Move(OPEN, NOTHING, (CORRECTOR,), "Nobody can be known from it: put it back"),
    ),
    refusal="This turn was put back already. Open the transcript again to see how it reads.",
)
