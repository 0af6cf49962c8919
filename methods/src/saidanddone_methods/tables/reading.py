"""Read a table from the bytes of a CSV, gzip, XLSX or ODS file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from saidanddone_methods.tables import ods, xlsx
from saidanddone_methods.tables.archives import GZIP, ZIP, Archive, gunzipped
from saidanddone_methods.tables.delimited import mark_of, rows_of_text, without_instruction
from saidanddone_methods.tables.encoding import decoded
from saidanddone_methods.tables.limits import LIMITS, MEGABYTE, Limits
from saidanddone_methods.tables.numbers import Point
from saidanddone_methods.tables.refusals import (
    EMPTY,
    LOCKED,
    NOT_A_TABLE,
    OLD_OR_BINARY,
    TableRefused,
)
from saidanddone_methods.tables.sheets import (
    Row,
    only_sheet,
    too_many_cells,
    too_many_columns,
    too_many_rows,
)

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an old Excel file, or a new one with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (b"%PDF-", b"{\\rtf", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"ID3", b"OggS", b"PAR1")
_MARKUP = re.compile(r"\s*<(!doctype|html|table|\?xml)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Table:
    """The names of the columns and the rows under them.

    `names` are without the spaces around them; a column without a name is "". `header_row` is
    their row number, and each of `rows` comes with its own, both as a spreadsheet counts. Empty rows
    are skipped. `point` is the decimal mark of a figure with two readings; None where the file does
    not show it (see `numbers.figures`). `rows` can be read once, and raise `TableRefused` where the
    file cannot be read further.
    """

    names: list[str]
    header_row: int
    rows: Iterator[Row]
    point: Point | None

    def even_rows(self) -> Iterator[Row]:
        """The rows. Raises `TableRefused` at a row with more or fewer cells than there are names."""
        for number, row in self.rows:
            if len(row) != len(self.names):
                raise TableRefused(
                    f"Row {number} has {len(row)} column{'s' * (len(row) != 1)}, but the row of "
                    f"names has {len(self.names)}",
                    "A comma or a quotation mark may be missing there, or be one too many. "
                    "Put it right",
                    row=number,
                )
            yield number, row


def read_table(content: bytes, limits: Limits = LIMITS) -> Table:
    """A table whose first row that is not empty names the columns.

    Reads .csv, .csv.gz, .xlsx and .ods. A CSV has commas, semicolons, tabs or bars, in UTF-8, UTF-16
    or unambiguous Windows letters. Raises `TableRefused`.
    """
    rows, point, in_boxes = _opened(content, limits)
    header_row, header = next(rows, (0, []))
    if not header:
        raise TableRefused(*EMPTY)
    names = [name.strip() for name in header]
    second = next(rows, None)
    if second is not None:
        _refuse_a_title(names, header_row, second)
        rows = chain([second], rows)
    # A spreadsheet does not store empty cells at the end of a row.
    return Table(names, header_row, _padded(rows, len(names)) if in_boxes else rows, point)


def read_rows(content: bytes, limits: Limits = LIMITS) -> Iterator[Row]:
    """The rows of a table without column names. Raises `TableRefused`."""
    return _opened(content, limits)[0]


def _opened(content: bytes, limits: Limits) -> tuple[Iterator[Row], Point | None, bool]:
    """The rows, the decimal mark, and whether they come from the cells of a spreadsheet."""
    if len(content) > limits.file:
        raise TableRefused(
            f"This file is larger than {limits.file // MEGABYTE} MB",
            "Save it as several smaller tables, take them one at a time",
        )
    if content.startswith(GZIP):
        content = gunzipped(content, limits)
    if content.startswith(ZIP):
        return _of_spreadsheet(content, limits), ".", True
    if content.startswith(_COMPOUND):
        raise TableRefused(*(LOCKED if _ENCRYPTED in content else OLD_OR_BINARY))
    if content.startswith((*_OTHERS, GZIP)):
        raise TableRefused(*NOT_A_TABLE)
    text = decoded(content)
    if _MARKUP.match(text):  # a web page under the name of a table
        raise TableRefused(*NOT_A_TABLE)
    text, named_mark = without_instruction(text)
    mark = named_mark or mark_of(text)
    _refuse_too_much(text, mark, limits)
    # Where semicolons separate columns, a comma may be the decimal mark.
    point: Point | None = None if mark == ";" else "."
    return _with_something(rows_of_text(text, mark, limits), limits), point, False


def _refuse_too_much(text: str, mark: str, limits: Limits) -> None:
    """Count lines and cells without parting them. Raises `TableRefused`."""
    lines = max(text.count("\n"), text.count("\r"))
    if lines > limits.lines:
        raise TableRefused(
            f"This table has more than {limits.lines:,} lines, empty ones counted",
            "Take out the empty lines, or save it as several smaller tables",
        )
    if lines + text.count(mark) > limits.cells:
        raise too_many_cells(limits)


def _of_spreadsheet(content: bytes, limits: Limits) -> Iterator[Row]:
    archive = Archive(content, limits)
    if "mimetype" in archive:
        if b"opendocument.spreadsheet" not in archive.small("mimetype"):
            raise TableRefused(*NOT_A_TABLE)
        sheets = ods.sheets_of(archive, limits)
    elif any(name in archive for name in ("xl/workbook.xml", "xl/workbook.bin", "_rels/.rels")):
        sheets = xlsx.sheets_of(archive, limits)
    else:
        raise TableRefused(*NOT_A_TABLE)
    rows = only_sheet(sheets)
    return iter(()) if rows is None else rows()


def _with_something(rows: Iterator[Row], limits: Limits) -> Iterator[Row]:
    """The rows in which a cell has more than spaces. Raises `TableRefused` for too many."""
    count = 0
    for number, row in rows:
        if _says_something(row):
            count += 1
            if count > limits.rows + 1:
                raise too_many_rows(limits)
            if len(row) > limits.columns:
                raise too_many_columns(number, limits)
            yield number, row


def _says_something(row: list[str]) -> bool:
    words = "".join(row)
    return words != "" and not words.isspace()


def _refuse_a_title(names: list[str], header_row: int, second: Row) -> None:
    if names[0] and not any(names[1:]) and sum(bool(box.strip()) for box in second[1]) > 1:
        raise TableRefused(
            f"Row {header_row} has one box filled in, but row {second[0]} has more",
            "Take out what stands above the names of the columns",
            row=header_row,
        )


def _padded(rows: Iterator[Row], width: int) -> Iterator[Row]:
    for number, row in rows:
        yield number, row + [""] * (width - len(row))
