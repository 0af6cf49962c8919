"""The reading page as frozen dataclasses: turns cut into pieces where passages begin and end."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from saidanddone.base import clock
from saidanddone.evidence.coding.queries.reading import Mark, OpenTurns, Reading
from saidanddone.evidence.coding.states import SUGGESTED
from saidanddone.evidence.coding.taken_off import TakenOff
from saidanddone.evidence.transcripts.models import Turn
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
    """A passage in the margin of a turn that it touches; `is_continued` where it began in an earlier one."""

    ref: str
    codes: tuple["BracketCode", ...]
    is_quotable: bool
    is_continued: bool


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

    @property
    def place(self) -> str:
        """The id of its part of the page."""
        return f"turn-{self.number}"


def taken_off_sentence(taken_off: TakenOff) -> str:
    """What was taken off, and whose that was."""
    sentence = f"“{taken_off.code_name}” is taken off this passage."
    coders = len({stood.coder_ref for stood in taken_off.codings})
    return sentence if coders < 2 else f"{sentence} {coders} people had put it there."


def wait_sentence(reading: Reading) -> str:
    """Why nothing may be marked yet; empty once it may."""
    first = reading.coded_from
    if first <= clock.today():
        return ""
    return (
        f"Nothing is coded for {DAYS_BEFORE_CODING} days after an interview, so that the person "
        f"may think again. Passages can be marked from {first.day} {first:%B %Y}."
    )


def turns_to_read(reading: OpenTurns, shown: Collection[str] = ()) -> tuple[TurnToRead, ...]:
    """Turns cut where passages begin and end, with a bracket in the margin for each passage that touches them.

    `shown` are the numbers of the turns whose cover stays open.
    """
    return tuple(_turn_to_read(reading, turn, str(turn.number) in shown) for turn in reading.turns)


def _turn_to_read(reading: OpenTurns, turn: Turn, is_shown: bool) -> TurnToRead:
    touching = [
        mark
        for mark in reading.marks
        if mark.start < max(turn.end, turn.start + 1) and mark.end > turn.start
    ]
    return TurnToRead(
        number=turn.number,
        start=turn.start,
        is_interviewer=turn.speaker == 0,
        speaker=speaker_name(turn.speaker),
        manner=MANNERS[turn.manner],
        pieces=_pieces_with_marks(reading.words, turn.start, turn.end, touching),
        is_sensitive=turn.is_sensitive,
        is_shown=is_shown,
        is_sent_back=turn.number in reading.sent_back,
        brackets=tuple(_bracket(mark, mark.start < turn.start) for mark in touching),
    )


def covered_turn_at(reading: OpenTurns, start: int) -> int | None:
    """The number of the turn in which a passage begins, if that turn is covered."""
    turn = next((turn for turn in reading.turns if start < turn.end), None)
    return turn.number if turn is not None and turn.is_sensitive else None


def _pieces_with_marks(
    words: str, start: int, end: int, marks: Sequence[Mark]
) -> tuple[Piece, ...]:
    """The words of one turn. A passage has its anchor, once on the page, in the turn where it begins."""
    cuts = {start, end, *(mark.start for mark in marks), *(mark.end for mark in marks)}
    without_anchor = {mark.ref: mark for mark in marks if mark.start >= start}
    pieces = []
    for piece_start, piece_end in pairwise(sorted(cut for cut in cuts if start <= cut <= end)):
        over = [mark for mark in marks if mark.start <= piece_start and mark.end >= piece_end]
        # The shortest first: a longer one has another piece.
        beginning = [mark for mark in over if mark.ref in without_anchor]
        anchor = min(beginning, key=lambda mark: mark.end).ref if beginning else ""
        without_anchor.pop(anchor, None)
        refs = " ".join(mark.ref for mark in over)
        pieces.append(Piece(words[piece_start:piece_end], refs, anchor))
    return tuple(pieces)


def _bracket(mark: Mark, is_continued: bool) -> Bracket:
    codes: dict[str, BracketCode] = {}
    for coding in mark.codings:
        is_suggested = coding.state == SUGGESTED
        if coding.code.ref not in codes or not is_suggested:
            codes[coding.code.ref] = BracketCode(
                coding.code.ref, coding.code.name, is_suggested, coding.get_origin_display()
            )
    return Bracket(mark.ref, tuple(codes.values()), mark.is_quotable, is_continued)
