"""The lifecycles of an occasion, and of someone whose words are held."""

from typing import Final

from saidanddone.base.lifecycle import Capacity, Lifecycle, Move, State

PLANNED: Final = "planned"
HELD: Final = "held"
WRITTEN_UP: Final = "written_up"
CLOSED: Final = "closed"
CANCELLED: Final = "cancelled"

ACTIVE: Final = "active"
WITHDRAWING: Final = "withdrawing"

OPEN_TO_WORDS: Final = frozenset({HELD, WRITTEN_UP})
"""States in which words may be added."""
WORDS_COMPLETE: Final = frozenset({WRITTEN_UP, CLOSED})
"""States in which everything said is written up."""
TOOK_PLACE: Final = frozenset({HELD, WRITTEN_UP, CLOSED})

_RECORDER = (Capacity("whoever may record occasions", "listening.record_engagement"),)

ENGAGEMENT_LIFECYCLE = Lifecycle(
    record="an occasion",
    about="*Planned* if its date is to come when it is recorded, else *held*. Words can be added "
    "while it is *held* or *written up*.",
    states=(
        State(PLANNED, "planned", is_start=True),
        State(HELD, "held", is_start=True),
        State(WRITTEN_UP, "written up", is_start=True),
        State(CLOSED, "closed", is_end=True),
        State(CANCELLED, "cancelled", is_end=True),
    ),
    moves=(
        Move(PLANNED, HELD, _RECORDER, "It took place"),
        Move(PLANNED, CANCELLED, _RECORDER, "It was cancelled"),
        Move(HELD, WRITTEN_UP, _RECORDER, "Everything said is written up"),
        Move(WRITTEN_UP, HELD, _RECORDER, "There is more to write up"),
        Move(WRITTEN_UP, CLOSED, _RECORDER, "Close this occasion"),
    ),
    refusal="This occasion has moved on since you opened it. Open it again to see where.",
)

BY_CODE = Capacity("the person, with their code")
_WITH_THEM = Capacity("a peer or lead, with the person", "listening.withdraw")

CONTRIBUTOR_LIFECYCLE = Lifecycle(
    record="someone whose words are held",
    about="Seven days after they asked by code to take everything back, the clock erases them and "
    "what they said. With a peer or lead that can also be done at once. Nothing of them is left to "
    "have a state.",
    states=(
        State(
            ACTIVE,
            "active",
            is_start=True,
            refusal="This person has not asked to withdraw, so there is nothing to undo.",
        ),
        State(WITHDRAWING, "withdrawing"),
    ),
    moves=(
        Move(ACTIVE, WITHDRAWING, (BY_CODE,), how="They ask to take everything back."),
        Move(WITHDRAWING, ACTIVE, (_WITH_THEM,), how="They think again, within the seven days."),
    ),
    refusal="This person is taking back what they said.",
)
