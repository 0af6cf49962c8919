"""Names told by their capitals, and common first names however they are written.

A capital says little where a sentence opens or where every word has one. There only a common first
name counts, a second capital beside it, or a word that does what a person does ("Tamsin says").
What the last word of a name is tells its kind: "Lane", "Primary", "Surgery".
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

import regex

from saidanddone.evidence.transcripts.redaction.given_names import ALSO_WORDS, GIVEN_NAMES
from saidanddone.evidence.transcripts.redaction.hits import MASK, Hit, Kind
from saidanddone.evidence.transcripts.redaction.words import (
    COMMON,
    FUNCTION,
    KNOWN_TO_ALL,
    NO_NAMES,
    TITLES,
    words_of,
)

# An initial, a saint, or letters joined by hyphens and apostrophes without the "'s" of a possessive.
_WORD = (
    r"(?:[A-Z]\.(?=[ ]?[A-Z])|St\b\.?(?=[ ][A-Z])"
    r"|(?:al|el|ul|ar|an|as)-[A-Z][a-z]++|[A-Z][A-Za-z]*+(?:['-](?!s(?!\w))[A-Za-z]++)*+(?:'s(?=[ ][A-Z]))?+(?![\w@]))"
)
_RUN = re.compile(
    rf"(?=[A-Z])(?<![\w'@./_&-]){_WORD}(?:[ ]?{_WORD}|[ ](?:of|of[ ]the|&)[ ]{_WORD})*+"
)
_WORD_OF_RUN = re.compile(r"[A-Za-z](?:[A-Za-z'-]*[A-Za-z])?\.?")
_IN_MID_SENTENCE = re.compile(r"[a-z0-9,;)&-]['\")]?[ ]['\"(]?$")
# "the Rose and Crown", which is one name after "the".
_AND_ANOTHER = re.compile(r"[ ](?:and|&|n)[ ]([A-Z][a-z]+)(?![\w-])")
# A longer run is a heading or a text that is written so. In characters, as is how far to look for more of it.
_MOST_LETTERS = 60
_AROUND = 50
_SMALL_WORD_IN_CAPITALS = re.compile(
    r"[A-Z][a-z]*[ ](?:And|The|Of|To|In|Is|Are|For|My|Your|With|On|At|By|Be|Was|From|Have|Do|Not|Our|Any|We|You|It)(?=[ ][A-Z])"
)
_DOES = re.compile(
    r"'s[ ]|,[ ](?:she|he|they|who|my|our|his|her|bless)(?!\w)|(?:'d|'ll)?[ ](?:(?:never|always|just|also|already|still|only|even|then)[ ])?(?:says|said|told|tells|goes"
    r"|went|got|gets|has|had|is|was|did|does|didn't|doesn't|wasn't|isn't|hasn't|came|comes|rang|rings|works|worked"
    r"|lives|lived|knows|knew|wants|wanted|asks|asked|thinks|thought|reckons|reckoned|used|could|can|can't|would"
    r"|wouldn't|will|won't|might|picks|picked|puts|put|takes|took|gives|gave|gone|left|died|passed|made|makes|runs"
    r"|ran|needs|needed|looks|looked|helps|helped|calls|called|keeps|kept|sent|sends|sees|saw|met|heard|found|loves"
    r"|loved|likes|liked|moved|and[ ](?:me|i|I|her|him)|from|at|in|with)(?!\w)"
)
_NO_LEAD = TITLES | words_of("i'm i'd i'll i've mum dad mam nan the and but")
_NO_INITIALS = words_of(
    "pc dc ds di mp tv uk eu us ni gp cv id it ok am pm re pe hr pa dj ci ps sc bt ee mc ad bc we he me my is in on at to of do so no go up if or as an by be"
)
_ABSTRACT = re.compile(
    r".*(?:ing|ness|tion|sion|ment|ity|ism|age|ance|ence|ship|hood|ers|ies|day|body|thing|one|ly|ed)"
)
_NICKNAME = r"(?:old|little|lil|big|young|mad|fat|skinny|long|tall|black|white|ginger|scouse|mama|papa|nana|nan|gran|grandma|granny)"
_INITIALS = re.compile(r"[A-Z](?<![\w.].)(?<!U(?=\.[KS]\.))\.[ ]?[A-Z]\.(?!\w)")
_IS_NICKNAME = re.compile(_NICKNAME)
_NICKNAME_BEFORE = re.compile(rf"(?i:(?<!\w){_NICKNAME})[ ]$")
_INITIAL_AFTER = re.compile(r"[ ][B-HJ-Zb-hj-mo-qs-tv-z](?![\w'.])")


_SMALL_NAMES = GIVEN_NAMES - ALSO_WORDS - COMMON


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row with capitals: where each starts and ends, and whether a sentence goes on there."""

    words: tuple[tuple[int, int, str], ...]
    is_mid: bool
    is_in_title_case: bool = False

    @property
    def start(self) -> int:
        return self.words[0][0]

    @property
    def end(self) -> int:
        return self.words[-1][1]


