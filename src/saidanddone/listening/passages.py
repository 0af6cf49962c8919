"""Passages: what a contribution's sealed words are made of. Pure.

Speaker 0 is the interviewer; 1, 2, ... the people who were asked. Only verbatim passages, or those
read back to the person, may ever be quoted.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LONGEST = 1_000_000  # characters of one contribution: a day of talk
MOST = 10_000  # passages of one contribution
INTERVIEWER = 0
MANNERS = {
    "verbatim": "word for word",
    "noted": "noted at the time",
    "remembered": "remembered afterwards",
}


@dataclass(frozen=True)
class Passage:
    """What one speaker said without a break. `is_unprompted`: they raised it, nobody asked."""

    speaker: int
    manner: str
    is_unprompted: bool
    text: str


def to_json(passages: Iterable[Passage]) -> str:
    """The text that is sealed: a JSON list of [speaker, manner, unprompted as 0 or 1, text]."""
    rows = [[p.speaker, p.manner, int(p.is_unprompted), p.text] for p in passages]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def from_json(words: str) -> list[Passage]:
    """The passages of sealed words; destroyed words (an empty text) are no passages."""
    rows = json.loads(words) if words else []
    return [Passage(speaker, manner, bool(raised), text) for speaker, manner, raised, text in rows]


def too_much(passages: Sequence[Passage]) -> str:
    """Which limit these passages of one contribution pass, as "longer than ..."; empty for none."""
    if sum(len(passage.text) for passage in passages) > LONGEST:
        return f"longer than {LONGEST:,} characters"
    return f"longer than {MOST:,} passages" if len(passages) > MOST else ""


_LABEL = re.compile(
    r"""^\s*(?:
        (?P<asks>interviewer|facilitator|peer\ researcher|question|q)
      | (?P<answers>person|interviewee|participant|respondent|speaker|resident|answer|a)
    )(?:\s*(?P<number>\d{1,2}))?(?:\s*(?P<raised>\((?:unprompted|not\ asked)\)))?\s*:[ \t]*""",
    re.IGNORECASE | re.VERBOSE,
)


def from_typed(text: str, manner: str) -> list[Passage]:
    """Typed or pasted text as passages.

    With speaker labels at the start of lines ("Interviewer:", "Person 2:", "Q:", "A:") each label
    begins a passage, and what stands before the first is the interviewer's, since nobody is known
    to have said it. Without labels, blank lines part the passages and all are one person's.
    "Person (unprompted):" marks what they raised themselves.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if any(_LABEL.match(line) for line in lines):
        return _by_label(lines, manner)
    parts = re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", "\n".join(lines))
    return [Passage(1, manner, False, part.strip()) for part in parts if part.strip()]


def _by_label(lines: Sequence[str], manner: str) -> list[Passage]:
    spoken: list[tuple[int, bool, list[str]]] = [(INTERVIEWER, False, [])]
    for line in lines:
        label = _LABEL.match(line)
        if label is None:
            spoken[-1][2].append(line)
            continue
        speaker = INTERVIEWER if label["asks"] else max(1, int(label["number"] or 1))
        spoken.append((speaker, bool(label["raised"]), [line[label.end() :]]))
    passages = [
        Passage(speaker, manner, raised, "\n".join(its_lines).strip())
        for speaker, raised, its_lines in spoken
    ]
    return [passage for passage in passages if passage.text]
