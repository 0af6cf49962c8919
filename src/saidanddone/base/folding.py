"""One folding for every place that looks for words or hides them.

What was written is kept; the folded text is only looked in. Each of its characters knows which
characters of the original it stands for, so that a match gives an exact span of what was written.

Folded are compatibility forms (Unicode NFKD, UAX 15: ligatures, full-width and presentation forms),
digits of any script, dashes, spaces, quotation marks, accents, and case unless it is kept. Marks that
nobody sees go. Two texts that fold alike need not be the same word: fold to look and to hide, never
to tell what a thing is.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

# A space that stands beside a ligature alone ("Ti \ufb00 any"), as readers of PDF write: whether
# it parts two words cannot be told. It is neither a letter nor a space.
PARTED = "\ue001"

_LIGATURES = "\ufb00-\ufb06\uf001\uf002"
_HAS_LIGATURE = re.compile(f"[{_LIGATURES}]")
_BESIDE_LIGATURE = re.compile(
    rf"(?<=\w) (?=[{_LIGATURES}](?: |$))|(?<= [{_LIGATURES}]) (?=\w)", re.MULTILINE
)
_UNSEEN = regex.compile(
    r"\p{Default_Ignorable_Code_Point}|\p{Cc}|\u0640"
)  # Arabic's tatweel only widens
# Combining classes whose marks make another letter: nukta, voiced kana, virama. Class 0 are vowels.
_KEPT_MARKS = frozenset({0, 7, 8, 9})
_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i"}  # noqa: RUF001
_PAIRS = {"æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "\uf001": "fi", "\uf002": "fl"}
_SAME = {
    **_LETTERS,
    **_PAIRS,
    **{
        letter.upper(): plain.upper()
        for letter, plain in (_LETTERS | _PAIRS).items()
        if letter not in "ıß"
    },
    "\u1e9e": "SS",
    # Apostrophes, primes, modifier letters and single quotation marks.
    **dict.fromkeys("`´‘’‚‛′‵ʹʻʼʽʾʿˈˊˋ‹›՚׳\ua78b\ua78c", "'"),  # noqa: RUF001
    **dict.fromkeys("“”„‟″‶«»〝〞〟ʺ״", '"'),
    **dict.fromkeys("\u2212\u2043\u02d7", "-"),  # minus, hyphen bullet, modifier minus
    **dict.fromkeys("\u2044\u2215\u29f8\u2571", "/"),
    **dict.fromkeys("\u00b7\u2022\u2027\u2219\u22c5\u30fb", "."),  # dots and bullets at mid height
    "\x85": "\n",
    "\t": "\t",
    "\n": "\n",
}
_BY_CATEGORY = {"Pd": "-", "Zs": " ", "Zl": "\n", "Zp": "\n"}
_CLUSTER = regex.compile(r"\X")
# Scripts that put no space between words.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_IS_UNSPACED = regex.compile(f"[{_UNSPACED}]")
# For `regex` with VERSION1: a letter or digit of a script that puts spaces between words.
LETTER = rf"[\w--[{_UNSPACED}]]"
_IN_ONE_WORD = regex.compile(rf"[{LETTER}{PARTED}]{{2}}", regex.VERSION1)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and for each of its characters where what it stands for starts and ends.

    Offsets count code points of what was written. A span never splits what is read as one
    character (a grapheme cluster, UAX 29): a letter with its accents, a family of emoji.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of what was written that `text[start:end]`, which is not empty, stands for."""
        return self.starts[start], self.ends[end - 1]

    def widened(self, start: int, end: int) -> tuple[int, int]:
        """The smallest span of `text` around this one that splits nothing that was written."""
        first, last = self.span(start, end)
        return bisect_left(self.starts, first), bisect_left(self.starts, last)


def fold(text: str, *, keep_case: bool = False) -> Folded:
    """`text` as it is looked in. Of ASCII only case changes, and a grave accent is an apostrophe."""
    if text.isascii():
        plain = text if keep_case else text.lower()
        return Folded(plain.replace("`", "'"), range(len(text)), range(1, len(text) + 1))
    if _HAS_LIGATURE.search(text):
        text = _BESIDE_LIGATURE.sub(PARTED, text)
    letters = set(text)
    table = {ord(letter): _folded(letter, keep_case) for letter in letters}
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for start, end in _uneven(text, table):
        pieces += [text[position:start].translate(table), text[start:end].translate(table)]
        starts += range(position, start)
        ends += range(position + 1, start + 1)
        starts += [start] * len(pieces[-1])
        ends += [end] * len(pieces[-1])
        position = end
    pieces.append(text[position:].translate(table))
    starts += range(position, len(text))
    ends += range(position + 1, len(text) + 1)
    return Folded("".join(pieces), starts, ends)


