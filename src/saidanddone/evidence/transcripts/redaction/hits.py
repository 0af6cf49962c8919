"""A hit, a rule that finds hits, and the placeholder of each once a person accepts it."""

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from operator import attrgetter


class Kind(StrEnum):
    POSTCODE = "postcode"
    PHONE = "phone"
    EMAIL = "email"
    WEB = "web"
    NHS_NUMBER = "nhs_number"
    NI_NUMBER = "ni_number"
    PASSPORT = "passport"
    BANK_NUMBER = "bank_number"
    VEHICLE = "vehicle"
    DATE = "date"
    ADDRESS = "address"
    STREET = "street"
    SCHOOL = "school"
    LODGING = "lodging"
    PLACE = "place"
    ORGANISATION = "organisation"
    COORDINATES = "coordinates"
    THREE_WORDS = "three_words"
    CASE = "case"
    OFFICER = "officer"
    TITLED_NAME = "titled_name"
    KNOWN_NAME = "known_name"
    NAME = "name"
    ASKED = "asked"  # words a person asked to hide; no rule finds these


PLACEHOLDERS = {
    Kind.POSTCODE: "[postcode]",
    Kind.PHONE: "[phone]",
    Kind.EMAIL: "[email]",
    Kind.WEB: "[web address]",
    Kind.NHS_NUMBER: "[NHS number]",
    Kind.NI_NUMBER: "[National Insurance number]",
    Kind.PASSPORT: "[passport number]",
    Kind.BANK_NUMBER: "[bank number]",
    Kind.VEHICLE: "[vehicle]",
    Kind.DATE: "[date]",
    Kind.ADDRESS: "[address]",
    Kind.STREET: "[street]",
    Kind.SCHOOL: "[school]",
    Kind.LODGING: "[accommodation]",
    Kind.PLACE: "[place]",
    Kind.ORGANISATION: "[organisation]",
    Kind.COORDINATES: "[coordinates]",
    Kind.THREE_WORDS: "[three-word address]",
    Kind.CASE: "[case number]",
    Kind.OFFICER: "[officer number]",
    Kind.TITLED_NAME: "[name]",
    Kind.KNOWN_NAME: "[name]",
    Kind.NAME: "[name]",
    Kind.ASKED: "[hidden]",
}

# Stands for characters that are spoken for. It is neither a letter, a digit nor a space, and no
# rule may match it, however many there are.
MASK = "\ue000"

# From the words that announce a number to the number: a part of one sentence, with no digit in it.
GAP = rf"[^\w\n.?!{MASK}](?:[^0-9\n.?!{MASK}]{{0,60}}?(?<=[\s,:;(\"'#-]))??"

_PLACEHOLDER = re.compile("|".join(map(re.escape, sorted(set(PLACEHOLDERS.values())))))

_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True, slots=True)
class Hit:
    """Characters `start` to `end` (code points, end not included) and the rule they fit."""

    start: int
    end: int
    kind: Kind
    rule: str


def _always(match: re.Match[str]) -> bool:
    return True


@dataclass(frozen=True)
class Rule:
    """A pattern and what else must hold. Where the pattern has a group `hit`, that is the hit.

    What follows lets a text be passed over that cannot hold a match:
    `needs`: pieces of small text of which one must be somewhere.
    `opens_with`: words of which every match opens with one, in any case, the whole word.
    `has_digit`: whether every match holds a digit.
    A pattern must not match `MASK`, nor count how far it is from anything: after redaction the
    text between is longer or shorter. One that opens with a set of characters is quick, because
    the engine skips to the next of them; so that "no letter before" is looked up from behind
    the first character: "[0-9](?<!\\w.)".
    """

    name: str
    kind: Kind
    pattern: re.Pattern[str]
    accepts: Callable[[re.Match[str]], bool] = _always
    needs: tuple[str, ...] = ()
    opens_with: Iterable[str] = ()
    has_digit: bool = False

    def may_hit(self, text: "SmallText") -> bool:
        """Whether a text holds what every match of the pattern does."""
        return (
            (text.has_digit or not self.has_digit)
            and (not self._openings or not self._openings.isdisjoint(text.words))
            and (not self.needs or any(map(text.text.__contains__, self.needs)))
        )

    @cached_property
    def _openings(self) -> frozenset[str]:
        """The letters that the words in `opens_with` begin with."""
        return frozenset(_LETTERS.findall(words)[0] for words in self.opens_with)

    def find(self, text: str) -> Iterator[Hit]:
        group = "hit" if "hit" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(text):
            if self.accepts(match):
                yield Hit(match.start(group), match.end(group), self.kind, self.name)


