"""Passages: what a contribution's sealed words are made of. Pure.

Speaker 0 is the interviewer; 1, 2, ... the people who were asked. Only verbatim passages, or those
read back to the person, may ever be quoted.

Until words are confirmed each passage keeps the label that stood before it, so that whoever captured
them can still say who that was (`listening.speakers`). Until then a speaker may also be one of `GOES_ON`,
`LEFT_OUT` and `UNDECIDED`; `resolved` gives the passages as they will be kept.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from saidanddone.listening.labels import (
    CUE_TIMES,
    OFTEN,
    TIME_ALONE,
    find_labels,
    guess_of,
    is_note,
    is_phrase,
    keys_of,
)

LONGEST = 1_000_000  # characters of one contribution: a day of talk
MOST = 10_000  # passages of one contribution
INTERVIEWER: Final = 0
GOES_ON: Final = -1  # part of what was said just before
LEFT_OUT: Final = -2
UNDECIDED: Final = -3  # nobody has said who this is
MANNERS = {
    "verbatim": "word for word",
    "noted": "noted at the time",
    "remembered": "remembered afterwards",
}


@dataclass(frozen=True)
class Passage:
    """What one speaker said without a break. `is_unprompted`: they raised it, nobody asked.

    `label` is what stood before it in the document, as it is written there. `is_margin`: a line at the
    edge of a page, or the times of subtitles.
    """

    speaker: int
    manner: str
    is_unprompted: bool
    text: str
    label: str = ""
    is_margin: bool = False


def to_json(passages: Iterable[Passage]) -> str:
    """The text that is sealed: a JSON list of [speaker, manner, unprompted as 0 or 1, text].

    A label, and 1 for a margin, follow where there is one.
    """
    rows = [_row(passage) for passage in passages]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _row(passage: Passage) -> list[int | str]:
    plain: list[int | str] = [
        passage.speaker,
        passage.manner,
        int(passage.is_unprompted),
        passage.text,
    ]
    if not (passage.label or passage.is_margin):
        return plain
    return [*plain, passage.label, int(passage.is_margin)]


def from_json(words: str) -> list[Passage]:
    """The passages of sealed words as they were captured; destroyed words (an empty text) are none."""
    rows = json.loads(words) if words else []
    return [_passage(*row) for row in rows]


def _passage(
    speaker: int, manner: str, raised: int, text: str, label: str = "", margin: int = 0
) -> Passage:
    return Passage(speaker, manner, bool(raised), text, label, bool(margin))


def resolved(passages: Iterable[Passage]) -> list[Passage]:
    """The passages as they are kept: without labels, with what goes on in its place.

    What nobody has decided about counts as asked, since nobody is known to have said it. What goes on
    after words that are left out is left out with them.
    """
    kept: list[tuple[Passage, list[str]]] = []
    is_left_out = False
    for passage in passages:
        if passage.speaker != GOES_ON and not passage.is_margin:
            is_left_out = passage.speaker == LEFT_OUT
        if is_left_out or passage.speaker == LEFT_OUT:
            continue
        goes_on = passage.speaker == GOES_ON
        text = passage.label + passage.text if goes_on else passage.text
        if goes_on and kept:
            kept[-1][1].append(text)
            continue
        speaker = max(passage.speaker, INTERVIEWER)
        kept.append((Passage(speaker, passage.manner, passage.is_unprompted, ""), [text]))
    whole = (
        replace(passage, text="\n".join(texts).strip() if len(texts) > 1 else texts[0])
        for passage, texts in kept
    )
    return [passage for passage in whole if passage.text.strip()]


def too_much(passages: Sequence[Passage]) -> str:
    """Which limit these passages of one contribution pass, as "longer than ..."; empty for none."""
    if sum(len(passage.label) + len(passage.text) for passage in passages) > LONGEST:
        return f"longer than {LONGEST:,} characters"
    return f"longer than {MOST:,} passages" if len(passages) > MOST else ""


def from_typed(text: str, manner: str, margin_lines: Collection[int] = ()) -> list[Passage]:
    """Typed or pasted text, or a document's, as passages with the labels that stood before them.

    Each label begins a passage; a usual word for a speaker ("Interviewer", "Person 2", "Q", "A") says who
    it is, any other is undecided. What stands before the first label is the interviewer's, since nobody
    is known to have said it. Without labels, blank lines part the passages and all are one person's: a
    footnote is no label of theirs, and undecided.
    "Person (unprompted):" marks what they raised themselves. `margin_lines` are the numbers of lines, from
    0, that stand at the edge of a page: they are left out until someone says otherwise.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    times = set(_cue_lines(lines)) or _times_alone(lines)
    margins = {*margin_lines, *times}
    spoken_lines = ["" if at in margins else line for at, line in enumerate(lines)]
    # `MOST` and one more, so that there are too many and not far too many.
    labels = find_labels(spoken_lines, MOST + 1, times)
    speakers = iter(guesses_of([label.name for label in labels if label]))
    has_speakers = any(label and not is_note(label.name) for label in labels)
    before = Passage(INTERVIEWER if has_speakers else 1, manner, False, "")
    goes_on = Passage(GOES_ON, manner, False, "")
    has_begun = False  # whether anything was said before the edge of a page
    spoken: list[tuple[Passage, list[str]]] = [(before, [])]
    for at, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if at in margins:
            has_begun |= any(words.strip() for words in spoken[-1][1])
            spoken.append((Passage(LEFT_OUT, manner, False, "", is_margin=True), [line]))
            spoken.append((goes_on if has_begun else before, []))
        elif label:
            has_begun = True
            marked = Passage(next(speakers), manner, label.is_raised, "", line[: label.end])
            spoken.append((marked, [line[label.end :].removesuffix("</v>")]))
        else:
            spoken[-1][1].append(line)
    passages = [replace(passage, text="\n".join(its_lines)) for passage, its_lines in spoken]
    if not has_speakers:
        passages = [part for passage in passages for part in _parted(passage)]
    passages = [replace(passage, text=passage.text.strip()) for passage in passages]
    return [passage for passage in passages if passage.text or passage.label]


