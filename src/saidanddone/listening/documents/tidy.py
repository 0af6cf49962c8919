"""One shape for text, whatever it came from."""

import re
import unicodedata

from saidanddone.base.direction import DIRECTION_MARKS

# What ends a line in one program or another, besides "\n".
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Spaces that look like a space and compare as something else: no-break, figure, narrow no-break.
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ")
# Marks nobody sees (whoever looks for words passes over any that stay, `base.folding`):
# soft hyphen, zero-width space, word joiner, byte order mark; and control codes except tab.
_UNSEEN = dict.fromkeys(
    [0xAD, 0x200B, 0x2060, 0xFEFF, 0x7F, *(c for c in range(0x20) if c not in (0x09, 0x0A))]
)
_TABLE = {**_SPACES, **_UNSEEN, **DIRECTION_MARKS}
# Unicode's Stream-Safe format (UAX 15, 13): no language stacks more marks on one letter. The time to put
# them in order grows with the square of their number.
_MOST_MARKS = 30


def tidy(text: str) -> str:
    """NFC, "\\n" for every line end, plain spaces, nothing invisible, no blank edges.

    Trailing spaces go from each line, and more than one blank line becomes one.
    """
    if text.isascii() and text.isprintable():  # one plain line, as most turns of a table are
        return text.strip()
    text = _LINE_ENDS.sub("\n", text).translate(_TABLE)
    text = unicodedata.normalize("NFC", _stream_safe(text))
    text = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _stream_safe(text: str) -> str:
    """The text without the marks after the thirtieth on one letter."""
    if text.isascii():
        return text
    kept, marks = [], 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _MOST_MARKS:
            kept.append(letter)
    return "".join(kept)
