"""Rows out of a table in CSV, packed or not, without trusting its size or guessing its letters."""

import csv
import gzip
import io
import zlib
from collections.abc import Iterator

from saidanddone.listening.documents.guards import LIMITS, DocumentRefused, kind_inside

MOST_BYTES = 64_000_000
MOST_ROWS = 200_000

_SAVE_AS_UTF_8 = "Open it, save it as CSV UTF-8, then choose it again."


def read_rows(content: bytes) -> Iterator[list[str]]:
    """Each row of a .csv or .csv.gz, the header first, as a list of its fields.

    Raises `DocumentRefused`, naming the row where there is one to name.
    """
    text = _decoded(_unpacked(content))
    # Some programs part the fields with a semicolon or a tab and still call the file CSV.
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for row in reader:
            number += 1
            if number > MOST_ROWS:
                raise DocumentRefused(
                    f"This table has more than {MOST_ROWS:,} rows. "
                    "Save it as several smaller tables, then choose them one at a time."
                )
            yield row
    except csv.Error:
        raise DocumentRefused(
            f"Row {number + 1} cannot be read: a quotation mark is missing or out of place, "
            f"or one box holds more than {csv.field_size_limit():,} characters. "
            "Put it right, then choose the file again."
        ) from None


def _unpacked(content: bytes) -> bytes:
    if len(content) > LIMITS.file:
        raise DocumentRefused(
            f"This file is larger than {LIMITS.file // 1_000_000} MB. "
            "Save it as several smaller tables, then choose them one at a time."
        )
    if kind_inside(content) == "gzip":
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
                content = packed.read(MOST_BYTES + 1)
        except (OSError, EOFError, zlib.error):
            raise DocumentRefused(
                "This packed file is damaged or incomplete. Pack the table again, "
                "or choose the table itself (.csv)."
            ) from None
        if len(content) > MOST_BYTES:
            raise DocumentRefused(
                f"This packed file unpacks to more than {MOST_BYTES // 1_000_000} MB, "
                "so it was not read. Save it as several smaller tables, "
                "then choose them one at a time."
            )
    if kind_inside(content) is not None:
        raise DocumentRefused(
            "This is not a table in CSV. Open it in a spreadsheet, save it as CSV UTF-8, "
            "then choose it again."
        )
    return content


def _decoded(content: bytes) -> str:
    """UTF-8 or marked UTF-16, and nothing else: a guess could put wrong letters in a word."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, errors="ignore")
        raise DocumentRefused(
            f"Row {_row_at_end(before)} holds letters that cannot be made out. {_SAVE_AS_UTF_8}"
        ) from None
    if "\x00" in text:
        row = _row_at_end(text[: text.index("\x00")])
        raise DocumentRefused(f"Row {row} holds something other than text. {_SAVE_AS_UTF_8}")
    return text


def _row_at_end(text: str) -> int:
    """The number of the row in which some text from the start of a table breaks off."""
    try:
        return sum(1 for _ in csv.reader(io.StringIO(text + "?", newline="")))
    except csv.Error:  # a quotation mark never closed: the line is the nearest we can say
        return text.count("\n") + 1
