"""Words out of a plain text file, whatever way its letters were written as bytes."""

import codecs
import re
import unicodedata

from saidanddone.listening.documents.document import Document
from saidanddone.listening.documents.guards import DocumentRefused, Limits, refuse_if_too_long

NOT_TEXT = (
    "This is not a text file. Save the document as .txt, .docx, .odt or .pdf, "
    "then choose it again. Or paste the words instead."
)
UNKNOWN_LETTERS = (
    "The letters in this text file cannot be made out. Open it, choose Save As, "
    "choose UTF-8 as the encoding, then choose it again. Or paste the words instead."
)

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_PARTS_OF_UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_MARKS = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022£€§©®°º·«»¡¿´½¼¾"  # noqa: RUF001
_JOINING_MARKS = "\u2018\u2019\u2013\u2014\u2026\u00b7´"  # noqa: RUF001
_INSIDE_A_WORD = re.compile(rf"(?<=\w)(?![{_JOINING_MARKS}])[^\w\s\x00-\x7f](?=[^\W\d_])")


def read(content: bytes, limits: Limits) -> Document:
    """The decoded text: UTF-8, UTF-16 with its mark, or Windows' Western European letters.

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
    return _western_european(content, limits)


def _western_european(content: bytes, limits: Limits) -> str:
    """Windows-1252, but only where the outcome looks like a language written in it.

    Any bytes at all decode as something, so three signs speak against: pieces of UTF-8 (a broken
    UTF-8 file), marks in the middle of words (another code page), and accented letters that
    outnumber what any language that uses this code page would have (Cyrillic, Greek).
    """
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise DocumentRefused(UNKNOWN_LETTERS) from None
    refuse_if_too_long(len(text), limits)  # before each letter is looked at
    letters = [c for c in text if c.isalpha()]
    accented = sum(c > "\x7f" for c in letters)
    strange = any(
        c > "\x7f" and c not in _MARKS and unicodedata.category(c) not in {"Ll", "Lu", "Zs"}
        for c in text
    )
    if (
        strange
        or _PARTS_OF_UTF_8.search(content)
        or _INSIDE_A_WORD.search(text)
        or accented > 0.25 * len(letters)
    ):
        raise DocumentRefused(UNKNOWN_LETTERS)
    return text
