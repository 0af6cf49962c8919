"""The life of an answer, as one table: which moves there are, and who may make them.

drafted -> approved -> published -> reopened. What was published is never rewritten: what came next
is told in the next answer, which has the next number.
"""

from dataclasses import dataclass
from typing import Final

DRAFTED: Final = "drafted"
APPROVED: Final = "approved"
PUBLISHED: Final = "published"
REOPENED: Final = "reopened"


@dataclass(frozen=True)
class Move:
    """`by` is the permission it takes."""

    start: str
    end: str
    by: str


MOVES = (
    Move(DRAFTED, APPROVED, "answers.approve"),  # by another person than the one who drafted it
    Move(APPROVED, DRAFTED, "answers.draft"),  # its words were changed
    Move(APPROVED, PUBLISHED, "publishing.sign"),  # a release that carries it is signed
    Move(PUBLISHED, REOPENED, "answers.reopen"),  # or, weekly, by what people said back
)

EDITABLE = frozenset({DRAFTED, APPROVED})
TOLD = frozenset({PUBLISHED, REOPENED})  # shown on the Updates page and in public


def may_move(start: str, end: str) -> bool:
    return any((move.start, move.end) == (start, end) for move in MOVES)