def guesses_of(names: Sequence[str]) -> list[int]:
    """The speaker whom each label of a document stands for, as far as one can tell from its name.

    A phrase that comes once, such as "I told them:", is probably part of what was said.
    """
    keys = keys_of(names)
    times = Counter(keys)
    guesses = []
    for name, key in zip(names, keys, strict=True):
        guess, number = guess_of(key)
        if guess in {"asks", "answers"}:
            guesses.append(INTERVIEWER if guess == "asks" else max(1, number))
        else:
            is_said = not guess and times[key] == 1 and is_phrase(name)
            guesses.append(GOES_ON if is_said else UNDECIDED)
    return guesses


def _cue_lines(lines: Sequence[str]) -> Iterator[int]:
    """Lines with the times of subtitles, and the name or number of each cue before them."""
    is_vtt = bool(lines) and lines[0].startswith("WEBVTT")
    for at, line in enumerate(lines):
        if not CUE_TIMES.fullmatch(line) or (line.lstrip().startswith("NOTE") and not is_vtt):
            continue
        yield at
        before = lines[at - 1].strip() if at and "-->" in line else ""
        if before.isdecimal() or (before and is_vtt and at > 1 and not lines[at - 2].strip()):
            yield at - 1


def _times_alone(lines: Sequence[str]) -> set[int]:
    """Lines that hold a time and nothing else, where they come often and never go back."""
    times = {at: line for at, line in enumerate(lines) if TIME_ALONE.fullmatch(line)}
    seconds = [_seconds(line) for line in times.values()]
    is_clock = OFTEN <= len(times) <= MOST and seconds == sorted(seconds)
    return set(times) if is_clock else set()


def _seconds(time: str) -> int:
    """The seconds of a time on a clock or of a recording, to tell which is later."""
    hours, minutes, seconds = _CLOCK.search(time).groups()  # type: ignore[union-attr]
    return 3600 * int(hours or 0) + 60 * int(minutes) + int(seconds)


def _parted(passage: Passage) -> list[Passage]:
    """A passage of each part between blank lines; what stands before the first of them goes on."""
    if passage.is_margin or passage.label:
        return [passage]
    # The passage begins on a line of its own; `first` is empty where that line is blank.
    first, *others = _BLANK_LINES.split(f"\n{passage.text}")
    return [
        replace(passage, text=first),
        *(replace(passage, speaker=1, text=part) for part in others),
    ]


_CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d+)")
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
