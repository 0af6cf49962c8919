"""People's names: those a title gives away, and those on a programme's own list."""

import re
from collections.abc import Iterable, Iterator

import regex

from saidanddone.base.errors import Refused
from saidanddone.base.folding import (
    PARTED,
    after_word,
    before_word,
    fold,
    folded_words,
    is_unspaced,
    words_pattern,
)
from saidanddone.evidence.transcripts.redaction.hits import Hit, Kind, any_of

# Before a word with a capital these announce a name, however they are written themselves.
_SHORT_TITLES = "mr|mrs|ms|mx|dr|dra|sra|prof|sgt|insp|supt|fr|rev|revd|cllr"
_LONG_TITLES = (
    "professor|doctor|sergeant|constable|inspector|superintendent|detective|officer|father|imam"
    "|reverend|pastor|rabbi|sister|brother|canon|bishop|deacon|vicar|sheikh|shaykh|mufti|maulana"
    "|councillor|nurse|auntie|aunty|aunt|uncle"
)
# These are other words when written small ("I miss London").
_CAPITAL_TITLES = "Miss|MISS|Sir|Dame|Lord|Lady|Judge|WPC|PCSO|PC|DCI|DCS|DC|DS|DI"
_IN_ANY_CASE = frozenset(f"{_SHORT_TITLES}|{_LONG_TITLES}".split("|"))
_AS_WRITTEN = frozenset(_CAPITAL_TITLES.split("|"))
_SHORT = frozenset(_SHORT_TITLES.split("|"))
_ALL_TITLES = _IN_ANY_CASE | {title.lower() for title in _AS_WRITTEN}
_TITLE = re.compile(rf"(?P<title>{any_of(sorted(_ALL_TITLES))})(?!\w)(?P<dot>\.?)(?P<gap>\s+)")
# An initial, or letters joined by hyphens and apostrophes without the "'s" of a possessive.
_LETTERS = rf"[^\W\d_](?:[^\W\d_]|{PARTED})*"
_WORD = re.compile(
    rf"(?P<word>[^\W\d_]\.|{_LETTERS}(?:['-](?!s(?!\w)){_LETTERS})*)(?P<more>[ \t]+)?"
)
_SMALL_WORDS = "de da dos del della di van von der den la le bin binti ibn al el ul ud"
_PARTICLES = frozenset(_SMALL_WORDS.split())
_COMMON_WORDS = (
    "a about after all also always and another any are as asked at be because before but by came "
    "can come comics could did do does even every for from get gets go god goes got had has have he "
    "her here him his how i if in into is it its just knew know like lots maybe me might more my "
    "never no nobody none not now of off oh okay on one only or our out over people said saw say "
    "says see she should so some somebody someone sometimes still such superior take tell than "
    "thank thanks that the their them then there these they this those time to told too took two up "
    "us used want wanted was we well went were what when where which while who why will with world "
    "would yeah yes you your christmas monday tuesday wednesday thursday friday saturday sunday"
)
_NOT_NAMES = frozenset(_COMMON_WORDS.split())
_MOST_WORDS = 5


def titled_names(text: str) -> Iterator[Hit]:
    """The name after a title: "O'Neill" in "Mrs O'Neill", "Yusuf al-Amin" in "Imam Yusuf al-Amin".

    The title stays: that it was a police constable matters to what was said, who it was does not.
    """
    for match in _TITLE.finditer(text):
        title = match["title"]
        announces = title.lower() in _IN_ANY_CASE or title in _AS_WRITTEN
        # After "the officer." or at a line's end another sentence, or another speaker, begins.
        has_ended = match["dot"] or "\n" in match["gap"]
        if not announces or (has_ended and title.lower() not in _SHORT):
            continue
        end = _end_of_name(text, match.end(), may_be_small=title.lower() in {"mr", "mrs"})
        if end is not None:
            yield Hit(match.end(), end, Kind.TITLED_NAME, "titled_name")


def length_of_title(name: str) -> int:
    """How many characters a title takes before the name: 4 of "Mrs Okafor", 0 of "Agnes"."""
    end = 0
    while match := _TITLE.match(name, end):
        end = match.end()
    return end


def _end_of_name(text: str, at: int, *, may_be_small: bool) -> int | None:
    """Where the name that starts at `at` ends, or None where no name starts there.

    `may_be_small`: a word without a capital may be the name too, since chat is often typed so.
    """
    end = None
    for _ in range(_MOST_WORDS):
        match = _WORD.match(text, at)
        if match is None:
            break
        word = match["word"]
        first = re.split("[.'-]", word)[0].lower()
        is_initial = len(word) == 1 and word.isupper() and word != "I" and match["more"]
        is_no_name = first in _NOT_NAMES and not is_initial
        if is_no_name or (end is None and word.lower() in _ALL_TITLES):
            break
        if word[0].isupper() or (first in _PARTICLES and first != word):
            end = match.end("word")
        elif first not in _PARTICLES:
            if end is None and may_be_small and len(word) > 2:
                end = match.end("word")
            break
        if not match["more"]:
            break
        at = match.end()
    return end


# Of `regex`, whose "\w" holds the vowel signs of every script.
_RUN = regex.compile(r"\w+")
_EDGES = regex.compile(r"^\W+|\W+$")


# Letters of names, times the places where they could begin: about two seconds of a processor's time.
MOST_COMPARED = 50_000_000
TOO_LONG = (
    "Looking for the whole list of names would take too long in this conversation. Have names that begin "
    "alike taken off the list of names to find, then open this page again."
)


class KnownNames:
    """Finds the programme's listed names as whole words in one conversation, however they were spelled.

    A possessive is found without its "'s". Only names whose first word is somewhere in the text
    are looked for, so that a long list costs hardly more than a short one.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._rests: dict[str, list[str]] = {}
        for name in {_EDGES.sub("", folded_words(name)) for name in names}:
            first = _RUN.match(name)
            if first:
                self._rests.setdefault(first[0], []).append(name[first.end() :])
        self._unspaced = [first for first in self._rests if is_unspaced(first[0])]
        self._compared = 0

    def find(self, text: str) -> Iterator[Hit]:
        """Raises Refused where it would take too long, counted over every text that was looked at."""
        if not self._rests:
            return
        folded = fold(text)
        is_parted = PARTED in folded.text
        joined = folded.text.replace(PARTED, "")
        for first in self._first_words_in(folded.text):
            self._compared += joined.count(first) * sum(map(len, self._rests[first]))
            if self._compared > MOST_COMPARED:
                raise Refused(TOO_LONG)
            pattern = _pattern(first, self._rests[first], is_parted)
            for match in regex.finditer(pattern, folded.text, regex.VERSION1):
                yield Hit(*folded.span(*match.span()), Kind.KNOWN_NAME, "known_name")

    def _first_words_in(self, text: str) -> set[str]:
        runs = set(_RUN.findall(text))
        firsts = self._rests.keys() & (runs | {run.removesuffix("s") for run in runs})
        joined = text.replace(PARTED, "")
        within = self._rests if PARTED in text else self._unspaced
        return firsts | {first for first in within if first in joined}


def _pattern(first: str, rests: Iterable[str], is_parted: bool) -> str:
    """A pattern for the names with this first word, the longest first.

    The word stands before the place where it may start, because the engine skips to a word.
    """
    word = words_pattern(first, is_parted)
    endings = (
        words_pattern(rest, is_parted) + after_word((first + rest)[-1], "s?")
        for rest in sorted(rests, key=len, reverse=True)
    )
    return f"{word}{before_word(first[0], word)}(?:{'|'.join(endings)})"
