"""Tables in: CSV, compressed CSV, Parquet, standard input. Every refusal names column and row."""

import csv
import gzip
import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from saidanddone_methods.errors import BadInput

if TYPE_CHECKING:
    import polars as pl

PARQUET = b"PAR1"
MOST_COUNTED = 2.0**53  # above it a float no longer tells a number from the next
GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Table:
    """A table read whole, its values as they were written."""

    name: str
    frame: "pl.DataFrame"
    rows: tuple[int, ...]  # where each stands in the file, as a spreadsheet numbers them

    @property
    def columns(self) -> list[str]:
        return self.frame.columns

    def __len__(self) -> int:
        return self.frame.height

    def text(self, column: str, *, may_be_empty: bool = False) -> list[str]:
        """A column of words; BadInput where one is missing, unless it may be: then it is ""."""
        values = ["" if v is None else str(v).strip() for v in self._series(column)]
        for row, value in enumerate(values):
            if not value and not may_be_empty:
                raise BadInput(f"column {column} is empty {self.where(row)}")
        return values

    def where(self, row: int) -> str:
        """Where row number `row`, from 0, stands: "in row 7 of counts.csv"."""
        return f"in row {self.rows[row]} of {self.name}"

    def numbers(self, column: str, *, least: float | None = None) -> NDArray[np.float64]:
        """A column of finite numbers, none below `least`."""
        values = np.empty(len(self))
        for row, value in enumerate(self._series(column)):
            values[row] = self._number(value, column, row)
        if least is not None and (values < least).any():
            row = int(np.argmax(values < least))
            raise BadInput(
                f"column {column} must be {least:g} or more, but is {values[row]:g} "
                f"{self.where(row)}"
            )
        return values

    def whole(self, column: str, *, least: int = 0) -> NDArray[np.int64]:
        """A column of whole numbers, none below `least`."""
        values = self.numbers(column, least=least)
        if (broken := values != np.floor(values)).any():
            row = int(np.argmax(broken))
            raise BadInput(
                f"column {column} must hold whole numbers, but is {values[row]:g} {self.where(row)}"
            )
        if (vast := values > MOST_COUNTED).any():
            row = int(np.argmax(vast))
            raise BadInput(f"column {column} is beyond counting {self.where(row)}: {values[row]:g}")
        return values.astype(np.int64)

    def flags(self, column: str) -> NDArray[np.int64]:
        """A column of 0 and 1."""
        values = self.whole(column)
        if (values > 1).any():
            row = int(np.argmax(values > 1))
            raise BadInput(
                f"column {column} must hold 0 or 1, but is {values[row]} {self.where(row)}"
            )
        return values

    def _series(self, column: str) -> "pl.Series":
        if column not in self.columns:
            raise BadInput(f"{self.name} has no column {column}; it has {', '.join(self.columns)}")
        return self.frame[column]

    def _number(self, value: object, column: str, row: int) -> float:
        where = self.where(row)
        if value is None or value == "":
            raise BadInput(f"column {column} is empty {where}")
        try:
            number = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise BadInput(f"column {column} must hold numbers, but is {value!r} {where}") from None
        if isinstance(value, bool) or not np.isfinite(number):
            raise BadInput(f"column {column} must hold numbers, but is {value} {where}")
        return number


def read_table(source: str) -> Table:
    """Read `source`: a path, or - for CSV on standard input.

    Raises BadInput for a file that is missing, empty, of another kind, or ragged.
    """
    import polars as pl

    name, held = _bytes(source)
    if held.startswith(PARQUET):
        try:
            frame = pl.read_parquet(io.BytesIO(held))
        except (pl.exceptions.PolarsError, OSError):
            raise BadInput(f"{name} is a damaged Parquet file") from None
    else:
        return _csv(name, _words(name, held))
    if not frame.height:
        raise BadInput(f"{name} has no rows")
    return Table(name, frame, tuple(range(1, frame.height + 1)))


def read_rows(source: str) -> tuple[str, list[list[str]]]:
    """Read a CSV without column names: its name and its rows."""
    name, held = _bytes(source)
    rows = [row for row in csv.reader(io.StringIO(_words(name, held))) if any(row)]
    if not rows:
        raise BadInput(f"{name} is empty")
    return name, rows


def _bytes(source: str) -> tuple[str, bytes]:
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
        except (OSError, EOFError):
            raise BadInput(f"{name} is a damaged compressed file") from None
    if not held.strip():
        raise BadInput(f"{name} is empty")
    return name, held


def _words(name: str, held: bytes) -> str:
    try:
        words = held.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = held.count(b"\n", 0, error.start) + 1
        raise BadInput(f"{name} is not a CSV file in UTF-8: row {row} holds other bytes") from None
    if "\0" in words:
        raise BadInput(f"{name} is neither a CSV nor a Parquet file")
    return words


def _csv(name: str, words: str) -> Table:
    import polars as pl

    rows = csv.reader(io.StringIO(words), strict=True)
    try:
        columns = [column.strip() for column in next(rows)]
        # A row of commas alone is an empty line, as spreadsheets write it.
        held = [(rows.line_num, row) for row in rows if any(row)]
    except csv.Error:
        raise BadInput(f"{name} is not a CSV file: a quotation mark is left open") from None
    if twice := sorted({column for column in columns if columns.count(column) > 1}):
        raise BadInput(f"{name} has the column {twice[0]!r} twice")
    for number, row in held:
        if len(row) != len(columns):
            raise BadInput(
                f"row {number} of {name} has {len(row)} values for {len(columns)} columns"
            )
    if not held:
        raise BadInput(f"{name} has no rows under its column names")
    frame = pl.DataFrame(
        [row for _, row in held], schema=dict.fromkeys(columns, pl.String), orient="row"
    )
    return Table(name, frame, tuple(number for number, _ in held))