def runs_of_capitals(text: str) -> Iterator[Run]:
    """Every run short enough to be a name, in order; of a text with capitals throughout, its pieces."""
    in_capitals = [match.start() for match in _SMALL_WORD_IN_CAPITALS.finditer(text)]
    for match in _RUN.finditer(text):
        start, end = match.span()
        words = tuple(
            (word.start(), word.end(), word[0]) for word in _WORD_OF_RUN.finditer(text, start, end)
        )
        if end - start > _MOST_LETTERS or _is_near(in_capitals, text, start, end):
            yield from _pieces(words)
            continue
        before = text[max(0, start - 4) : start]
        partner = _AND_ANOTHER.match(text, end) if len(words) == 1 else None
        if partner and (
            before == "the " or not {words[0][2].lower(), partner[1].lower()} & GIVEN_NAMES
        ):
            words += ((partner.start(1), partner.end(1), partner[1]),)
        yield Run(words, _IN_MID_SENTENCE.search(before) is not None)


def _is_near(places: Sequence[int], text: str, start: int, end: int) -> bool:
    """Whether one of these places is close, with nothing between that is spoken for already."""
    first = bisect_left(places, start - _AROUND)
    return any(
        MASK not in text[min(at, end) : max(at, start)]
        for at in places[first : bisect_left(places, end + _AROUND)]
    )


def _pieces(words: Iterable[tuple[int, int, str]]) -> Iterator[Run]:
    piece: list[tuple[int, int, str]] = []
    for word in words:
        if word[2].lower() not in FUNCTION:
            piece.append(word)
        elif piece:
            yield Run(tuple(piece), is_mid=False, is_in_title_case=True)
            piece = []
    if piece:
        yield Run(tuple(piece), is_mid=False, is_in_title_case=True)


def names_by_capitals(
    text: str, runs: Sequence[Run], small_words: AbstractSet[str]
) -> Iterator[Hit]:
    """People, and whatever else is named by capitals alone; `runs` as `runs_of_capitals` gives them.

    `small_words`: those of the text. A name is looked for among them too.
    """
    known: set[str] = set()
    for run in runs:
        for words in _named_parts(run, text):
            known |= {word for _, _, word in words}
            yield _hit(words, text)
    for run in runs:
        first = run.words[0]
        if len(run.words) == 1 and not run.is_mid and first[2] in known:
            yield _hit(run.words, text)
    for match in _INITIALS.finditer(text):
        yield Hit(match.start(), match.end(), Kind.NAME, "capitals")
    small = {word.lower() for word in known if len(word) > 2} - NO_NAMES - ALSO_WORDS
    yield from _small_names(text, small & small_words)


def is_sure_name(small: str) -> bool:
    """Whether this is a common first name and no other word."""
    return small in _SMALL_NAMES


