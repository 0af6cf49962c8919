"""Checks that an answer commits to something. Pure.

Each of the six things an answer may say needs its parts (`missing_parts`), and no part may be vague
(`is_vague`). A text is vague if, without the phrases that commit to nothing, nothing is left that a
person could check: an action, a date, a place, a number or a name.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from saidanddone.answers.inputs import AnswerInput
from saidanddone.answers.vague_words import (
    CONCRETE_ACTS,
    FIGURE,
    NAMED_BODIES,
    NO_NAME,
    VAGUE_PHRASES,
    VAGUE_WORDS,
)
from saidanddone.base.folding import fold

DID: Final = (
    "Say what was done, so that someone could go and see: what, where and when. "
    "For example: “The lights on the stairs were mended on 14 June.”"
)
SO_FAR: Final = (
    "Say what has been done so far. For example: “Two of the six lights are mended.” "
    "If nothing has been done yet, choose “planned”."
)
NEXT: Final = (
    "Say what happens next: who will do what. For example: “We will fit the last four lights.”"
)
NEXT_ON: Final = "Give the date by which people will see the next step."
BY_WHOM: Final = "Name who will decide: a body or a post, for example “the council's cabinet”."
BY_WHEN: Final = "Give the date by which it will be decided."
WHO_CAN: Final = "Name who can decide this, for example “the Ministry of Justice”."
ASKED: Final = "Say what you asked them, and when. For example: “We wrote on 3 May to ask for …”"
REPLY: Final = "Say what they replied, or write that you are waiting for a reply."
BECAUSE: Final = (
    "Give the reason, so that someone could argue with it. "
    "For example: “because the money ends in March”."
)
HEARD: Final = "Say what you heard, in words that the people who said it would know."
CHANGED: Final = "Say what people can see that is different, or leave this empty."


NEEDS: Final[Mapping[str, Mapping[str, str]]] = {
    "done": {"we_did": DID},
    "under_way": {"we_did": SO_FAR, "next_step": NEXT, "next_on": NEXT_ON},
    "planned": {"next_step": NEXT, "next_on": NEXT_ON},
    "to_decide": {"decided_by_whom": BY_WHOM, "decided_by_when": BY_WHEN},
    "not_ours": {"who_can": WHO_CAN, "what_we_asked": ASKED, "their_reply": REPLY},
    "no_because": {"because": BECAUSE},
}
"""What each of the six needs, and the sentence that asks for it."""

_NAMES: Final = frozenset({"decided_by_whom", "who_can"})
# Someone else's reply is shown as they wrote it, vague or not.
_ANOTHERS_WORDS: Final = frozenset({"their_reply"})
# These are not needed, but where they are typed they must not be vague.
_WHERE_TYPED: Final[Mapping[str, str]] = {"we_did": DID, "next_step": NEXT, "what_changed": CHANGED}


def missing_parts(details: AnswerInput) -> dict[str, str]:
    """Each part that is missing or vague, with the sentence that says what to write."""
    missing = {} if details.we_heard.strip() else {"we_heard": HEARD}
    needs = NEEDS[details.says]
    for part, sentence in {**_WHERE_TYPED, **needs}.items():
        value = getattr(details, part)
        is_typed = bool(value.strip()) if isinstance(value, str) else value is not None
        if (part in needs and not is_typed) or (is_typed and _is_vague(part, value)):
            missing[part] = sentence
    return missing


def _is_vague(part: str, value: str | date) -> bool:
    if not isinstance(value, str) or part in _ANOTHERS_WORDS:
        return False
    return names_nobody(value) if part in _NAMES else is_vague(value)


def is_vague(text: str) -> bool:
    """Whether the reader of this text could check nothing in it."""
    return not any(_is_concrete(clause) for clause in _clauses(text))


def names_nobody(text: str) -> bool:
    """Whether this names no one who could be asked: "partners", "the relevant bodies", "TBC"."""
    words = _words(fold(text).text)
    if NAMED_BODIES.intersection(words):
        return False
    return all(word in VAGUE_WORDS or word in NO_NAME for word in words)


def _clauses(text: str) -> list[str]:
    """Sentences, and the parts of a sentence that make their own claim."""
    parts = re.split(r"[.!?;:\n]+(?=\s|$)|,\s+(?:and|but|so)\s+|\s+(?:but|because)\s+", text)
    return [part.strip() for part in parts if part and part.strip()]


def _is_concrete(clause: str) -> bool:
    plain = fold(clause).text
    rest = VAGUE_PHRASES.sub(" ", plain)
    was_vague = rest != plain
    if FIGURE.search(rest):
        return True
    words = _words(rest)
    if was_vague:
        # What follows a vague phrase is only its topic, unless there is an act with an object.
        return _has_act_with_object(words)
    return any(word not in VAGUE_WORDS for word in words)


def _has_act_with_object(words: list[str]) -> bool:
    """Whether a concrete act is left, with an object."""
    acts = [place for place, word in enumerate(words) if word in CONCRETE_ACTS]
    others = [word for word in words if word not in CONCRETE_ACTS and word not in VAGUE_WORDS]
    return bool(acts) and bool(others)


def _words(text: str) -> list[str]:
    return re.findall(r"(?:[^\W_]|£)[\w'£-]*", text)
