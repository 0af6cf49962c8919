"""Lines of Arabic, Hebrew and other right-to-left scripts, from the order in which they are drawn.

A PDF holds what is drawn, from left to right, often in the shapes that letters take within a word.
Words are kept in the order in which they are read: the reverse of Unicode's bidirectional algorithm
(UAX 9) for one line. More than one order can be drawn alike; then the more usual one is taken.
"""

import re
import unicodedata

_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_RIGHT_TO_LEFT = {"R", "AL"}
_SHAPES = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]")
_LABEL = re.compile(r"\s*\w[\w .]{0,38}:(?=\s)")
# Some files hold a bracket as it is drawn and some as it is read. One that closes before a word, or
# opens after one, is the other.
_TURNED_BRACKET = re.compile(r"(?<!\S)[)\]}\u00bb](?=\w)|(?<=\w)[(\[{\u00ab](?!\w)")
# pypdf puts a space where the font changes, as it does between these scripts and their marks.
_SPACE_AT_A_MARK = re.compile(
    "(?<=[(\\[\u00ab]) +| +(?=[.,:;?!)\\]\u00bb\u060c\u061b\u061f\u06d4])"
)
_LONGEST = 10_000  # characters: no line of a page is longer
_SENTENCE_ENDS = ".?!\u061f\u06d4"


def is_right_to_left(text: str) -> bool:
    """Whether any letter of the text is written from right to left."""
    return not text.isascii() and any(_kind(letter) in _RIGHT_TO_LEFT for letter in text)


def in_reading_order(drawn: str) -> str:
    """A line in the order in which it is read, its letters as they are typed.

    `drawn` has the characters of the line from left to right as a page shows them.
    """
    if len(drawn) > _LONGEST or not is_right_to_left(drawn):
        return drawn
    if _runs_right_to_left(drawn):
        read = _reversed(drawn)
    else:
        read = "".join(
            _reversed(part) if is_right_to_left(part) else part
            for part in _parts_by_direction(drawn)
        )
    read = _TURNED_BRACKET.sub(_turned, _SHAPES.sub(_typed, read))
    return _SPACE_AT_A_MARK.sub("", read)


def _kind(letter: str) -> str:
    return unicodedata.bidirectional(letter)


def _typed(shape: re.Match[str]) -> str:
    """The letters of a shape that they take at the beginning, middle or end of a word."""
    return unicodedata.normalize("NFKC", shape[0]).replace(" ", "")


def _turned(bracket: re.Match[str]) -> str:
    return bracket[0].translate(_MIRRORED)


def _runs_right_to_left(drawn: str) -> bool:
    """Whether the whole line is read from the right, and not only some words in it."""
    kinds = [kind for kind in map(_kind, drawn) if kind == "L" or kind in _RIGHT_TO_LEFT]
    first, last = (kind in _RIGHT_TO_LEFT for kind in (kinds[0], kinds[-1]))
    if first == last:
        return first
    if not first and _LABEL.match(drawn):  # a speaker's label at the left
        return False
    text = drawn.strip()
    if (text[0] in _SENTENCE_ENDS) != (text[-1] in _SENTENCE_ENDS):
        return text[0] in _SENTENCE_ENDS
    return 2 * kinds.count("L") < len(kinds)


def _parts_by_direction(drawn: str) -> list[str]:
    """The line cut before the first and after the last letter of each right-to-left stretch."""
    parts, start, end = [], 0, None
    for at, letter in enumerate(drawn):
        kind = _kind(letter)
        if kind in _RIGHT_TO_LEFT or (kind == "NSM" and end == at):
            if end is None:
                parts.append(drawn[start:at])
                start = at
            end = at + 1
        elif kind == "L" and end is not None:
            parts.append(drawn[start:end])
            start, end = end, None
    return [*parts, drawn[start:end], drawn[end:] if end is not None else ""]


def _reversed(drawn: str) -> str:
    """The stretch from right to left; figures, and words of other scripts, stay as they are."""
    is_arabic = any(_kind(letter) == "AL" for letter in drawn)
    stays = _STAYS_IN_ARABIC if is_arabic else _STAYS
    read, at = [], len(drawn)
    kinds = "".join("p" if c in _PER_CENT else _CODES.get(_kind(c), "n") for c in drawn)
    if is_arabic:
        kinds = _WITH_CURRENCY.sub(_marked_as_money, kinds)
    for run in reversed(list(stays.finditer(kinds))):
        read.append(drawn[run.end() : at][::-1].translate(_MIRRORED))
        read.append(drawn[run.start() : run.end()])
        at = run.start()
    return "".join([*read, drawn[:at][::-1].translate(_MIRRORED)])


def _marked_as_money(figure: re.Match[str]) -> str:
    return figure[0].replace("d", "m") if figure[0][-1] == "t" else figure[0]


# Kinds of characters by one letter: l left to right, d a digit, m a digit of a sum of money before
# its sign, a an Arabic digit, c what joins digits (. , : /), s a plus or minus, t what stands at a
# figure (£), p what stands after one (%), r right to left, n any other.
_CODES = {"L": "l", "EN": "d", "AN": "a", "CS": "c", "ES": "s", "ET": "t", "R": "r", "AL": "r"}
_PER_CENT = "%\u2030\u00b0"
_WITH_CURRENCY = re.compile("[dc]+t?")
_WORDS = "l(?:[^r]*(?:l|dp?))?"
_STAYS_IN_ARABIC = re.compile(rf"{_WORDS}|[dm]+(?:c[dm]+)*|a+(?:ca+)*")
_STAYS = re.compile(rf"{_WORDS}|[tp]{{0,3}}d+(?:[cs]d+)*[tp]{{0,3}}|a+(?:ca+)*")
