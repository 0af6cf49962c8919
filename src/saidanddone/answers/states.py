"""The lifecycle of an answer. What was published is never rewritten."""

from typing import Final

from saidanddone.base.lifecycle import CLOCK, Capacity, Lifecycle, Move, State

DRAFTED: Final = "drafted"
APPROVED: Final = "approved"
PUBLISHED: Final = "published"
REOPENED: Final = "reopened"

EDITABLE: Final = frozenset({DRAFTED, APPROVED})
TOLD: Final = frozenset({PUBLISHED, REOPENED})
"""States in which an answer is shown on the Updates page and in public."""

WRITER = Capacity("whoever may draft", "answers.draft")
SECOND_PERSON = Capacity(
    "whoever may approve, and neither drafted it nor changed it last",
    "answers.approve",
    relation="second person",
)
SIGNERS = Capacity("the two who sign a release that carries it", "publishing.sign")
PANEL = Capacity("the panel", "answers.reopen")

ANSWER_LIFECYCLE = Lifecycle(
    record="an answer",
    about="What was published is never rewritten: what came next is told in the next answer to the "
    "same theme, with the next number. The clock reopens an answer once a week, if three people, or "
    "a third of those who replied if that is more, say *no, this is not what I meant* or *I cannot "
    "see it*.",
    states=(
        State(DRAFTED, "drafted", is_start=True, colour="grey"),
        State(
            APPROVED,
            "approved",
            colour="grey",
            refusal="Only a drafted answer can be approved. Open it again to see where it stands.",
        ),
        State(PUBLISHED, "published", colour="teal"),
        State(
            REOPENED,
            "reopened",
            is_end=True,
            colour="orange",
            refusal="Only a published answer can be reopened. Open it again to see where it stands.",
        ),
    ),
    moves=(
        Move(
            DRAFTED,
            APPROVED,
            (SECOND_PERSON,),
            refusal="You wrote this answer, so someone else must approve it.",
        ),
        Move(APPROVED, DRAFTED, (WRITER,), how="Its words are changed."),
        Move(APPROVED, PUBLISHED, (SIGNERS,), how="The release is signed."),
        Move(PUBLISHED, REOPENED, (PANEL, CLOCK)),
    ),
    refusal="This answer was published, and stands as it was told. Draft the next answer instead.",
)