def _named_parts(run: Run, text: str) -> Iterator[Sequence[tuple[int, int, str]]]:
    words = list(run.words)
    if run.is_in_title_case:
        if is_sure_name(words[0][2].lower()):
            yield words[:1] if words[-1][2].lower() in NO_NAMES else words
        return
    if not run.is_mid:
        if len(words) == 1:
            if _opens_with_a_name(words[0][2], text, run.end):
                yield words
            return
        if words[0][2].lower() in NO_NAMES or _is_lettered(words):
            words = words[1:]
    part: list[tuple[int, int, str]] = []
    is_named = False
    for word in words:
        small = word[2].lower()
        if _are_initials(word[2]) and not is_named:
            part.append(word)
        elif _may_be_named(word[2]) or (part and small in {"of", "the"}):
            part.append(word)
            is_named = True
        elif (is_named and small not in _NO_LEAD and small in COMMON and len(small) > 2) or (
            run.is_mid and _may_lead(word[2], small, text[run.start - 2])
        ):
            part.append(word)
        else:
            if is_named:
                yield part
            part, is_named = [], False
    if is_named:
        yield part
    elif run.is_mid and len(words) == 1 and _is_a_name_too(words[0][2].lower(), text, run.start):
        yield words


def _may_lead(word: str, small: str, before: str) -> bool:
    """Whether a common word with a capital belongs to a name: "Open Latch", and after a comma "Lucky Teapot"."""
    return (
        len(small) > 2
        and small in COMMON
        and small not in _NO_LEAD
        and not word.isupper()
        and (before.isalpha() or small not in FUNCTION)
    )


def _is_a_name_too(small: str, text: str, start: int) -> bool:
    """Whether "Bill" is someone here: not in "the Bill"."""
    is_word_too = small in GIVEN_NAMES and small in COMMON and small not in KNOWN_TO_ALL
    return is_word_too and not text[max(0, start - 4) : start].lower().endswith(("the ", " a "))


def _are_initials(word: str) -> bool:
    """Whether this may stand for first names: "CJ Roper", but not "PC Roper"."""
    is_one = len(word) == 1 and word not in "AI"
    return is_one or (
        len(word) == 2 and word.isupper() and word.lower() not in _NO_INITIALS | TITLES
    )


def _is_lettered(words: Sequence[tuple[int, int, str]]) -> bool:
    """Whether this is "Column A" rather than "Nadia K"."""
    is_letter = len(words) == 2 and len(words[1][2]) == 1
    first = words[0][2].lower()
    return is_letter and first not in GIVEN_NAMES and not _IS_NICKNAME.fullmatch(first)


def _may_be_named(word: str) -> bool:
    plain = word.rstrip(".").removesuffix("'s").lower()
    is_acronym = len(plain) > 1 and word.removesuffix("'s").isupper() and not word.endswith(".")
    is_single = len(plain) == 1 and not word.endswith(".")
    return not (is_acronym or is_single or plain in NO_NAMES or plain in TITLES)


def _opens_with_a_name(word: str, text: str, end: int) -> bool:
    small = word.lower()
    if word.isupper() and len(word) > 1:
        return False
    if is_sure_name(small):
        return True
    is_plain = (
        len(word) > 1
        and small not in NO_NAMES
        and small not in TITLES
        and not _ABSTRACT.fullmatch(small)
    )
    return (
        is_plain
        and not small.endswith("s")
        and small not in ALSO_WORDS
        and _DOES.match(text, end) is not None
    )


def _hit(words: Sequence[tuple[int, int, str]], text: str) -> Hit:
    start, end = words[0][0], words[-1][1]
    if text[end - 1] == ".":
        end -= 1
    nickname = _NICKNAME_BEFORE.search(text[max(0, start - 9) : start])
    if nickname:
        start -= len(nickname[0])
    initial = _INITIAL_AFTER.match(text, end) if len(words) == 1 else None
    if initial:
        end = initial.end()
    return Hit(start, end, Kind.NAME, "capitals")


# ---- First names in small letters ----------------------------------------------------------------

