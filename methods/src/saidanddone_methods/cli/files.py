"""Files in: what a path or standard input holds, decompressed, and the rows of a CSV in it."""

import codecs
import csv
import gzip
import io
import sys
import zlib
from pathlib import Path

from saidanddone_methods.errors import BadInput

GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
LONGEST_CELL = 2**31 - 1
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}

Row = tuple[int, list[str]]


def held_in(source: str) -> tuple[str, bytes]:
    """The name and the bytes of `source`: a path, or - for standard input."""
    if source == "-":
        name, held = "standard input", sys.stdin.buffer.read()
    else:
        path = Path(source)
        name = path.name
        try:
            held = path.read_bytes()
        except FileNotFoundError:
            raise BadInput(f"there is no file {source}") from None
        except OSError as error:
            raise BadInput(f"{source} cannot be read: {error.strerror}") from None
    if held.startswith(GZIP):
        try:
            held = gzip.decompress(held)
        except (OSError, EOFError, zlib.error):
            raise BadInput(f"{name} is a damaged compressed file") from None
    if not held.removeprefix(codecs.BOM_UTF8).strip():
        raise BadInput(f"{name} is empty")
    return name, held


def csv_rows(name: str, held: bytes) -> list[Row]:
    """Every row with something in it, and where it stands as a spreadsheet numbers rows.

    A row of commas and spaces alone is an empty line, as spreadsheets write it.
    """
    # A cell may hold a whole interview; Python stops at 131,072 characters unless told.
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(io.StringIO(_words(name, held), newline=""), strict=True)
    found = []
    number = 0
    try:
        for number, row in enumerate(rows, 1):
            if any(cell.strip() for cell in row):
                found.append((number, row))
    except csv.Error:
        raise BadInput(
            f"{name} is not a CSV file: the quotation marks of row {number + 1} do not pair up"
        ) from None
    if not found:
        raise BadInput(f"{name} is empty")
    return found


def separator(header: list[str]) -> str | None:
    """What seems to part the columns of a header in which no comma does."""
    if len(header) > 1:
        return None
    return next((word for mark, word in SEPARATORS.items() if mark in header[0]), None)


def _words(name: str, held: bytes) -> str:
    if held.startswith(ZIP):
        raise BadInput(f"{name} is a spreadsheet or a zip file: save the sheet as CSV UTF-8")
    if held.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise BadInput(f"{name} is in UTF-16: save it as CSV UTF-8")
    try:
        words = held.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = held.count(b"\n", 0, error.start) + 1
        raise BadInput(
            f"{name} is not in UTF-8, for row {row} holds other bytes: save it as CSV UTF-8"
        ) from None
    if "\0" in words:
        raise BadInput(f"{name} is neither a CSV in UTF-8 nor a Parquet file")
    return words
