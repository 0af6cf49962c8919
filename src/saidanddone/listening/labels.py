"""Labels: what stands at the start of a line to say who speaks. Pure; nothing is decided here.

A transcript names its speakers in many ways: "Moderator:", "**Robin:**", "[00:01] Robin:", "Robin  0:01",
"<v Robin>", or a name alone on a line, as a table of two columns comes out. Only a person can say which of
these names someone, and who that is.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

LONGEST_NAME = 60  # characters
MOST_WORDS = 5
LONGEST_LETTER = 3  # characters of Q or A with its number
OFTEN = 3  # times that an unknown name stands alone on a line before it is taken for a label

Guess = Literal["asks", "answers", "someone", ""]

# A day stands before the time in what is saved from a chat; "PM" behind it where clocks have twelve hours.
_TIME = (
    r"[\[(]?(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s)?"
    r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?(?:\s?[AP]M)?[\])]?"
)
_MARKS = r"[*_]{0,3}"
_RAISED = r"(?P<raised>\((?:unprompted|not\ asked)\))"
# A name in brackets, a telephone number, "#1" and "???" stand for people too.
_OTHER_NAMES = (
    r"\[[^\[\]:\uff1a\n]{1,40}\]|\([^():\uff1a\n]{1,40}\)|[+][\d ()-]{6,20}\d|\#\d{1,2}|[?]{1,3}"
)
# What lists, quoted messages and numbered lines put before a name.
_BULLET = r"(?:(?:[>\u2022\u00b7-]|\d{1,4}[.)]?)[ \t]{1,8})?"
# Possessive (`*+`), and no name ends in a space: else the time grows with the cube of a row of spaces.
_BEFORE_A_COLON = re.compile(
    rf"""\s*+{_BULLET}(?:{_TIME}\s*+[-\u2013]?\s*+)?{_MARKS}
    (?P<name>[^\W_](?:[^:\uff1a\n*]{{0,{LONGEST_NAME - 2}}}?[^\s:\uff1a\n*])??|{_OTHER_NAMES})
    \s*+(?:{_RAISED}\s*+)?(?:[\[(]{_TIME}\s*+)?{_MARKS}\s*+[:\uff1a]{_MARKS}(?![/\d])[^\S\n]*+
    (?:\[{_TIME}[^\S\n]*)?""",
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE_A_TIME = re.compile(
    rf"\s*+(?P<name>[^\W\d_](?:[^:\uff1a\n]{{0,{LONGEST_NAME - 2}}}?[^\s:\uff1a])??)\s++{_TIME}\s*",
    re.IGNORECASE,
)
_BEFORE_A_TIME_AND_WORDS = re.compile(
    rf"\s*+(?P<name>[^\W\d_](?:[^:\uff1a\n\[\]]{{0,{LONGEST_NAME - 2}}}?[^\s:\uff1a\[\]])??)\s++\[{_TIME}[^\S\n]++(?=\S)",
    re.IGNORECASE,
)
_AFTER_A_TIME = re.compile(
    rf"\s*{_TIME}\s*[-\u2013]\s*(?P<name>[^\W\d_][^:\uff1a\n]{{0,{LONGEST_NAME - 1}}})",
    re.IGNORECASE,
)
_CUE = re.compile(r"\s*<v(?:\.[^\s>]*)?\s+(?P<name>[^>\n]{1,60})>")
_IN_ANGLES = re.compile(r"\s*<(?P<name>[^\W\d_][^<>/\n]{0,39})>[^\S\n]+(?=\S)")
_IN_BRACKETS = re.compile(r"\s*(?P<name>\[\w{0,20}\d\w{0,20}\])[^\S\n]*")
_KNOWN_IN_BRACKETS = re.compile(
    r"\s*(?P<name>\[[^\W\d_][^\[\]()\n]{1,39}\]|\([^\W\d_][^\[\]()\n]{1,39}\))[^\S\n]+(?=\S)"
)
_REMARK = r"(?:\ ?\([^()\n]{1,30}\))?"
_ALONE = re.compile(rf"\s*{_MARKS}(?P<name>[^\W\d_][\w' \u2019.-]{{0,29}}?{_REMARK}){_MARKS}\s*")
_BEFORE_A_MARK = re.compile(
    rf"\s*(?P<name>[^\W\d_](?:[\w #'\u2019.-]{{0,28}}?\w)??{_REMARK})"
    r"(?P<mark>\t\s*|[ ][-\u2013\u2014][ ]+|[.)][ ]+)(?=\S)"
)
TIME_ALONE = re.compile(rf"\s*{_TIME}(?:\s*[-\u2013]\s*{_TIME})?\s*", re.IGNORECASE)
CUE_TIMES = re.compile(r"\s*(?:WEBVTT\b.*|NOTE\b.*|\d{1,2}:\d{1,2}.*-->.*)")
_NUMBERED = re.compile(r"(?P<word>.*?)[\s#]*(?P<number>\d{1,2})?", re.DOTALL)
_NUMBERED_QUESTION = re.compile(r"(?P<word>q|question|a|answer|note)[ #.]*(?P<number>\d{1,3})")
_BEHIND_A_NAME = re.compile(r"(?<=\w) ?[(\[][^()\[\]]*[)\]]$")

_ASKS = frozenset(
    {"interviewer", "facilitator", "moderator", "researcher", "peer researcher", "question", "host"}
    | {"q", "i", "int"}
)
_ANSWERS = frozenset(
    {"person", "interviewee", "participant", "respondent", "resident", "answer"}
    | {"a", "p", "r", "res"}
)
# Words for a speaker that do not say on which side they are. A program that parts voices numbers whoever
# asks with the others.
_SOMEONE = frozenset(
    {"speaker", "unknown speaker", "unidentified speaker", "unknown", "voice", "note"}
)
_ZERO = (
    100  # stands for speaker 0, which is another person than speaker 1: no label has three digits
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


def keys_of(names: Iterable[str]) -> list[str]:
    """The key of each label of a document, in its order.

    "Q1" and "Q2" are one voice, and so are the notes of a document. "A1" and "A2" are one where each comes
    after the question of its number; else they are two people.
    """
    keys = [key_of(name) for name in names]
    numbered = [_NUMBERED_QUESTION.fullmatch(key) for key in keys]
    answers_follow, last = True, ""
    for match in filter(None, numbered):
        if match["word"] in {"q", "question"}:
            last = match["number"]
        elif match["word"] in {"a", "answer"}:
            answers_follow &= match["number"] == last
    return [
        match["word"] if match and (answers_follow or match["word"] not in {"a", "answer"}) else key
        for match, key in zip(numbered, keys, strict=True)
    ]


def guess_of(name: str) -> tuple[Guess, int]:
    """Whether this word usually asks or answers, and the number behind it; "" and 0 where unknown.

    "someone" is a word for a speaker who may do either. What stands behind a name in brackets is no
    part of it.
    """
    plain = _BEHIND_A_NAME.sub("", key_of(name).replace("_", " ")).strip("[]()<> ")
    match = _NUMBERED.fullmatch(plain)
    word = match["word"] if match else ""
    number = match["number"] if match else None
    guess: Guess = ""
    if word in _SOMEONE:
        guess = "someone"
    elif word in _ASKS or word in _ANSWERS:
        guess = "asks" if word in _ASKS else "answers"
    return guess, (int(number) or _ZERO) if number else 0


def is_note(name: str) -> bool:
    """Whether it stands before a footnote, which somebody wrote about the words."""
    match = _NUMBERED_QUESTION.fullmatch(key_of(name))
    return match is not None and match["word"] == "note"


def is_phrase(name: str) -> bool:
    """Whether it is several words that are no name: some in small letters, none of them for a speaker."""
    words = name.split()
    return (
        len(words) > 1
        and any(word[0].islower() for word in words)
        and not any(len(word) > 1 and guess_of(word)[0] for word in words)
    )


def find_labels(
    lines: Sequence[str], most: int = 1_000_000, times: Collection[int] = ()
) -> list[Label | None]:
    """What stands before the words of each line, or None; none is looked for once there are `most`.

    A name that is no usual word for a speaker is a label where it comes back, or where the document
    has other labels: "Price: ten pounds" in a talk without labels is what somebody said. `times` are the
    numbers of lines that hold a time alone: names may stand beside them.
    """
    with_marks: list[Label | None] = []
    for line in lines:
        with_marks.append(_label_with_a_mark(line) if most else None)
        most -= with_marks[-1] is not None
    often = Counter(label.key for label in with_marks if label)
    beside = _labels_beside(lines, times)
    if any(guess_of(key)[0] or number > 1 for key, number in often.items()):
        if not most or (beside and not any(beside)):
            return with_marks
        alone = beside or [None] * len(lines)
        return [
            label or name or _known_alone(line)
            for label, name, line in zip(with_marks, alone, lines, strict=True)
        ]
    return _labels_with_weak_marks(lines) or beside or _labels_alone(lines)


def _label_with_a_mark(line: str) -> Label | None:
    """A name before a colon or a time of day, in a cue of subtitles or in brackets."""
    for shape in (_BEFORE_A_COLON, _CUE, _IN_BRACKETS):
        if (match := shape.match(line)) and _may_name_someone(match["name"]):
            return Label(match["name"], match.end(), bool(match.groupdict().get("raised")))
    if (match := _KNOWN_IN_BRACKETS.match(line)) and guess_of(match["name"])[0]:
        return Label(match["name"], match.end())
    for shape in (_BEFORE_A_TIME_AND_WORDS, _IN_ANGLES):
        if (match := shape.match(line)) and _is_written_as_a_name(match["name"]):
            return Label(match["name"], match.end())
    if (match := _AFTER_A_TIME.fullmatch(line)) and _is_written_as_a_name(match["name"]):
        return Label(match["name"].strip(), match.end())
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
        or _KNOWN_IN_BRACKETS.match(f"{written}.")
        or _BEFORE_A_TIME_AND_WORDS.match(f"{written}.")
        or _IN_ANGLES.match(f"{written}.")
        or _AFTER_A_TIME.fullmatch(written)
        or _BEFORE_A_TIME.fullmatch(written)
        or (_BEFORE_A_MARK.match(f"{written}.") if written[-1:].isspace() else None)
        or _ALONE.fullmatch(written)
    )
    return match["name"].strip() if match else written.strip()


def _is_written_as_a_name(name: str) -> bool:
    """Whether each of its words begins with a capital letter, or it is a usual word for a speaker."""
    words = name.split()
    capital = all(not word[0].islower() for word in words) and len(words) <= MOST_WORDS
    return capital or bool(guess_of(name)[0])


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


def _labels_with_weak_marks(lines: Sequence[str]) -> list[Label | None]:
    """Names before a tab, a dash or a full stop: usual words of both sides, or names that come often.

    An empty list where there are none.
    """
    matches = [_BEFORE_A_MARK.match(line) for line in lines]
    known: list[Label | None] = []
    for match in matches:
        is_usual = match is not None and _is_usual_before(match["name"], match["mark"].strip())
        known.append(Label(match["name"], match.end()) if match and is_usual else None)
    sides = {guess_of(label.name)[0] for label in known if label}
    if {"asks", "answers"} <= sides:
        return known
    before_tabs = [
        match["name"] if match and match["mark"][0] == "\t" and match["name"][0].isupper() else ""
        for match in matches
    ]
    often = Counter(key_of(name) for name in before_tabs if name)
    if sum(number >= OFTEN for number in often.values()) < 2:  # one of them is the head of a list
        return []
    return [
        Label(match["name"], match.end()) if match and name else None
        for match, name in zip(matches, before_tabs, strict=True)
    ]


def _is_usual_before(name: str, mark: str) -> bool:
    """Whether a usual word before this mark names who speaks: "I - I think" and "A. bins" are words."""
    if not guess_of(name)[0] or not mark:
        return bool(guess_of(name)[0])
    if mark in {".", ")"}:
        is_letter = key_of(name)[0] in "qa" and len(name) <= LONGEST_LETTER
        return is_letter or (name.isupper() and len(name) > 2)
    return len(name) > 1


def _labels_beside(lines: Sequence[str], times: Collection[int]) -> list[Label | None]:
    """Names alone on lines, each under or over a line with a time, where most times have one.

    An empty list where there are none. Where each name stands under its words, as in a table with the
    speakers at the right, none is a label: it would give them to whoever spoke before.
    """
    for off in (1, -1):
        beside = {at + off for at in times if 0 <= at + off < len(lines)}
        names = {at: match["name"] for at in beside if (match := _ALONE.fullmatch(lines[at]))}
        names = {at: name for at, name in names.items() if _is_written_as_a_name(name)}
        voices = {key_of(name) for name in names.values()}
        if len(names) >= max(OFTEN, 2 * len(times) / 3) and len(voices) <= 2 * len(names) / 3:
            if off < 0 and min(times) < min(names):
                return [None] * len(lines)
            return [
                Label(names[at], len(line)) if at in names else None
                for at, line in enumerate(lines)
            ]
    return []


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