_SMALL = re.compile("[a-z]++")
_KIN = "mate|friend|sister|brother|cousin|auntie|aunty|uncle|boyfriend|girlfriend|husband|wife|partner|daughter|son|mum|dad"
_CUES = re.compile(
    r"(?<![a-z])(?:name's|names|name[ ]is|name[ ]was|named|nicknamed|known[ ]as|goes[ ]by|aka|ask[ ]for|interpreted[ ]by"
    r"|pronounced|(?:is|was|he's|she's|hes|shes|someone|somebody|girl|lad|woman|man|guy|bloke|lady|mate|friend)[ ]called"
    rf"|(?:my|her|his|their|our)[ ](?:{_KIN}),?)[ ](?P<nick>{_NICKNAME}[ ])?(?P<hit>[a-z]{{3,}}+)(?!['\w-])"
)
_NICKNAMED = re.compile(rf"(?<!\w){_NICKNAME}[ ](?P<hit>[a-z]{{2,}}+)(?!['\w-])")


def small_words_of(text: str) -> set[str]:
    return set(_SMALL.findall(text))


_ARTICLE_BEFORE = re.compile(r"(?<!\w)(?:a|an|the|my|our|this|that)[ ]$")


def first_names(text: str, small_words: AbstractSet[str]) -> Iterator[Hit]:
    """Common first names typed small, with a nickname before or an initial after: "little amy", "mandy p"."""
    yield from _small_names(text, (_SMALL_NAMES & small_words) | _told(text))
    for match in _NICKNAMED.finditer(text):
        is_thing = _ARTICLE_BEFORE.search(text[max(0, match.start() - 5) : match.start()])
        if match["hit"] in GIVEN_NAMES and not is_thing:
            yield Hit(match.start(), match.end(), Kind.NAME, "first_name")


def _told(text: str) -> set[str]:
    """Small words that something announces as a name: "her name is kelechi", "my mate big tone"."""
    told = set()
    for match in _CUES.finditer(text):
        word = match["hit"]
        is_plain = word not in NO_NAMES and not word.endswith("s") and not _ABSTRACT.fullmatch(word)
        is_sure = (word in GIVEN_NAMES or match["nick"]) and word not in FUNCTION
        if is_sure or (is_plain and word not in TITLES):
            told.add(word)
    return told


def _small_names(text: str, sought: Iterable[str]) -> Iterator[Hit]:
    for name in sorted(sought):
        for match in whole_word(name).finditer(text):
            start, end = match.span()
            nickname = _NICKNAME_BEFORE.search(text[max(0, start - 9) : start])
            initial = _INITIAL_AFTER.match(text, end)
            start -= len(nickname[0]) if nickname else 0
            yield Hit(start, initial.end() if initial else end, Kind.NAME, "first_name")


@lru_cache(maxsize=2048)
def whole_word(name: str) -> re.Pattern[str]:
    """A pattern for small letters that stand as a word of their own, quick because it opens with them."""
    return re.compile(rf"{name}(?<![\w@./_'-]{name})(?!\w|[./_@-]\w)")


# ---- Other scripts -------------------------------------------------------------------------------

_OTHER_LETTERS = r"[[\p{L}\p{M}]--[\p{Latin}\p{Common}\p{Inherited}]]"
_OTHER_SCRIPT = regex.compile(
    rf"{_OTHER_LETTERS}++(?:[ '.-]{{1,2}}{_OTHER_LETTERS}++)*+", regex.VERSION1
)
_LATIN_BEFORE = re.compile(r"[A-Za-z][^\w\n]{1,4}$|[A-Za-z]$")
_SPELLED_IN_LATIN = re.compile(
    r"[ ]?\((?:(?:say|said|or|as|aka|called)[ ])?(?P<hit>[A-Za-z]{2,20})\)"
)
_LATIN_AFTER = re.compile(r"[^\w\n]{0,4}[A-Za-z]")


def names_in_other_scripts(text: str) -> Iterator[Hit]:
    """A word or a few in another script, among words in Latin letters."""
    if text.isascii():
        return
    for match in _OTHER_SCRIPT.finditer(text):
        start, end = match.span()
        is_short = end - start <= 40 and len(match[0].split()) <= 4
        if is_short and (
            _LATIN_BEFORE.search(text[max(0, start - 6) : start]) or _LATIN_AFTER.match(text, end)
        ):
            yield Hit(start, end, Kind.NAME, "other_script")
            spelled = _SPELLED_IN_LATIN.match(text, end)
            if spelled:
                yield Hit(spelled.start("hit"), spelled.end("hit"), Kind.NAME, "other_script")
