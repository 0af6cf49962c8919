"""Write a table as CSV that a spreadsheet opens with the right letters and unchanged."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from saidanddone_methods.tables.dates import MONTHS, month_of
from saidanddone_methods.tables.numbers import Unread, figure

# A spreadsheet runs a text that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Texts that a spreadsheet takes for a date, a time or a fraction, in some country.
_CLOCK = r"(\s+\d{1,2}:\d{2}.*)?(\s*[ap]m?)?"
_DATE_LIKE = re.compile(
    rf"\d{{1,4}}\s*[-/.:]\s*\d{{1,4}}(\s*[-/.:]\s*\d{{1,4}})?{_CLOCK}", re.IGNORECASE
)
_NAMED_DAY = re.compile(r"(?:\d{1,2}[\s-]*)?(?P<name>[a-z]{3,9})(?:[\s-]*\d{1,4})?", re.IGNORECASE)


def write_rows(rows: Iterable[Sequence[str | int]], *, guarded: bool) -> bytes:
    """The bytes of a CSV in UTF-8 with a byte order mark, by which Excel recognises UTF-8.

    `guarded` is for files for people: an apostrophe stands before a text that a spreadsheet would
    turn into a formula, a date or a number. Do not use it for a file that a program reads back.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([_guarded(box) if guarded and isinstance(box, str) else box for box in row])
    return out.getvalue().encode("utf-8-sig")


def _guarded(text: str) -> str:
    return f"'{text}" if _would_change(text) else text


def _would_change(text: str) -> bool:
    """Whether a spreadsheet would take a text for something else."""
    bare = text.strip()
    named = _NAMED_DAY.fullmatch(bare)
    return (
        text.startswith(_FORMULA)
        or bare.startswith(_FORMULA)
        or _DATE_LIKE.fullmatch(bare) is not None
        or (named is not None and named["name"].lower() in MONTHS and not bare.isalpha())
        or month_of(bare) is not None
        or not isinstance(figure(bare), Unread)
    )
