"""Whether an answer says anything, and what it lacks. Pure.

Each of the six things an answer may say needs its parts (`missing_parts`). And no part may be vague
(`is_vague`): after the phrases that bind nobody are taken away, something that a person could
check must be left: an action, a date, a place, a number, the name of who.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from saidanddone.answers.inputs import AnswerInput
from saidanddone.answers.vague_words import (
    DOING,
    FIGURE,
    HOLLOW_PHRASES,
    HOLLOW_WORDS,
    NAMED_BODIES,
    NO_NAME,
)

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
# What someone else replied is told as they said it, vague or not.
_ANOTHERS_WORDS: Final = frozenset({"their_reply"})
# Typed though not needed, these too must say something.
_WHERE_TYPED: Final[Mapping[str, str]] = {"we_did": DID, "next_step": NEXT, "what_changed": CHANGED}


def missing_parts(details: AnswerInput) -> dict[str, str]:
    """Each part that is missing or vague, with the sentence that says what to write."""
    lacks = {} if details.we_heard.strip() else {"we_heard": HEARD}
    needs = NEEDS[details.says]
    for part, sentence in {**_WHERE_TYPED, **needs}.items():
        value = getattr(details, part)
        is_typed = bool(value.strip()) if isinstance(value, str) else value is not None
        if (part in needs and not is_typed) or (is_typed and _is_vague(part, value)):
            lacks[part] = sentence
    return lacks


def _is_vague(part: str, value: str | date) -> bool:
    if not isinstance(value, str) or part in _ANOTHERS_WORDS:
        return False
    return names_nobody(value) if part in _NAMES else is_vague(value)


def is_vague(text: str) -> bool:
    """Whether nothing in this text could be checked by the person it is told to."""
    return not any(_is_concrete(clause) for clause in _clauses(text))


def names_nobody(text: str) -> bool:
    """Whether this names no one who could be asked: "partners", "the relevant bodies", "TBC"."""
    words = _words(text.lower())
    if NAMED_BODIES.intersection(words):
        return False
    return all(word in HOLLOW_WORDS or word in NO_NAME for word in words)


def _clauses(text: str) -> list[str]:
    """Sentences, and the parts of a sentence that make their own claim."""
    parts = re.split(r"[.!?;:\n]+(?=\s|$)|,\s+(?:and|but|so)\s+|\s+(?:but|because)\s+", text)
    return [part.strip() for part in parts if part and part.strip()]


def _is_concrete(clause: str) -> bool:
    plain = clause.lower().replace("\u2019", "'")
    rest = HOLLOW_PHRASES.sub(" ", plain)
    was_vague = rest != plain
    if FIGURE.search(rest):
        return True
    words = _words(rest)
    if was_vague:
        # What follows an empty promise is its topic, unless someone does something to it.
        return _does_something(words)
    return any(word not in HOLLOW_WORDS for word in words)


def _does_something(words: list[str]) -> bool:
    """Whether a plain act is left, with something that it is done to."""
    acts = [place for place, word in enumerate(words) if word in DOING]
    others = [word for word in words if word not in DOING and word not in HOLLOW_WORDS]
    return bool(acts) and bool(others)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9£][a-z0-9'£-]*", text)
