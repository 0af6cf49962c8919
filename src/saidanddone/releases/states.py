"""The lifecycle of a release. After the first of two signatures nothing in it changes."""

from typing import Final

from saidanddone.base.lifecycle import Capacity, Lifecycle, Move, State

DRAFTED: Final = "drafted"
SIGNED_ONCE: Final = "signed_once"
SIGNED: Final = "signed"

WRITER = Capacity("whoever may draft", "publishing.draft")
SIGNER = Capacity("whoever may sign", "publishing.sign")
SECOND_PERSON = Capacity(
    "whoever may sign, and has not signed it", "publishing.sign", relation="second person"
)
AFTER_SIGNATURE: Final = {DRAFTED: SIGNED_ONCE, SIGNED_ONCE: SIGNED}
ALREADY_SIGNED: Final = "You have signed this release. Now someone else must."

RELEASE_LIFECYCLE = Lifecycle(
    record="a release",
    about="Only the newest is signed, and only where it and every earlier one together tell no number "
    "from 1 to 7 that the earlier ones do not. After the first signature nothing in it changes, but that "
    "its quotes rest when somebody stops. The public pages show the last one that is *signed*.",
    states=(
        State(
            DRAFTED,
            "drafted",
            is_start=True,
            refusal="This release has been signed, so it does not change. Draft a new one instead.",
        ),
        State(SIGNED_ONCE, "signed once"),
        State(SIGNED, "signed", is_end=True),
    ),
    moves=(
        Move(DRAFTED, DRAFTED, (WRITER,), how="It is drawn up again, or its quotes are chosen."),
        Move(DRAFTED, SIGNED_ONCE, (SIGNER,)),
        Move(SIGNED_ONCE, SIGNED, (SECOND_PERSON,), refusal=ALREADY_SIGNED),
    ),
    refusal="This release is signed by two people. It is out, and does not change.",
)