def folded_words(text: str) -> str:
    """The folded text with one space for any white space, and none beside a parted ligature."""
    return " ".join(fold(text).text.replace(PARTED, "").split())


def find_words(folded: Folded, sought: str) -> list[tuple[int, int]]:
    """Where these words were written, whole and however they were spelled; none overlaps another.

    Any white space may stand for a space, and a space for a hyphen. Where a script puts no space
    between words, the words may stand within others.
    """
    plain = folded_words(sought)
    if not plain:
        return []
    words = words_pattern(plain, PARTED in folded.text)
    pattern = before_word(plain[0]) + words + after_word(plain[-1])
    spans: list[tuple[int, int]] = []
    for match in regex.finditer(pattern, folded.text, regex.VERSION1):
        start, end = folded.span(*match.span())
        if not spans or spans[-1][1] <= start:
            spans.append((start, end))
    return spans


def whole_words(folded: Folded, start: int, end: int) -> tuple[int, int] | None:
    """The span of what was written, widened to whole words; None where nothing can be seen in it.

    Where a script puts no space between words it is widened to whole clusters only.
    """
    first, last = bisect_right(folded.ends, start), bisect_left(folded.starts, end)
    if first >= last or not folded.text[first:last].strip():
        return None
    while first and _are_joined(folded.text[first - 1 : first + 1]):
        first -= 1
    while last < len(folded.text) and _are_joined(folded.text[last - 1 : last + 1]):
        last += 1
    return folded.span(first, last)


def _are_joined(pair: str) -> bool:
    """Whether two folded characters stand in one word."""
    return _IN_ONE_WORD.fullmatch(pair) is not None


def words_pattern(plain: str, is_parted: bool) -> str:
    """A pattern of `regex` for folded words. `is_parted`: the text holds `PARTED`."""
    spaces = rf"[\s\x1c-\x1f{PARTED if is_parted else ''}]+"  # what `str.split` takes for space
    spelled = {" ": spaces, "-": f"(?:-|{spaces})+"}
    gap = f"{PARTED}?" if is_parted else ""
    return gap.join(spelled.get(letter) or regex.escape(letter) for letter in plain)


def before_word(letter: str, passed: str = "") -> str:
    """A pattern for the place before a word that starts with this letter, `passed` after it."""
    return "" if is_unspaced(letter) else f"(?<!{LETTER}{passed})"


def after_word(letter: str, ending: str = "") -> str:
    """A pattern for the place after a word that ends with this letter, `ending` before its end."""
    return "" if is_unspaced(letter) else f"(?={ending}(?!{LETTER}))"


def is_unspaced(letter: str) -> bool:
    """Whether a letter's script puts no space between words."""
    return _IS_UNSPACED.match(letter) is not None


def _uneven(text: str, table: dict[int, str]) -> Iterator[tuple[int, int]]:
    """The clusters that are several characters, or fold to none or to several."""
    uneven = "".join(
        chr(code) for code, plain in table.items() if len(plain) != 1 or not _is_alone(chr(code))
    )
    if not uneven:
        return
    some, others = f"[{re.escape(uneven)}]", f"[^{re.escape(uneven)}]"
    for run in re.finditer(f"(?:{others}?{some}+)+{others}?", text):
        for cluster in _CLUSTER.finditer(text, run.start(), run.end()):
            yield cluster.span()


@lru_cache(maxsize=8192)
def _is_alone(letter: str) -> bool:
    """Whether a character never makes one cluster with an ordinary letter or with its like."""
    beside = (f"a{letter}", f"{letter}a", f"{letter}{letter}")
    return letter.isascii() or not any(_CLUSTER.fullmatch(pair) for pair in beside)


@lru_cache(maxsize=8192)
def _folded(letter: str, keep_case: bool) -> str:
    plain = _plain(letter)
    return plain if keep_case else "".join(map(_plain, plain.casefold()))


def _plain(letter: str) -> str:
    """One character without what is folded away, in its own case."""
    if letter in _SAME:
        return _SAME[letter]
    if letter.isascii():
        return letter
    parts = unicodedata.normalize("NFKD", letter)
    if parts != letter and parts[0] == " ":
        return (
            "" if len(parts) > 1 else " "
        )  # an accent that stands by itself, as LaTeX writes them
    return "".join(map(_plain_part, parts))


def _plain_part(part: str) -> str:
    if part in _SAME:
        return _SAME[part]
    if part.isascii():
        return part
    category = unicodedata.category(part)
    if category in _BY_CATEGORY:
        return _BY_CATEGORY[category]
    if category == "Nd":
        return str(unicodedata.decimal(part))
    is_mark = category == "Me" or unicodedata.combining(part) not in _KEPT_MARKS
    return "" if is_mark or _UNSEEN.match(part) else part
