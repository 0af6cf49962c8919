"""Tables in: what `tables` reads, Parquet, standard input. Every refusal names column and row."""

import io
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from saidanddone_methods.cli.files import held_in
from saidanddone_methods.errors import BadInput
from saidanddone_methods.tables import OWN_MACHINE, Row, TableRefused
from saidanddone_methods.tables import read_rows as rows_of_file
from saidanddone_methods.tables import read_table as table_of_file
from saidanddone_methods.tables.numbers import Point, Unread, figures

PARQUET = b"PAR1"
MOST_COUNTED = 2.0**53  # from here on a float no longer tells a number from the next
MOST_NAMED = 20  # columns listed where the one asked for is not there
LONGEST_SHOWN = 40  # characters of a value in a refusal
# How R, pandas, databases and spreadsheets write that there is nothing; never a name or a code.
NOTHING = frozenset({"NA", "NaN", "nan", "NULL", "null", "#N/A"})


@dataclass(frozen=True)
class Table:
    """A table read whole, its values as they were written."""

    name: str
    values: Mapping[str, Sequence[object]]  # by column
    rows: tuple[int, ...]  # where each stands in the file, as a spreadsheet numbers them
    point: Point | None = "."  # what parts a fraction in a figure that could be read two ways

    @property
    def columns(self) -> list[str]:
        """The names of the columns, left to right."""
        return list(self.values)

    def __len__(self) -> int:
        return len(self.rows)

    def where(self, row: int) -> str:
        """Where row number `row`, from 0, stands: "in row 7 of counts.csv"."""
        return f"in row {self.rows[row]} of {self.name}"

    def text(self, column: str, *, may_be_empty: bool = False) -> list[str]:
        """A column of words; BadInput where one is missing, unless it may be: then it is ""."""
        words = []
        for row, value in enumerate(self._column(column)):
            word = "" if value is None else str(value).strip()
            if word in NOTHING:
                raise BadInput(
                    f"column {column} is {word} {self.where(row)}: if nothing was meant, "
                    f"leave {'it empty' if may_be_empty else 'the row out'}"
                )
            if isinstance(value, (list, dict, bytes)):
                raise BadInput(f"column {column} must hold words, but does not {self.where(row)}")
            if not word and not may_be_empty:
                raise BadInput(f"column {column} is empty {self.where(row)}")
            words.append(word)
        return words

    def numbers(self, column: str, *, least: float | None = None) -> NDArray[np.float64]:
        """A column of finite numbers, none below `least`."""
        return self._numbers(column, least, counts=False)

    def whole(self, column: str, *, least: int = 0) -> NDArray[np.int64]:
        """A column of whole numbers, none below `least`."""
        values = self._numbers(column, least, counts=True)
        self._refuse(values != np.floor(values), column, "must hold whole numbers, but is")
        self._refuse(np.abs(values) >= MOST_COUNTED, column, "is beyond counting")
        return values.astype(np.int64)

    def flags(self, column: str) -> NDArray[np.int64]:
        """A column of 0 and 1, or of a Parquet file's false and true."""
        held = self._column(column)
        if all(isinstance(value, bool) for value in held):
            return np.array(held, dtype=np.int64)
        values = self.whole(column)
        self._refuse(values > 1, column, "must hold 0 or 1, but is")
        return values

    def _column(self, column: str) -> Sequence[object]:
        if column not in self.values:
            more = len(self.values) - MOST_NAMED
            named = ", ".join(self.columns[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
            raise BadInput(f"{self.name} has no column {column}; it has {named}")
        return self.values[column]

    def _refuse(self, broken: NDArray[np.bool_], column: str, complaint: str) -> None:
        """Name the first row that is `broken`; a complaint ending in "is" goes on with its value."""
        if broken.any():
            row = int(broken.argmax())
            value = f" {str(self.values[column][row]).strip()}" if complaint.endswith("is") else ""
            raise BadInput(f"column {column} {complaint}{value[:LONGEST_SHOWN]} {self.where(row)}")

    def _numbers(self, column: str, least: float | None, *, counts: bool) -> NDArray[np.float64]:
        held = self._column(column)
        texts = [value if isinstance(value, str) else "" for value in held]
        found = figures(texts, self.point, counts=counts)
        values = np.array(
            [
                self._number(read if isinstance(value, str) else value, column, row)
                for row, (value, read) in enumerate(zip(held, found, strict=True))
            ]
        )
        if least is not None:
            self._refuse(values < least, column, f"must be {least:g} or more, but is")
        return values

    def _number(self, value: object, column: str, row: int) -> float:
        """`value` is what stood in a Parquet file, or the figure that a text was read as."""
        held = self.values[column][row]
        shown = str(held).strip()[:LONGEST_SHOWN]
        if held is None or not shown:
            raise BadInput(f"column {column} is empty {self.where(row)}")
        if isinstance(value, Unread) and value.two_ways:
            raise BadInput(
                f"column {column} is {shown} {self.where(row)}, which could be two different "
                "numbers: write it without a mark between thousands"
            )
        try:
            if not isinstance(value, (bool, bytes, Unread)):
                number = float(value)  # type: ignore[arg-type]
                if math.isfinite(number):
                    return number
        except (TypeError, ValueError, OverflowError):
            pass
        raise BadInput(f"column {column} must hold numbers, but is {shown} {self.where(row)}")


def read_table(source: str) -> Table:
    """Read `source`: a path, or - for a file on standard input.

    Raises BadInput for a file that is missing, empty, of another kind, or ragged.
    """
    name, held = held_in(source)
    if held.startswith(PARQUET):
        return _parquet(name, held)
    with _told_of(name):
        return _table(name, held)


def read_rows(source: str) -> tuple[str, list[Row]]:
    """Read a table without column names: its name, and its rows with where each stands."""
    name, held = held_in(source)
    with _told_of(name):
        rows = list(rows_of_file(held, OWN_MACHINE))
    if not rows:
        raise BadInput(f"{name} is empty")
    return name, rows


@contextmanager
def _told_of(name: str) -> Iterator[None]:
    """What is wrong with a file, in one sentence with its name."""
    try:
        yield
    except TableRefused as refused:
        raise BadInput(refused.told_of(name)) from None


def each_its_own(**columns: str) -> None:
    """Refuse a column that two options name, given as option=column."""
    option_of: dict[str, str] = {}
    for option, column in columns.items():
        if column in option_of:
            raise BadInput(f"--{option_of[column]} and --{option} both name the column {column}")
        option_of[column] = option


def _parquet(name: str, held: bytes) -> Table:
    import polars as pl  # a fifth of a second, so only where it is needed

    try:
        frame = pl.read_parquet(io.BytesIO(held))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError):
        raise BadInput(f"{name} is a damaged Parquet file") from None
    if not frame.height:
        raise BadInput(f"{name} has no rows")
    return Table(name, frame.to_dict(as_series=False), tuple(range(1, frame.height + 1)))


def _table(name: str, held: bytes) -> Table:
    read = table_of_file(held, OWN_MACHINE)
    columns = read.names
    if columns.count("") > 1:
        raise BadInput(
            f"{name} has {columns.count('')} columns without a name in row {read.header_row}"
        )
    if twice := [column for column in columns if columns.count(column) > 1]:
        raise BadInput(f"{name} has the column {twice[0]!r} twice")
    rows = list(read.even_rows())
    if not rows:
        raise BadInput(f"{name} has no rows under its column names")
    numbers = tuple(number for number, _ in rows)
    if len(columns) == 1:  # no telling an empty line from a missing value
        for before, number in pairwise((read.header_row, *numbers)):
            if number > before + 1:
                raise BadInput(f"row {before + 1} of {name} is empty")
    values = {column: [row[at] for _, row in rows] for at, column in enumerate(columns)}
    return Table(name, values, numbers, read.point)
