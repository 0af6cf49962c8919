"""The reading page as frozen dataclasses: turns cut into pieces where passages begin and end."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from saidanddone.base import clock
from saidanddone.evidence.coding.queries.reading import Mark, Reading
from saidanddone.evidence.coding.states import SUGGESTED
from saidanddone.evidence.transcripts.pages import MANNERS, TurnLine, speaker_name
from saidanddone.evidence.transcripts.policies import DAYS_BEFORE_CODING


@dataclass(frozen=True)
class Piece:
    """A stretch of a turn's words, and the passages it lies in."""

    text: str
    passages: str  # references, parted by spaces
    anchor: str  # the reference of the passage that begins here


@dataclass(frozen=True)
class Bracket:
    """A passage in the margin of the turn where it begins."""

    ref: str
    codes: tuple["BracketCode", ...]
    is_quotable: bool


@dataclass(frozen=True)
class BracketCode:
    ref: str
    name: str
    is_suggested: bool
    origin: str


@dataclass(frozen=True)
class TurnToRead(TurnLine):
    """A turn cut where passages begin and end, with brackets in the margin."""

    pieces: tuple[Piece, ...]
    is_shown: bool  # its cover is open
    is_sent_back: bool
    brackets: tuple[Bracket, ...]


def wait_sentence(reading: Reading) -> str:
    """Why nothing may be marked yet; empty once it may."""
    first = reading.coded_from
    if first <= clock.today():
        return ""
    return (
        f"Nothing is coded for {DAYS_BEFORE_CODING} days after an interview, so that the person "
        f"may think again. Passages can be marked from {first.day} {first:%B %Y}."
    )


def turns_to_read(reading: Reading, shown: str = "") -> tuple[TurnToRead, ...]:
    """A transcript's turns, cut where passages begin and end, with brackets in the margin.

    `shown` is the number of the turn whose cover stays open.
    """
    beginning: dict[int, list[Mark]] = defaultdict(list)
    for mark in reading.marks:
        turn = next(turn for turn in reading.turns if mark.start < max(turn.end, turn.start + 1))
        beginning[turn.number].append(mark)
    has_begun: set[str] = set()
    return tuple(
        TurnToRead(
            number=turn.number,
            start=turn.start,
            is_interviewer=turn.speaker == 0,
            speaker=speaker_name(turn.speaker),
            manner=MANNERS[turn.manner],
            pieces=_pieces_with_marks(
                reading.words, turn.start, turn.end, reading.marks, has_begun
            ),
            is_sensitive=turn.is_sensitive,
            is_shown=shown == str(turn.number),
            is_sent_back=turn.number in reading.sent_back,
            brackets=tuple(_bracket(mark) for mark in beginning[turn.number]),
        )
        for turn in reading.turns
    )


def covered_turn_at(reading: Reading, start: int) -> int | None:
    """The number of the turn in which a passage begins, if that turn is covered."""
    turn = next((turn for turn in reading.turns if start < turn.end), None)
    return turn.number if turn is not None and turn.is_sensitive else None


def _pieces_with_marks(
    words: str, start: int, end: int, marks: Sequence[Mark], has_begun: set[str]
) -> tuple[Piece, ...]:
    """`has_begun` remembers which passages already carry their anchor: one each on the page."""
    overlapping = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = {start, end, *(mark.start for mark in overlapping), *(mark.end for mark in overlapping)}
    pieces = []
    for piece_start, piece_end in pairwise(sorted(cut for cut in cuts if start <= cut <= end)):
        over = [
            mark.ref for mark in overlapping if mark.start <= piece_start and mark.end >= piece_end
        ]
        new = next((ref for ref in over if ref not in has_begun), "")
        if new:
            has_begun.add(new)
        pieces.append(Piece(words[piece_start:piece_end], " ".join(over), new))
    return tuple(pieces)


def _bracket(mark: Mark) -> Bracket:
    codes: dict[str, BracketCode] = {}
    for coding in mark.codings:
        is_suggested = coding.state == SUGGESTED
        if coding.code.ref not in codes or not is_suggested:
            codes[coding.code.ref] = BracketCode(
                coding.code.ref, coding.code.name, is_suggested, coding.get_origin_display()
            )
    return Bracket(mark.ref, tuple(codes.values()), mark.is_quotable)
