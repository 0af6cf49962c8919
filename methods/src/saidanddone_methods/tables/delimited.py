"""Rows of a text table: find the mark that separates its columns, and split the rows."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from saidanddone_methods.tables.limits import Limits
from saidanddone_methods.tables.refusals import TableRefused
from saidanddone_methods.tables.sheets import Row

# In order of preference where two fit equally well: marks rare in prose and figures come first.
MARKS = "\t|;,"
_SAMPLE = 100  # rows, within so many characters
_SAMPLED = 1_000_000
_THOUSANDS = re.compile(r"(?<![\d.])[1-9]\d{0,2},\d{3}(?!\d)", re.ASCII)
_EXCEL_INSTRUCTION = re.compile(r'"?sep=(?P<mark>[,;|\t])"?\r?\n', re.IGNORECASE)


def rows_of_text(text: str, mark: str, limits: Limits) -> Iterator[Row]:
    """Each row with its number, as a spreadsheet counts: an empty line is a row too.

    Raises `TableRefused` that names the row that cannot be read.
    """
    csv.field_size_limit(limits.characters)
    lines = io.StringIO(text, newline="")
    number = 0
    try:
        for number, row in enumerate(csv.reader(lines, delimiter=mark, strict=True), start=1):
            yield number, row
    except csv.Error:
        raise TableRefused(
            f"Row {number + 1} cannot be read: a quotation mark is missing or out of place, "
            f"or one box holds more than {limits.characters:,} characters",
            "Put it right",
            row=number + 1,
        ) from None


def without_instruction(text: str) -> tuple[str, str | None]:
    """The text without a first line such as `sep=;`, and the mark in it, or None.

    Some programs write this line for Excel, which neither shows nor counts it.
    """
    match = _EXCEL_INSTRUCTION.match(text)
    return (text[match.end() :], match["mark"]) if match else (text, None)


def mark_of(text: str) -> str:
    """The separator of the columns: the mark that gives the same number of columns in most rows.

    Each mark is tried on the first rows. Marks inside quotation marks do not count.
    """
    return max(MARKS, key=lambda mark: _evenness(text, mark))


def boxes_of_line(line: str) -> list[str] | None:
    """The cells of one line that a person typed or pasted, by tabs, else semicolons, else commas.

    None where a comma could also separate thousands, or a quotation mark is missing.
    """
    mark = next((mark for mark in "\t;" if mark in line), ",")
    try:
        boxes = next(csv.reader([line], delimiter=mark, strict=True, skipinitialspace=True), [])
    except csv.Error:
        return None
    after_first = line.partition(",")[2]
    if mark == "," and '"' not in line and _THOUSANDS.search(after_first):
        return None
    return boxes


def _evenness(text: str, mark: str) -> tuple[bool, float, int]:
    """Whether the header has two columns, the share of rows as wide as it, and its width."""
    widths: list[int] = []
    lines = io.StringIO(text[:_SAMPLED], newline="")
    parted = csv.reader(lines, delimiter=mark, strict=True)
    rows = (row for row in parted if any(box.strip() for box in row))
    try:
        widths.extend(len(row) for row in islice(rows, _SAMPLE))
    except csv.Error:
        widths.append(0)
    width = widths[0] if widths else 0
    if width < 2:
        return False, 0.0, int(mark == ",")
    return True, widths.count(width) / len(widths), width
