"""Finding what could tell who someone is, by rule, so that a person can take it out.

The rules suggest and a person decides. They look for shapes (a postcode, a phone number), for numbers
said aloud, for what a name ends in ("Terrace", "Primary") or is announced by ("ask for"), for capitals
in mid-sentence, and for listed names. They know nothing of most nicknames, of a place that only some
people know, or of a story that only one person could tell.

Rules look in folded text (`base.folding`), so that a pattern names one dash, one space, one apostrophe
and the digits 0 to 9, whatever was written. Another rule is a row in a module's `RULES`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import accumulate, chain
from operator import attrgetter

import regex

from saidanddone.base.folding import LETTER, Folded, fold
from saidanddone.evidence.transcripts.redaction import dates, numbers, places, references, web
from saidanddone.evidence.transcripts.redaction.addresses import named_places, saints_and_rooms
from saidanddone.evidence.transcripts.redaction.capitals import (
    first_names,
    names_by_capitals,
    names_in_other_scripts,
    runs_of_capitals,
    small_words_of,
)
from saidanddone.evidence.transcripts.redaction.hits import (
    MASK,
    PLACEHOLDERS,
    Hit,
    Kind,
    SmallText,
    hide,
    hide_placeholders,
    longest_first,
    redact,
)
from saidanddone.evidence.transcripts.redaction.names import KnownNames, titled_names

__all__ = [
    "KINDS_OF_RULES",
    "PLACEHOLDERS",
    "RULES",
    "Hit",
    "Kind",
    "KnownNames",
    "find_identifiers",
    "redact",
]

# Where two rules claim the same characters, the one named first here has them.
RULES = (*numbers.RULES, *places.RULES, *web.RULES, *dates.RULES, *references.RULES)
_NAMES = (web.spoken_emails, saints_and_rooms, names_in_other_scripts)
# The kinds that some rule looks for.
KINDS_OF_RULES = frozenset(Kind) - {Kind.ASKED}
# In characters: how far from a hit to look again, and how much of that to distrust at a cut.
_BESIDE = 160
_UNSURE = 60
# Where a script puts no space between words, each letter is as good as a word.
_WORD = regex.compile(rf"{LETTER}+", regex.VERSION1)
_UNMASKED = re.compile(rf"[^{MASK}\s](?:[^{MASK}]*[^{MASK}\s])?")
_HAS_LETTER = re.compile(r"\w")


def find_identifiers(
    text: str, known_names: KnownNames | Iterable[str] = (), others: Iterable[Hit] = ()
) -> list[Hit]:
    """Every place in `text` that a rule points at, in order, none overlapping another.

    `known_names` are whole names as they may be said ("Fatima", "Fatima Begum"); each matches only
    as a whole: list a first name by itself to have it found by itself. `others` are hits that
    something else found in this text, such as a model; each is widened to whole words. Text is
    looked in as it folds, and offsets count code points of `text`. Where two rules' hits overlap the
    longer stands; what the rules leave of the others is a hit by itself. What an earlier redaction left
    ("[phone]") is never a hit, and once every hit is redacted a second search finds nothing.
    """
    known = known_names if isinstance(known_names, KnownNames) else KnownNames(known_names)
    folded = fold(text, keep_case=True)

    def find(piece: str) -> list[Hit]:
        small = SmallText.of(piece)
        hits = (rule.find(piece) for rule in RULES if rule.may_hit(small))
        names = (find_names(piece) for find_names in _NAMES)
        runs = list(runs_of_capitals(piece))
        small_words = small_words_of(piece)
        return longest_first(
            chain(
                *hits,
                titled_names(piece),
                known.find(piece),
                *names,
                named_places(piece, runs, small_words),
                names_by_capitals(piece, runs, small_words),
                first_names(piece, small_words),
            )
        )

    unread = hide_placeholders(folded.text)
    given = _whole_words(others, folded)
    all_hits: list[Hit] = []
    near: Iterable[Hit] = find(unread)
    # The others come after the rules, so that nothing of a rule's hit is left beside one that cuts it.
    while hits := _whole_clusters(near, folded) or _whole_clusters(_left_of(given, unread), folded):
        all_hits += hits
        unread = hide(unread, hits)
        # What a longer hit overlapped, or stood beside, may be a hit now that it is spoken for.
        near = _find_beside(hits, unread, find)
    spans = ((hit, folded.span(hit.start, hit.end)) for hit in all_hits)
    hits = [replace(hit, start=start, end=end) for hit, (start, end) in spans]
    return sorted(hits, key=attrgetter("start"))


def _whole_words(hits: Iterable[Hit], folded: Folded) -> list[Hit]:
    """Hits in what was written, as hits in its folded text that split no word."""
    hits = list(hits)
    words = [match.span() for match in _WORD.finditer(folded.text)] if hits else []
    whole = []
    for hit in hits:
        start = bisect_right(folded.ends, hit.start)
        end = bisect_left(folded.starts, hit.end)
        first = bisect_right(words, (start, len(folded.text))) - 1
        last = bisect_left(words, (end, 0)) - 1
        if first >= 0 and start < words[first][1]:
            start = words[first][0]
        if last >= 0 and end > words[last][0]:
            end = max(end, words[last][1])
        whole.append(replace(hit, start=start, end=end))
    return whole


def _left_of(hits: Iterable[Hit], text: str) -> Iterator[Hit]:
    """What of each hit is not spoken for yet, in pieces that hold a letter or a digit."""
    for hit in hits:
        for piece in _UNMASKED.finditer(text, hit.start, hit.end):
            if _HAS_LETTER.search(piece[0]):
                yield replace(hit, start=piece.start(), end=piece.end())


def _whole_clusters(hits: Iterable[Hit], folded: Folded) -> list[Hit]:
    """The hits widened so that none holds a part of what was written as one character."""
    widened = []
    for hit in hits:
        start, end = folded.widened(hit.start, hit.end)
        widened.append(replace(hit, start=start, end=end))
    return longest_first(widened)


def _find_beside(hits: list[Hit], text: str, find: Callable[[str], list[Hit]]) -> Iterator[Hit]:
    """Hits near others: further away nothing can have changed, and near a cut nothing is sure."""
    around = _neighbourhoods(hits, len(text))
    lengths = [end - start + 1 for start, end in around]
    begins = list(accumulate(lengths, initial=0))
    for hit in find("".join(text[start:end] + MASK for start, end in around)):
        nearby = bisect_right(begins, hit.start) - 1
        start, end = around[nearby]
        moved = replace(
            hit,
            start=hit.start - begins[nearby] + start,
            end=hit.end - begins[nearby] + start,
        )
        is_clear_of_start = start == 0 or moved.start >= start + _UNSURE
        if is_clear_of_start and (end == len(text) or moved.end <= end - _UNSURE):
            yield moved


def _neighbourhoods(hits: list[Hit], length: int) -> list[tuple[int, int]]:
    around: list[tuple[int, int]] = []
    for hit in sorted(hits, key=attrgetter("start")):
        start, end = max(0, hit.start - _BESIDE), min(length, hit.end + _BESIDE)
        if around and start <= around[-1][1]:
            start = around.pop()[0]
        around.append((start, end))
    return around
