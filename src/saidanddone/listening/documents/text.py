"""Words out of a plain text file, whatever way its letters were written as bytes."""

import codecs
import re

from saidanddone.base.tables import from_windows
from saidanddone.listening.documents.document import Document
from saidanddone.listening.documents.guards import DocumentRefused, Limits, refuse_if_too_long

NOT_TEXT = (
    "This is not a text file. Save the document as .txt, .docx, .odt or .pdf, "
    "then choose it again. Or paste the words instead."
)
SAVE_AS_UTF_8 = (
    "Open it, choose Save As, choose UTF-8 as the encoding, then choose it again. "
    "Or paste the words instead."
)
UNKNOWN_LETTERS = f"The letters in this text file cannot be made out. {SAVE_AS_UTF_8}"
_SHOWN_LETTERS = 6

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def read(content: bytes, limits: Limits) -> Document:
    """The decoded text: UTF-8, UTF-16 with its mark, or Windows' letters that its code pages share.

    Raises `DocumentRefused`, rather than keep words with wrong letters in them.
    """
    text = _decoded(content, limits)
    if _CONTROLS.search(text):
        raise DocumentRefused(NOT_TEXT)
    return Document(text)


def _decoded(content: bytes, limits: Limits) -> str:
    is_utf_16 = content.startswith(_UTF_16)
    if b"\x00" in content and not is_utf_16:
        raise DocumentRefused(NOT_TEXT)
    try:
        return content.decode("utf-16" if is_utf_16 else "utf-8-sig")
    except UnicodeDecodeError:
        if is_utf_16:
            raise DocumentRefused(UNKNOWN_LETTERS) from None
    refuse_if_too_long(len(content), limits)  # before each letter is looked at
    if text := from_windows(content):
        return text
    raise DocumentRefused(_in_doubt(content))


def _in_doubt(content: bytes) -> str:
    """The refusal, which names letters as Windows in Western Europe would read them: no words."""
    read = content.decode("cp1252", errors="ignore")
    letters = sorted({letter for letter in read if letter > "\x7f" and letter.isalpha()})
    if not letters:
        return UNKNOWN_LETTERS
    shown = " ".join(letters[:_SHOWN_LETTERS])
    return (
        "Some letters in this text file cannot be made out, because programs write them in "
        f"different ways. They could be {shown}, or others. {SAVE_AS_UTF_8}"
    )
