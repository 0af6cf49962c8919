"""Rules of the consent ledger: the last act on each use, and what a code may change.

Pure. A line of the ledger is never changed; the last line about a use counts. By code a person may
only narrow what they agreed to; widening needs a conversation.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

WORDING: Final = "2026-11"
"""The version of the words below; every line of the ledger names the version that was shown."""

QUESTIONS: Final[Mapping[str, str]] = {
    "use_in_themes": "May we use what you said, with what others said, to find what matters most?",
    "quote_without_name_in_papers": "May we quote you, without your name, in papers for meetings?",
    "quote_without_name_in_public": (
        "May we quote you, without your name, where anyone can read it?"
    ),
    "recontact": "May we contact you again?",
    "keep_after_programme": "May we keep your words after this programme ends?",
}

SHORTLY: Final[Mapping[str, str]] = {
    "use_in_themes": "Themes",
    "quote_without_name_in_papers": "Quotes in papers",
    "quote_without_name_in_public": "Quotes in public",
    "recontact": "Contact",
    "keep_after_programme": "Keep after",
}

LIMITS: Final = (
    "If a child is being hurt, someone may die, or the law makes us report, I may have to act. "
    "I will tell you first if I can."
)

ALL_REST: Final = (
    "Everyone's quotes come off our pages at once and rest until the next release, so that nobody can "
    "tell which were yours. Someone who watches our pages could tell that a person stopped, not who."
)
"""What is said before someone stops being quoted or takes their words back."""

QUOTES: Final = ("quote_without_name_in_papers", "quote_without_name_in_public")
CONTACT: Final = ("recontact",)
NEEDED_TO_QUOTE: Final = (*QUOTES, "use_in_themes")

GIVEN: Final = "given"
REFUSED: Final = "refused"
WITHDRAWN: Final = "withdrawn"
NOT_ASKED: Final = "not_asked"
ACTS: Final = (GIVEN, REFUSED, WITHDRAWN)


@dataclass(frozen=True)
class Line:
    """One line of the ledger, in the order it was written."""

    use: str
    act: str
    by_code: bool = False


def latest_acts(lines: Iterable[Line]) -> dict[str, str]:
    """The last act on each use: given, refused, withdrawn, or not asked.

    A line by code that would widen is ignored, wherever it came from.
    """
    acts = dict.fromkeys(QUESTIONS, NOT_ASKED)
    for line in lines:
        if not (line.by_code and line.act == GIVEN):
            acts[line.use] = line.act
    return acts


def agreed(lines: Iterable[Line]) -> frozenset[str]:
    """The uses that are given now."""
    return frozenset(use for use, act in latest_acts(lines).items() if act == GIVEN)


def lines_that_withdraw(lines: Iterable[Line], uses: Iterable[str]) -> tuple[Line, ...]:
    """The lines that withdraw these uses by code: only those now given."""
    given_uses = agreed(lines)
    return tuple(Line(use, WITHDRAWN, by_code=True) for use in uses if use in given_uses)


def unanswered(answers: Mapping[str, bool]) -> tuple[str, ...]:
    """The uses that were not asked about: none may be taken as read."""
    return tuple(use for use in QUESTIONS if use not in answers)


def first_act(is_agreed: bool) -> str:
    return GIVEN if is_agreed else REFUSED
