"""The confirm page as frozen dataclasses: turns cut into pieces where the rules have hits."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from saidanddone.evidence.transcripts.queries import RawWordsToCheck
from saidanddone.evidence.transcripts.redaction import KINDS_OF_RULES, Hit
from saidanddone.listening.passages import Passage

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
    "address": "an address",
    "street": "a street or building",
    "school": "a school or college",
    "lodging": "a hostel, hotel or other place to stay",
    "place": "a place",
    "organisation": "an organisation",
    "coordinates": "coordinates on a map",
    "three_words": "a three-word address",
    "case": "a case or reference number",
    "officer": "the number of an officer",
    "titled_name": "a name with a title",
    "known_name": "a name on your list",
    "name": "a name",
}
PLURALS = {
    "postcode": "postcodes",
    "phone": "phone numbers",
    "email": "e-mail addresses",
    "web": "web addresses or user names",
    "nhs_number": "NHS numbers",
    "ni_number": "National Insurance numbers",
    "passport": "passport numbers",
    "bank_number": "bank numbers",
    "vehicle": "vehicle numbers",
    "date": "dates",
    "address": "addresses",
    "street": "streets or buildings",
    "school": "schools or colleges",
    "lodging": "places to stay",
    "place": "places",
    "organisation": "organisations",
    "coordinates": "coordinates",
    "three_words": "three-word addresses",
    "case": "case or reference numbers",
    "officer": "numbers of officers",
    "titled_name": "names with a title",
    "known_name": "names on your list",
    "name": "names",
}
LOOKED_FOR = tuple(name for kind, name in KIND_NAMES.items() if kind in KINDS_OF_RULES)
# What no rule looks for. It stands on the page beside what they do.
NOT_LOOKED_FOR = (
    "a nickname, and a name that few people have or that is a word as well",
    "a place that only some people know",
    "a job, a family or an illness that few people have",
    "a story that only one person could tell",
    "what somebody said about somebody else",
)
MANNERS = {
    "verbatim": "",
    "noted": "written down at the time, not word for word",
    "remembered": "remembered afterwards",
}
HARD_TO_READ = "Distressing to read: cover it until someone asks to see it"


@dataclass(frozen=True)
class TurnLine:
    """A speaker's turn on a page."""

    number: int
    start: int
    is_interviewer: bool
    speaker: str
    manner: str
    is_sensitive: bool  # covered until asked for; on the confirm page, ticked


@dataclass(frozen=True)
class TurnThatStays(TurnLine):
    """A turn as it will be confirmed."""

    words: str


@dataclass(frozen=True)
class Piece:
    """A stretch of a turn's words, or a hit of the redaction rules."""

    text: str
    hit: str = ""  # how a form names the hit; empty for other words


@dataclass(frozen=True)
class Choice:
    """One thing to hide or keep, as a checkbox beside its turn.

    The last four are what a checkbox may also have. Named here, they cost a page of many boxes no
    search for what is missing.
    """

    id: str
    value: str
    text: str
    is_checked: bool
    name: str = ""
    hint: str = ""
    conditional: str = ""
    is_disabled: bool = False


@dataclass(frozen=True)
class KindMarked:
    """The marks of one kind, where there are several: all can be hidden or kept in one press."""

    kind: str
    marks: int
    plural: str
    are_all_hidden: bool


@dataclass(frozen=True)
class TurnToCheck(TurnLine):
    """Raw words with every hit in its place, and the boxes beside them."""

    length: int  # code points
    pieces: tuple[Piece, ...]
    choices: tuple[Choice, ...]
    next_place: str  # the first mark of a later turn, as a form names it; empty for none

    @property
    def cover(self) -> Choice:
        """The box that covers the whole turn."""
        number = str(self.number)
        return Choice(f"cover-{number}", number, HARD_TO_READ, self.is_sensitive)


def form_value(hit: Hit) -> str:
    """How a form names a hit."""
    return f"{hit.start}-{hit.end}"


def turns_to_check(
    page: RawWordsToCheck, hidden: Iterable[str], sensitive: Iterable[str]
) -> tuple[TurnToCheck, ...]:
    """Raw words with every hit in its place and a checkbox beside it, ticked if in `hidden`.

    `sensitive`: the numbers of the turns ticked as hard to read.
    """
    ticked, covered = set(hidden), set(sensitive)
    lines = []
    starts = [hit.start for hit in page.hits]
    for number, (passage, (start, end)) in enumerate(
        zip(page.passages, page.spans, strict=True), 1
    ):
        hits = page.hits[bisect_left(starts, start) : bisect_left(starts, end)]
        lines.append(
            TurnToCheck(
                number=number,
                start=start,
                length=end - start,
                is_interviewer=passage.speaker == 0,
                speaker=speaker_name(passage.speaker),
                manner=MANNERS[passage.manner],
                pieces=_pieces_with_hits(page.words, start, end, hits),
                is_sensitive=str(number) in covered,
                choices=tuple(_choice(page.words, hit, ticked) for hit in hits),
                next_place=next((form_value(hit) for hit in page.hits if hit.start >= end), ""),
            )
        )
    return tuple(lines)


def kinds_marked(page: RawWordsToCheck, hidden: Iterable[str]) -> tuple[KindMarked, ...]:
    """The kinds of which several places are marked, in the order of `KIND_NAMES`."""
    ticked = set(hidden)
    by_kind: dict[str, list[str]] = {kind: [] for kind in KIND_NAMES}
    for hit in page.hits:
        by_kind[hit.kind].append(form_value(hit))
    return tuple(
        KindMarked(kind, len(marks), PLURALS[kind], ticked.issuperset(marks))
        for kind, marks in by_kind.items()
        if len(marks) > 1
    )


def turns_that_stay(
    passages: Sequence[Passage], sensitive: Iterable[str]
) -> tuple[TurnThatStays, ...]:
    """What is confirmed, turn by turn, as whoever reads the transcript will read it."""
    covered = set(sensitive)
    return tuple(
        TurnThatStays(
            number=number,
            start=0,
            is_interviewer=passage.speaker == 0,
            speaker=speaker_name(passage.speaker),
            manner=MANNERS[passage.manner],
            is_sensitive=str(number) in covered,
            words=passage.text,
        )
        for number, passage in enumerate(passages, 1)
    )


def speaker_name(number: int) -> str:
    return "Interviewer" if number == 0 else f"Person {number}"


def _pieces_with_hits(words: str, start: int, end: int, hits: Sequence[Hit]) -> tuple[Piece, ...]:
    pieces, at = [], start
    for hit in hits:
        pieces += [
            Piece(words[at : hit.start]),
            Piece(words[hit.start : hit.end], form_value(hit)),
        ]
        at = hit.end
    return tuple(piece for piece in [*pieces, Piece(words[at:end])] if piece.text)


def _choice(words: str, hit: Hit, ticked: set[str]) -> Choice:
    value = form_value(hit)
    text = f"Hide “{words[hit.start : hit.end]}”, {KIND_NAMES[hit.kind]}"
    return Choice(f"hide-{value}", value, text, value in ticked)
