"""Marked or looked-for words within their turn's text, for pages that list them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from saidanddone.evidence.transcripts.models import Turn
from saidanddone.evidence.transcripts.pages import speaker_name

BESIDE: Final = 240  # characters of a turn shown before the first of such words and after the last
MOST: Final = 1500  # characters shown of one stretch of them, so that a page stays short
CUT: Final = "…"

Span = tuple[int, int]
"""Start and end in a transcript, in code points."""


@dataclass(frozen=True)
class Piece:
    text: str
    is_marked: bool


@dataclass(frozen=True)
class TurnShown:
    """A turn, or what stands of it around such words."""

    number: int
    speaker: str
    is_interviewer: bool
    is_sensitive: bool  # covered until asked for
    pieces: tuple[Piece, ...]


def turns_around(words: str, turns: Iterable[Turn], spans: Sequence[Span]) -> tuple[TurnShown, ...]:
    """The turns that these spans touch, each cut to what stands around them. Spans stand in order."""
    return tuple(
        TurnShown(
            number=turn.number,
            speaker=speaker_name(turn.speaker),
            is_interviewer=turn.speaker == 0,
            is_sensitive=turn.is_sensitive,
            pieces=tuple(_pieces(words, (turn.start, turn.end), within)),
        )
        for turn in turns
        if (within := _within(spans, turn))
    )


def _within(spans: Sequence[Span], turn: Turn) -> list[Span]:
    touching = [span for span in spans if span[0] < turn.end and span[1] > turn.start]
    return [(max(start, turn.start), min(end, turn.end)) for start, end in touching]


def _pieces(words: str, turn: Span, spans: Sequence[Span]) -> Iterable[Piece]:
    at = _word_from(words, turn[0], spans[0][0] - BESIDE)
    last = _word_before(words, turn[1], spans[-1][1] + BESIDE)
    if at > turn[0]:
        yield Piece(CUT, is_marked=False)
    for start, end in spans:
        if start > at:
            yield Piece(_shortened(words[at:start]), is_marked=False)
        yield Piece(_shortened(words[max(at, start) : end]), is_marked=True)
        at = max(at, end)
    if last > at:
        yield Piece(words[at:last], is_marked=False)
    if last < turn[1]:
        yield Piece(CUT, is_marked=False)


def _shortened(text: str) -> str:
    """Without its middle where it is very long."""
    return text if len(text) <= MOST else f"{text[: MOST // 2]} {CUT} {text[-MOST // 2 :]}"


def _word_from(words: str, first: int, wanted: int) -> int:
    """Where a word begins, at `wanted` or soon after; `first` where that is near."""
    if wanted <= first:
        return first
    space = words.find(" ", wanted, wanted + BESIDE)
    return wanted if space == -1 else space + 1


def _word_before(words: str, last: int, wanted: int) -> int:
    """Where a word ends, at `wanted` or soon before; `last` where that is near."""
    if wanted >= last:
        return last
    space = words.rfind(" ", wanted - BESIDE, wanted)
    return wanted if space == -1 else space
