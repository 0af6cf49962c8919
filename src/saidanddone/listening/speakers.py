"""Who speaks in captured words: the labels met, whom each is taken to be, and changing that. Pure.

Nothing that was guessed is final: docs/decisions/0031-nothing-guessed-is-final.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Final

from saidanddone.listening.labels import key_of, keys_of, name_in
from saidanddone.listening.passages import (
    GOES_ON,
    INTERVIEWER,
    LEFT_OUT,
    UNDECIDED,
    Passage,
)

ASKS: Final = "asks"
ANSWERS: Final = "answers"
WORDS: Final = "words"
OUT: Final = "left_out"
ROLES: Final = (ASKS, ANSWERS, WORDS, OUT)

# What is asked about besides labels. No label has these keys: theirs hold no brackets at both ends.
BEFORE: Final = "<before>"
MARGINS: Final = "<margins>"
LONGEST_SAMPLE = 90  # characters
MOST_SAMPLES = 3


@dataclass(frozen=True)
class SpeakerMet:
    """A label that stands in captured words: how often, what comes first behind it, who it is taken to be.

    `role` is empty until someone has said who it is. `key` tells it from the others.
    """

    key: str
    name: str
    times: int
    samples: tuple[str, ...]
    role: str


def speakers_met(passages: Sequence[Passage]) -> list[SpeakerMet]:
    """Every label in the order of the document, then the lines at the edges of pages.

    Empty where nothing was guessed: all words are then one person's, a table's or the room's.
    """
    by_key: dict[str, list[Passage]] = {}
    for key, passage in zip(_keys(passages), passages, strict=True):
        if key:
            by_key.setdefault(key, []).append(passage)
    return [_met(key, by_key[key]) for key in sorted(by_key, key=MARGINS.__eq__)]


def _keys(passages: Sequence[Passage]) -> list[str]:
    """What decides who speaks each passage; empty for one that nobody is asked about."""
    of_labels = iter(keys_of(name_in(passage.label) for passage in passages if passage.label))
    keys, is_before = [], any(passage.label for passage in passages)
    for passage in passages:
        is_before &= not passage.label
        if passage.is_margin:
            keys.append(MARGINS)
        elif passage.label:
            keys.append(next(of_labels))
        else:
            keys.append(BEFORE if is_before else "")
    return keys


def _met(key: str, passages: Sequence[Passage]) -> SpeakerMet:
    texts = dict.fromkeys(" ".join(passage.text.split()) for passage in passages)
    samples = [shorten(text, LONGEST_SAMPLE, placeholder=" …") for text in texts if text]
    roles = {GOES_ON: WORDS, LEFT_OUT: OUT, UNDECIDED: "", INTERVIEWER: ASKS}
    return SpeakerMet(
        key=key,
        name=_names_in(passages),
        times=len(passages),
        samples=tuple(samples[:MOST_SAMPLES]),
        role=roles.get(passages[0].speaker, ANSWERS),
    )


def _names_in(passages: Sequence[Passage]) -> str:
    """How a voice is written: "Robin", or "Q1, Q2, Q3 …" where its labels are numbered."""
    labels = dict.fromkeys(passage.label for passage in passages)
    by_key: dict[str, str] = {}
    for name in map(name_in, labels):
        by_key.setdefault(key_of(name), name)
    names = [*by_key.values()]
    return ", ".join(names[:MOST_SAMPLES]) + " …" * (len(names) > MOST_SAMPLES)


def assigned(
    passages: Sequence[Passage], roles: Mapping[str, str], *, is_one_person: bool
) -> list[Passage]:
    """The passages with each label given to who it is. `roles` maps keys to one of `ROLES`.

    All who answer are one person where `is_one_person`; otherwise each label is a person of its own.
    A label that is not in `roles` stays as it is.
    """
    keys = _keys(passages)
    answering = [key for key in dict.fromkeys(keys) if roles.get(key) == ANSWERS]
    speakers = {key: 1 if is_one_person else at for at, key in enumerate(answering, start=1)}
    for key, role in roles.items():
        if role != ANSWERS:
            speakers[key] = {ASKS: INTERVIEWER, WORDS: GOES_ON, OUT: LEFT_OUT}[role]
    return [
        replace(passage, speaker=speakers.get(key, passage.speaker))
        for key, passage in zip(keys, passages, strict=True)
    ]


def undecided_where_several_answer(passages: Sequence[Passage]) -> list[Passage]:
    """One person's words, with every label of those who answer undecided where there are several.

    Whoever else was there did not agree to anything by this person's word.
    """
    answering = {
        key
        for key, passage in zip(_keys(passages), passages, strict=True)
        if passage.speaker > 0 and passage.label
    }
    if len(answering) < 2:
        return [replace(passage, speaker=min(passage.speaker, 1)) for passage in passages]
    return [
        replace(passage, speaker=UNDECIDED) if passage.label and passage.speaker > 0 else passage
        for passage in passages
    ]


def is_undecided(passages: Iterable[Passage]) -> bool:
    return any(passage.speaker == UNDECIDED for passage in passages)


def are_to_be_checked(passages: Iterable[Passage]) -> bool:
    """Whether something in these words was left open, or taken for what somebody said or for a margin."""
    return any(
        passage.is_margin or (passage.label and passage.speaker in (UNDECIDED, GOES_ON))
        for passage in passages
    )
