"""Where passages stand in a text, in code points. Pure."""

import re
from collections.abc import Iterable

BESIDE = 32  # characters kept either side of a quote


def lay_out(texts: Iterable[str]) -> tuple[str, list[tuple[int, int]]]:
    """The texts joined by one newline, and where each then stands."""
    spans, at = [], 0
    kept = list(texts)
    for text in kept:
        spans.append((at, at + len(text)))
        at += len(text) + 1
    return "\n".join(kept), spans


def trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    """The same span without white space at its ends; empty if it holds nothing else."""
    held = words[start:end]
    start += len(held) - len(held.lstrip())
    return start, max(start, start + len(held.strip()))


def beside(words: str, start: int, end: int) -> tuple[str, str]:
    """The characters before and after a span."""
    return words[max(0, start - BESIDE) : start], words[end : end + BESIDE]


def nearest(words: str, quote: str, old_start: int) -> int | None:
    """Where an exact copy of `quote` starts, the nearest to where it stood; None if nowhere."""
    found, at = [], words.find(quote)
    while at != -1:
        found.append(at)
        at = words.find(quote, at + 1)
    return min(found, key=lambda start: abs(start - old_start), default=None)


_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)]*(?=\s)|\n")  # noqa: RUF001


def sentence_around(words: str, start: int, end: int, within: tuple[int, int]) -> tuple[int, int]:
    """The sentence, or sentences, that hold a span, never beyond `within` (a speaker's turn)."""
    first, last = within
    for found in _SENTENCE_END.finditer(words, first, last):
        if found.end() <= start:
            first = found.end()
        elif found.end() >= end:
            last = found.end()
            break
    return trimmed(words, first, last)


def spans_of(words: str, sought: str) -> list[tuple[int, int]]:
    """Where `sought` stands in the words, without regard to case, as a whole: never inside a word."""
    pattern = r"\s+".join(re.escape(part) for part in sought.split())
    if not pattern:
        return []
    whole = re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
    return [match.span() for match in whole.finditer(words)]
