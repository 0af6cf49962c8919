"""What the bearer of a code replied since they opened the page. The page's forms carry it; nothing stores it.

What they replied on another day is never shown: whoever finds the card would read what matters to them
(decision 0037).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Self

QUESTIONS: Final = ("meant", "seen")
_REPLIES: Final = {"y": True, "n": False}
_NONE: Final = "-"
# Each answer that a radio button gives.
PICKABLE: Final = tuple(f"{question}_{reply}" for question in QUESTIONS for reply in _REPLIES)


@dataclass(frozen=True)
class RepliesOfAVisit:
    """By answer, a letter for each of `QUESTIONS`: y, n, or - for none."""

    frozen_as: str  # tells the answers of one release from those of the next
    by_answer: Mapping[str, str]  # in the order of the page

    @classmethod
    def none_yet(cls, frozen_as: str, answer_refs: tuple[str, ...]) -> Self:
        return cls(frozen_as, dict.fromkeys(answer_refs, _NONE * len(QUESTIONS)))

    @property
    def carried(self) -> str:
        """As the page's forms carry it: of one length, whatever was replied."""
        return f"{self.frozen_as}.{''.join(self.by_answer.values())}"

    def read(self, carried: str) -> Self:
        """What a form carried; these where it is of other answers, or nothing that a page of ours sent."""
        frozen_as, _, letters = carried.partition(".")
        is_ours = frozen_as == self.frozen_as and len(letters) == len(
            "".join(self.by_answer.values())
        )
        if not is_ours or not set(letters) <= {_NONE, *_REPLIES}:
            return self
        step = len(QUESTIONS)
        cut = [letters[at : at + step] for at in range(0, len(letters), step)]
        return type(self)(self.frozen_as, dict(zip(self.by_answer, cut, strict=True)))

    def with_reply(self, answer_ref: str, verdict: str) -> Self:
        """These and one more: "meant_yes", "seen_no"."""
        question, _, reply = verdict.partition("_")
        letters = list(self.by_answer.get(answer_ref, ""))
        if not letters:
            return self
        letters[QUESTIONS.index(question)] = reply[0]
        return type(self)(self.frozen_as, {**self.by_answer, answer_ref: "".join(letters)})

    def picked(self) -> Iterator[tuple[str, str]]:
        """The radio buttons that are chosen: the answer, and one of `PICKABLE`."""
        for answer_ref, letters in self.by_answer.items():
            for question, letter in zip(QUESTIONS, letters, strict=True):
                if letter in _REPLIES:
                    yield answer_ref, f"{question}_{letter}"
