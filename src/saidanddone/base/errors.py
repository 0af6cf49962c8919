"""Errors that a person may meet.

SaidAndDoneError
├── Refused          a rule was not kept; `sentence` says what to do next
│   └── EditedMeanwhile  someone else saved first; `current` is what they saved
└── NotYours         not there, or not theirs: one answer for both

No error holds anyone's words or name.
"""

from typing import Any


class SaidAndDoneError(Exception):
    """The root of every error this product raises on purpose."""


class Refused(SaidAndDoneError):
    """A rule was not kept. `sentence` is shown to the person as it stands.

    `about` names arguments of the command. A form shows the sentence beside the first of them that
    it has as a field.
    """

    def __init__(self, sentence: str, *about: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.about = about


class EditedMeanwhile(Refused):
    """Someone else saved this record after the person opened it; both texts are shown."""

    def __init__(self, current: Any) -> None:
        super().__init__(
            "Someone else changed this while you were writing. Nothing is lost: "
            "your text and theirs are both below. Keep what should stand, then save again."
        )
        self.current = current


class NotYours(SaidAndDoneError):
    """Absent, or not this person's to see. The two are never told apart."""