@dataclass(frozen=True)
class SmallText:
    """A text in small letters, its runs of letters, and whether it has a digit."""

    text: str
    words: AbstractSet[str]
    has_digit: bool

    @classmethod
    def of(cls, text: str) -> "SmallText":
        small = text.lower()
        return cls(small, frozenset(_LETTERS.findall(small)), _DIGIT.search(small) is not None)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, in any case, at the start of a word.

    It says what "(?i)(?<!\\w)(?:...)" says, and opens with a set of letters (see `Rule`). What
    follows a word's first two letters may be a pattern.
    """
    # By their first two letters, the second first: the engine passes over a choice whose next
    # character does not fit without trying it.
    endings: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        endings.setdefault(word[:2], []).append(word[2:])
    choices = "|".join(
        f"[{_both_cases(pair[1])}](?<=[{_both_cases(pair[0])}].)(?i:{'|'.join(rest)})"
        for pair, rest in endings.items()
    )
    firsts = "".join(sorted({_both_cases(pair[0]) for pair in endings}))
    return rf"[{firsts}](?<!\w.)(?:{choices})"


def _both_cases(letter: str) -> str:
    return letter.lower() + letter.upper()


def hide_placeholders(text: str) -> str:
    """The same text, as long, with every placeholder masked."""
    return _PLACEHOLDER.sub(lambda match: MASK * len(match[0]), text)


def hide(text: str, hits: Iterable[Hit]) -> str:
    """The same text, as long, with every hit masked."""
    characters = list(text)
    for hit in hits:
        characters[hit.start : hit.end] = MASK * (hit.end - hit.start)
    return "".join(characters)


def longest_first(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that overlap no longer one. Of two that are equally long, the first given is kept."""
    clear: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: hit.start - hit.end):
        at = bisect(clear, hit.start, key=attrgetter("start"))
        before_is_over = at == 0 or clear[at - 1].end <= hit.start
        if before_is_over and (at == len(clear) or hit.end <= clear[at].start):
            clear.insert(at, hit)
    return clear


def redact(text: str, accepted: Iterable[Hit]) -> str:
    """`text` with each accepted hit replaced by its placeholder, and nothing else changed.

    Where accepted hits overlap, all they cover goes and the longest names what it was. Raises
    `ValueError` for a hit that is empty or does not lie within the text.
    """
    pieces: list[str] = []
    kept_from = 0
    for start, end, kind in _merged(accepted):
        if not 0 <= start < end <= len(text):
            raise ValueError("A hit does not lie within the text.")
        pieces += [text[kept_from:start], PLACEHOLDERS[kind]]
        kept_from = end
    return "".join([*pieces, text[kept_from:]])


def _merged(hits: Iterable[Hit]) -> list[tuple[int, int, Kind]]:
    spans: list[tuple[int, int, Kind]] = []
    longest = 0
    for hit in sorted(hits, key=attrgetter("start", "end")):
        length = hit.end - hit.start
        if spans and hit.start < spans[-1][1]:
            start, end, kind = spans.pop()
            kind = hit.kind if length > longest else kind
            spans.append((start, max(end, hit.end), kind))
            longest = max(longest, length)
        else:
            spans.append((hit.start, hit.end, hit.kind))
            longest = length
    return spans
