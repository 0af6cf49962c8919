"""Spans of a text: start and end in code points. Pure functions."""

import re
from collections.abc import Iterable, Sequence

from saidanddone.base.errors import Refused
from saidanddone.base.folding import find_words, fold, folded_words, whole_words

MOST_TO_HIDE = 100  # lines of words to hide in one conversation: each is looked for in all of it
# Letters of those lines, times the places where they could begin: about two seconds of a processor's time.
MOST_COMPARED = 25_000_000
_SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
BESIDE = 32  # characters kept either side of a quote


def join_with_spans(texts: Iterable[str]) -> tuple[str, list[tuple[int, int]]]:
    """The texts joined by one newline, and the span of each in the joined text."""
    spans, position = [], 0
    all_texts = list(texts)
    for text in all_texts:
        spans.append((position, position + len(text)))
        position += len(text) + 1
    return "\n".join(all_texts), spans


def trim_span(words: str, start: int, end: int) -> tuple[int, int]:
    """The same span without white space at its ends; empty if it holds nothing else."""
    passage = words[start:end]
    start += len(passage) - len(passage.lstrip())
    return start, max(start, start + len(passage.strip()))


def words_beside(words: str, start: int, end: int) -> tuple[str, str]:
    """The characters before and after a span."""
    return words[max(0, start - BESIDE) : start], words[end : end + BESIDE]


def nearest_copy(words: str, quote: str, old_start: int) -> int | None:
    """The start of the exact copy of `quote` nearest to `old_start`; None if there is no copy."""
    starts, position = [], words.find(quote)
    while position != -1:
        starts.append(position)
        position = words.find(quote, position + 1)
    return min(starts, key=lambda start: abs(start - old_start), default=None)


_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)]*(?=\s)|\n")  # noqa: RUF001


def sentence_around(words: str, start: int, end: int, within: tuple[int, int]) -> tuple[int, int]:
    """The span of the sentences around a span, cut at `within` (a speaker's turn)."""
    first, last = within
    for ending in _SENTENCE_END.finditer(words, first, last):
        if ending.end() <= start:
            first = ending.end()
        elif ending.end() >= end:
            last = ending.end()
            break
    return trim_span(words, first, last)


def spans_of(words: str, sought: str) -> list[tuple[int, int]]:
    """The spans of `sought` in the words: whole words only, however they are spelled there."""
    return find_words(fold(words), sought)


def spans_of_lines(words: str, lines: Sequence[str]) -> list[list[tuple[int, int]]]:
    """The spans of each line of words to hide, as `spans_of`. Raises Refused where it would take too long."""
    folded, compared = fold(words), 0
    for line in lines:
        first = folded_words(line).partition(" ")[0]
        compared += len(line) * folded.text.count(first) if first else 0
    if len(lines) > MOST_TO_HIDE or compared > MOST_COMPARED:
        raise Refused(
            "Looking for all these words would take too long in this conversation. Put names that come in "
            "many conversations on the list of names to find, and hide fewer words here.",
            "also_hide",
        )
    return [find_words(folded, line) for line in lines]


def spans_by_hand(words: str, chosen: str) -> list[tuple[int, int]]:
    """The spans that someone chose ("12-15 40-52"), each widened to whole words, in order.

    Raises Refused for what is not such a list, or does not lie within the words.
    """
    if not chosen.strip():
        return []
    folded = fold(words)
    spans = set()
    for span in chosen.split():
        match = _SPAN.fullmatch(span)
        start, end = map(int, match.groups()) if match else (0, 0)
        whole = whole_words(folded, start, end) if start < end <= len(words) else None
        if whole is None:
            raise Refused(
                "Something that you chose to hide is not in this text. Nothing was changed. Open the page "
                "again and choose once more."
            )
        spans.add(whole)
    return sorted(spans)
