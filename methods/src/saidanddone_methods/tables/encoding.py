"""Decode the bytes of a text table, without guessing letters."""

import codecs
import csv
import io
import re

from saidanddone_methods.tables.refusals import SAVE_AS_UTF_8, TableRefused

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Letters that are the same in the Western (1252), Central European (1250) and Turkish (1254) code
# pages of Windows, and the marks that all its code pages share. Other bytes differ between them.
_SHARED_LETTERS = "áâäçéëíîóôöúüßÁÂÄÇÉËÍÎÓÔÖÚÜ"
_SHARED_MARKS = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u20ac\xa0\xa7\xa9\xae\xb0\xb7"
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL_INSIDE = re.compile(rf"[a-z{_SHARED_LETTERS[:14]}][{_SHARED_LETTERS[14:]}]")
_MARK_INSIDE = re.compile(r"[^\W\d_][\u201c\u2022\u20ac\u2026\xa7\xa9\xae\xb0\xb7](?=[^\W\d_])")
_POUND_IN_A_WORD = re.compile(r"[^\W\d_]£|£[^\W\d_]")  # in Central Europe it is a letter
_PIECE_OF_UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")


def decoded(content: bytes) -> str:
    """Decode UTF-8, UTF-16 with its mark, or Windows letters that are the same in its code pages.

    Raises `TableRefused` that names the row, instead of returning wrong letters.
    """
    encoding = "utf-16" if content.startswith(_UTF_16) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        text = from_windows(content) if encoding == "utf-8-sig" else ""
        if not text:
            row = _row_at_end(content[: error.start].decode(encoding, errors="ignore"))
            raise TableRefused(
                f"Row {row} holds letters that cannot be made out", SAVE_AS_UTF_8, row=row
            ) from None
    if "\x00" in text:
        row = _row_at_end(text[: text.index("\x00")])
        raise TableRefused(f"Row {row} holds something other than text", SAVE_AS_UTF_8, row=row)
    return text


def from_windows(content: bytes) -> str:
    """The text in Windows-1252 where no other code page gives other letters; else ""."""
    if _PIECE_OF_UTF_8.search(content):  # a broken file in UTF-8
        return ""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    beyond = {letter for letter in text if letter > "\x7f"}
    if beyond - set(_SHARED_LETTERS + _SHARED_MARKS + "£") or _POUND_IN_A_WORD.search(text):
        return ""
    if _CAPITAL_INSIDE.search(text) or _MARK_INSIDE.search(text):
        return ""
    # A word mostly of such letters is Greek or Cyrillic.
    for word in _WORD.findall(text) if beyond else ():
        if 2 * sum(letter > "\x7f" for letter in word) > len(word):
            return ""
    return text


def _row_at_end(text: str) -> int:
    """The number of the row in which `text`, the start of a table, ends."""
    try:
        return sum(1 for _ in csv.reader(io.StringIO(text + "?", newline="")))
    except csv.Error:  # an unclosed quotation mark: the line number is the best estimate
        return text.count("\n") + 1
