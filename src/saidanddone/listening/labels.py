"""Labels: what stands at the start of a line to say who speaks. Pure; nothing is decided here.

A transcript names its speakers in many ways: "Moderator:", "**Robin:**", "[00:01] Robin:", "Robin  0:01",
"<v Robin>", or a name alone on a line, as a table of two columns comes out. Only a person can say which of
these names someone, and who that is.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

LONGEST_NAME = 60  # characters
MOST_WORDS = 5
OFTEN = 3  # times that an unknown name stands alone on a line before it is taken for a label

Guess = Literal["asks", "answers", ""]

_TIME = r"[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?[\])]?"
_MARKS = r"[*_]{0,3}"
_RAISED = r"(?P<raised>\((?:unprompted|not\ asked)\))"
# Possessive (`*+`), and no name ends in a space: else the time grows with the cube of a row of spaces.
_BEFORE_A_COLON = re.compile(
    rf"""\s*+(?:{_TIME}\s*+[-\u2013]?\s*+)?{_MARKS}
    (?P<name>[^\W_](?:[^:\uff1a\n*]{{0,{LONGEST_NAME - 2}}}?[^\s:\uff1a\n*])??|\[\w{{0,20}}\d\w{{0,20}}\])
    \s*+(?:{_RAISED}\s*+)?{_MARKS}\s*+[:\uff1a]{_MARKS}(?![/\d])[^\S\n]*""",
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE_A_TIME = re.compile(
    rf"\s*(?P<name>[^\W\d_][^:\uff1a\n]{{0,{LONGEST_NAME - 1}}}?)\s+{_TIME}\s*"
)
_CUE = re.compile(r"\s*<v(?:\.[^\s>]*)?\s+(?P<name>[^>\n]{1,60})>")
_IN_BRACKETS = re.compile(r"\s*(?P<name>\[\w{0,20}\d\w{0,20}\])[^\S\n]*")
_ALONE = re.compile(rf"\s*{_MARKS}(?P<name>[^\W\d_][\w' \u2019.-]{{0,29}}?){_MARKS}\s*")
CUE_TIMES = re.compile(r"\s*(?:WEBVTT\b.*|\d{1,2}:\d\d.*-->.*)")
_NUMBERED = re.compile(r"(?P<word>.*?)[\s#]*(?P<number>\d{1,2})?", re.DOTALL)

_ASKS = frozenset(
    {"interviewer", "facilitator", "moderator", "researcher", "peer researcher", "question", "host"}
    | {"q", "i", "int"}
)
_ANSWERS = frozenset(
    {"person", "interviewee", "participant", "respondent", "speaker", "resident", "answer"}
    | {"a", "p", "r", "res"}
)
_SHORTEST_ALONE = 4  # letters: "A" and "I" on a line of their own are words


@dataclass(frozen=True)
class Label:
    """A name in front of words. `end` is where the words begin in the line."""

    name: str
    end: int
    is_raised: bool = False

    @property
    def key(self) -> str:
        return key_of(self.name)


def key_of(name: str) -> str:
    """The same for every way in which one document writes one name."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def guess_of(name: str) -> tuple[Guess, int]:
    """Whether this word usually asks or answers, and the number behind it; "" and 0 where unknown."""
    match = _NUMBERED.fullmatch(key_of(name))
    word = match["word"] if match else ""
    guess: Guess = "asks" if word in _ASKS else "answers" if word in _ANSWERS else ""
    return guess, int(match["number"] or 0) if match else 0


def is_phrase(name: str) -> bool:
    """Whether it is several words, none of which usually stands for a speaker."""
    words = key_of(name).split()
    return len(words) > 1 and not any(len(word) > 1 and guess_of(word)[0] for word in words)


def find_labels(lines: Sequence[str], most: int = 1_000_000) -> list[Label | None]:
    """What stands before the words of each line, or None; none is looked for once there are `most`.

    A name that is no usual word for a speaker is a label where it comes back, or where the document
    has other labels: "Price: ten pounds" in a talk without labels is what somebody said.
    """
    with_marks: list[Label | None] = []
    for line in lines:
        with_marks.append(_label_with_a_mark(line) if most else None)
        most -= with_marks[-1] is not None
    times = Counter(label.key for label in with_marks if label)
    if any(guess_of(key)[0] or number > 1 for key, number in times.items()):
        if not most:
            return with_marks
        return [label or _known_alone(line) for label, line in zip(with_marks, lines, strict=True)]
    return _labels_alone(lines)


def _label_with_a_mark(line: str) -> Label | None:
    """A name before a colon or a time of day, in a cue of subtitles or in brackets."""
    for shape in (_BEFORE_A_COLON, _CUE, _IN_BRACKETS):
        if (match := shape.match(line)) and _may_name_someone(match["name"]):
            return Label(match["name"], match.end(), bool(match.groupdict().get("raised")))
    match = _BEFORE_A_TIME.fullmatch(line)
    if match is None or not (match["name"][0].isupper() or guess_of(match["name"])[0]):
        return None  # "at 10:30" is part of a sentence
    return Label(match["name"], match.end()) if _may_name_someone(match["name"]) else None


def name_in(written: str) -> str:
    """The name in a label as it stands in a document, without the marks and times around it."""
    match = (
        _BEFORE_A_COLON.match(written)
        or _CUE.match(written)
        or _IN_BRACKETS.match(written)
        or _BEFORE_A_TIME.fullmatch(written)
        or _ALONE.fullmatch(written)
    )
    return match["name"].strip() if match else written.strip()


def _may_name_someone(name: str) -> bool:
    words = name.split()
    if len(words) > MOST_WORDS:
        return False
    # "and then she said: no" is a sentence.
    return bool(guess_of(name)[0]) or len(words) == 1 or not words[0][0].islower()


def _known_alone(line: str) -> Label | None:
    match = _ALONE.fullmatch(line)
    if match is None or len(match["name"]) < _SHORTEST_ALONE or not guess_of(match["name"])[0]:
        return None
    return Label(match["name"], len(line))


def _labels_alone(lines: Sequence[str]) -> list[Label | None]:
    """Names on lines of their own: usual words for speakers, or names that come again and again."""
    known = [_known_alone(line) for line in lines]
    if sum(label is not None for label in known) == 1:  # a heading, or what somebody said
        known = [None] * len(lines)
    names = [match["name"] if (match := _ALONE.fullmatch(line)) else "" for line in lines]
    times = Counter(
        key_of(name)
        for name, after in zip(names, [*lines[1:], ""], strict=True)
        if name[:1].isupper() and after.strip() and not guess_of(name)[0]
    )
    return [
        label or (Label(name, len(line)) if times[key_of(name)] >= OFTEN else None)
        for label, name, line in zip(known, names, lines, strict=True)
    ]
