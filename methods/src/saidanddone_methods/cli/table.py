"""A table in memory, and its columns as words, numbers or flags. Refusals name column and row."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from saidanddone_methods.errors import BadInput
from saidanddone_methods.tables.numbers import Point, Unread, figures

MOST_COUNTED = 2.0**53  # from here on a float no longer tells a number from the next
MOST_NAMED = 20  # columns listed where the one asked for is not there
LONGEST_SHOWN = 40  # characters of a value in a refusal
# How R, pandas, databases and spreadsheets write a missing value; never a name or a code.
MISSING = frozenset({"NA", "NaN", "nan", "NULL", "null", "#N/A"})
NO_WORD = MISSING | {""}
A_FEW = 100


@dataclass(frozen=True)
class Table:
    """A table in memory, its values as the file holds them."""

    name: str
    values: Mapping[str, Sequence[object]]  # by column
    rows: tuple[int, ...]  # the number of each row in the file, as a spreadsheet counts
    point: Point | None = "."  # the decimal mark where a figure could be read two ways

    @property
    def columns(self) -> list[str]:
        """The names of the columns, left to right."""
        return list(self.values)

    def __len__(self) -> int:
        return len(self.rows)

    def where(self, row: int) -> str:
        """The place of row `row`, counted from 0: "in row 7 of counts.csv"."""
        return f"in row {self.rows[row]} of {self.name}"

    def has_words(self, column: str) -> bool:
        """Whether some value of the column is a word or a day, not a number or missing."""
        values = self._column(column)
        if any(isinstance(value, date) for value in values):
            return True
        texts = list(dict.fromkeys(value for value in values if isinstance(value, str)))
        # A column of words shows itself among the first, so a long one is not read to its end.
        return any(
            self._are_words(texts[start : start + A_FEW]) for start in range(0, len(texts), A_FEW)
        )

    def _are_words(self, texts: Sequence[str]) -> bool:
        return any(
            isinstance(number, Unread) and not number.two_ways and text.strip() not in NO_WORD
            for text, number in zip(texts, figures(texts, self.point), strict=True)
        )

    def text(self, column: str, *, may_be_empty: bool = False) -> list[str]:
        """A column of words; an empty one is "" or, unless `may_be_empty`, raises BadInput."""
        words = []
        for row, value in enumerate(self._column(column)):
            word = "" if value is None else str(value).strip()
            if word in MISSING:
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
        """A column of finite numbers, none below `least`, shape (rows,). Raises BadInput."""
        return self._numbers(column, least, counts=False)

    def whole(self, column: str, *, least: int = 0) -> NDArray[np.int64]:
        """A column of whole numbers, none below `least`, shape (rows,). Raises BadInput."""
        values = self._numbers(column, least, counts=True)
        self._refuse(values != np.floor(values), column, "must hold whole numbers, but is")
        self._refuse(np.abs(values) >= MOST_COUNTED, column, "is beyond counting")
        return values.astype(np.int64)

    def flags(self, column: str) -> NDArray[np.int64]:
        """A column of 0 and 1, or of a Parquet file's false and true, shape (rows,). Raises BadInput."""
        written = self._column(column)
        if all(isinstance(value, bool) for value in written):
            return np.array(written, dtype=np.int64)
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
        """Raise BadInput for the first row that is `broken`. After "is", add the row's value."""
        if broken.any():
            row = int(broken.argmax())
            value = f" {str(self.values[column][row]).strip()}" if complaint.endswith("is") else ""
            raise BadInput(f"column {column} {complaint}{value[:LONGEST_SHOWN]} {self.where(row)}")

    def _numbers(self, column: str, least: float | None, *, counts: bool) -> NDArray[np.float64]:
        written = self._column(column)
        texts = [value if isinstance(value, str) else "" for value in written]
        numbers = figures(texts, self.point, counts=counts)
        values = np.array(
            [
                self._number(number if isinstance(value, str) else value, column, row)
                for row, (value, number) in enumerate(zip(written, numbers, strict=True))
            ]
        )
        if least is not None:
            self._refuse(values < least, column, f"must be {least:g} or more, but is")
        return values

    def _number(self, value: object, column: str, row: int) -> float:
        """`value` comes from a Parquet file, or is the figure read from a text."""
        written = self.values[column][row]
        shown = str(written).strip()[:LONGEST_SHOWN]
        if written is None or not shown:
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
