"""What the evidence pages show: plain frozen values, every piece of text in its place."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from saidanddone.base import clock
from saidanddone.evidence.policies import DAYS_BEFORE_CODING
from saidanddone.evidence.queries import Reading, ToCheck
from saidanddone.evidence.queries.transcripts import Mark
from saidanddone.evidence.redaction import Hit
from saidanddone.evidence.states import SUGGESTED

KIND_NAMES = {
    "postcode": "a postcode",
    "phone": "a phone number",
    "email": "an e-mail address",
    "web": "a web address or user name",
    "nhs_number": "an NHS number",
    "ni_number": "a National Insurance number",
    "passport": "a passport number",
    "bank_number": "a bank number",
    "vehicle": "a vehicle number",
    "date": "a date",
    "titled_name": "a name with a title",
    "known_name": "a name on your list",
}
MANNERS = {"verbatim": "", "noted": "noted at the time", "remembered": "remembered afterwards"}


@dataclass(frozen=True)
class Piece:
    """A stretch of a turn's words; `passages` it lies in, or the hit that it is."""

    text: str
    passages: str = ""  # references, parted by spaces
    anchor: str = ""  # the reference of the passage that begins here
    is_hit: bool = False


@dataclass(frozen=True)
class Choice:
    """One thing to hide or keep, as a checkbox beside its turn."""

    id: str
    value: str
    text: str
    is_checked: bool


HARD_TO_READ = "Hard to read: cover it until someone asks to see it"


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
class TurnLine:
    number: int
    start: int
    is_interviewer: bool
    speaker: str
    manner: str
    pieces: tuple[Piece, ...]
    is_sensitive: bool = False  # covered until asked for; on the confirm page, ticked
    is_shown: bool = False  # its cover is open
    brackets: tuple[Bracket, ...] = ()
    choices: tuple[Choice, ...] = ()

    @property
    def cover(self) -> Choice:
        """The box that covers the whole turn, on the confirm page."""
        number = str(self.number)
        return Choice(f"cover-{number}", number, HARD_TO_READ, self.is_sensitive)


def value_of(hit: Hit) -> str:
    """How a form names a hit."""
    return f"{hit.start}-{hit.end}"


def turns_to_check(
    page: ToCheck, hidden: Iterable[str], sensitive: Iterable[str]
) -> tuple[TurnLine, ...]:
    """Raw words with every hit in its place and a checkbox beside it, ticked if in `hidden`.

    `sensitive`: the numbers of the turns ticked as hard to read.
    """
    ticked, covered = set(hidden), set(sensitive)
    lines = []
    for number, (passage, (start, end)) in enumerate(
        zip(page.passages, page.spans, strict=True), 1
    ):
        hits = [hit for hit in page.hits if start <= hit.start and hit.end <= end]
        lines.append(
            TurnLine(
                number=number,
                start=start,
                is_interviewer=passage.speaker == 0,
                speaker=_speaker(passage.speaker),
                manner=MANNERS[passage.manner],
                pieces=_pieces_with_hits(page.words, start, end, hits),
                is_sensitive=str(number) in covered,
                choices=tuple(_choice(page.words, hit, ticked) for hit in hits),
            )
        )
    return tuple(lines)


def _speaker(number: int) -> str:
    return "Interviewer" if number == 0 else f"Person {number}"


def _pieces_with_hits(words: str, start: int, end: int, hits: Sequence[Hit]) -> tuple[Piece, ...]:
    pieces, at = [], start
    for hit in hits:
        pieces += [Piece(words[at : hit.start]), Piece(words[hit.start : hit.end], is_hit=True)]
        at = hit.end
    return tuple(piece for piece in [*pieces, Piece(words[at:end])] if piece.text)


def _choice(words: str, hit: Hit, ticked: set[str]) -> Choice:
    value = value_of(hit)
    text = f"Hide “{words[hit.start : hit.end]}”, {KIND_NAMES[hit.kind]}"
    return Choice(f"hide-{value}", value, text, value in ticked)


def wait_sentence(reading: Reading) -> str:
    """Why nothing may be marked yet; empty once it may."""
    first = reading.coded_from
    if first <= clock.today():
        return ""
    return (
        f"Nothing is coded for {DAYS_BEFORE_CODING} days after an interview, so that the person "
        f"may think again. Passages can be marked from {first.day} {first:%B %Y}."
    )


def turns_to_read(reading: Reading, shown: str = "") -> tuple[TurnLine, ...]:
    """A transcript's turns, cut where passages begin and end, with brackets in the margin.

    `shown` is the number of the turn whose cover stays open.
    """
    beginning: dict[int, list[Mark]] = defaultdict(list)
    for mark in reading.marks:
        turn = next(each for each in reading.turns if mark.start < max(each.end, each.start + 1))
        beginning[turn.number].append(mark)
    has_begun: set[str] = set()
    return tuple(
        TurnLine(
            number=turn.number,
            start=turn.start,
            is_interviewer=turn.speaker == 0,
            speaker=_speaker(turn.speaker),
            manner=MANNERS[turn.manner],
            pieces=_pieces_with_marks(
                reading.words, turn.start, turn.end, reading.marks, has_begun
            ),
            is_sensitive=turn.is_sensitive,
            is_shown=shown == str(turn.number),
            brackets=tuple(_bracket(mark) for mark in beginning[turn.number]),
        )
        for turn in reading.turns
    )


def covered_turn_at(reading: Reading, start: int) -> int | None:
    """The number of the turn in which a passage begins, if that turn is covered."""
    turn = next((each for each in reading.turns if start < each.end), None)
    return turn.number if turn is not None and turn.is_sensitive else None


def _pieces_with_marks(
    words: str, start: int, end: int, marks: Sequence[Mark], has_begun: set[str]
) -> tuple[Piece, ...]:
    """`has_begun` remembers which passages already carry their anchor: one each on the page."""
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = {start, end, *(mark.start for mark in here), *(mark.end for mark in here)}
    pieces = []
    for left, right in pairwise(sorted(cut for cut in cuts if start <= cut <= end)):
        over = [mark.ref for mark in here if mark.start <= left and mark.end >= right]
        new = next((ref for ref in over if ref not in has_begun), "")
        if new:
            has_begun.add(new)
        pieces.append(Piece(words[left:right], " ".join(over), new))
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
