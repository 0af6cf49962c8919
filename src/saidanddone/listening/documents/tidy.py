"""One shape for text, whatever it came from."""

import re
import unicodedata

# What ends a line in one program or another, besides "\n".
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Spaces that look like a space and compare as something else: no-break, figure, narrow no-break.
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ")
# Marks nobody sees, which would hide a name or a number from the rules that look for them:
# soft hyphen, zero-width space, word joiner, byte order mark; and control codes except tab.
_UNSEEN = dict.fromkeys(
    [0xAD, 0x200B, 0x2060, 0xFEFF, 0x7F, *(c for c in range(0x20) if c not in (0x09, 0x0A))]
)
_TABLE = {**_SPACES, **_UNSEEN}


def tidy(text: str) -> str:
    """NFC, "\\n" for every line end, plain spaces, nothing invisible, no blank edges.

    Trailing spaces go from each line, and more than one blank line becomes one.
    """
    text = _LINE_ENDS.sub("\n", text).translate(_TABLE)
    text = re.sub(r"[ \t]+$", "", unicodedata.normalize("NFC", text), flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
