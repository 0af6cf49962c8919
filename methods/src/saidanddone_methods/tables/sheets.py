"""The rows of a sheet of any kind of spreadsheet, and what is refused in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from string import ascii_uppercase

from saidanddone_methods.tables.limits import Limits
from saidanddone_methods.tables.refusals import BOMB, TableRefused

Row = tuple[int, list[str]]
Rows = Callable[[], Iterator[Row]]


def column_letters(column: int) -> str:
    """ "C" for column 2, "AA" for column 26: as a spreadsheet names columns, counted from 0."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = ascii_uppercase[letter] + letters
    return letters


@dataclass(slots=True)
class Sheet:
    """The rows of a sheet as they are read, sparse: (row number from 1, text by column from 0).

    Hidden content and merged cells raise `TableRefused`: to skip them would lose data silently, and
    to read them would surprise the person.
    """

    limits: Limits
    ready: list[Row] = field(default_factory=list)
    _unseen: bytearray = field(default_factory=bytearray)  # a 1 for each hidden column
    merged: list[tuple[int, str]] = field(default_factory=list)
    _cells: int = 0
    _rows: int = 0
    _text: int = 0

    def add(self, number: int, boxes: dict[int, str], *, hidden: bool = False) -> None:
        """Add a row, unless all its cells are empty. Raises `TableRefused`."""
        filled = [column for column, text in boxes.items() if text.strip()]
        if not filled:
            return
        self._rows += 1
        self._cells += max(filled) + 1
        self._text += sum(map(len, boxes.values()))
        self._refuse_too_much(number, max(filled))
        if hidden:
            raise TableRefused(
                f"Row {number} is hidden in this spreadsheet", "Show it or take it out", row=number
            )
        if self._unseen:
            self._refuse_hidden(number, filled)
        self.ready.append((number, [boxes.get(at, "") for at in range(max(filled) + 1)]))

    def hide_columns(self, first: int, last: int) -> None:
        """Note that the columns from `first` to `last`, counted from 0, are not shown."""
        if not self._unseen:
            self._unseen = bytearray(self.limits.columns)
        last = min(last, self.limits.columns - 1)  # a cell beyond is refused anyway
        self._unseen[first : last + 1] = b"\1" * (last + 1 - first)

    def taken(self) -> list[Row]:
        """Return the rows added since the last call."""
        rows, self.ready = self.ready, []
        return rows

    def box(self, number: int, column: int, problem: str, remedy: str) -> TableRefused:
        """A refusal that names one cell."""
        name = column_letters(column)
        where = f"Row {number}, column {name}"
        return TableRefused(f"{where} {problem}", remedy, row=number, column=name)

    def refuse_merged(self, first_row: int, boxes: str) -> None:
        """Raise `TableRefused` for merged cells, of which all but the first are empty."""
        raise TableRefused(
            f"The boxes {boxes} are merged into one",
            "Unmerge them, fill in each of them",
            row=first_row,
        )

    def _refuse_hidden(self, number: int, filled: list[int]) -> None:
        for column in filled:
            if self._unseen[column]:
                name = column_letters(column)
                raise TableRefused(
                    f"Column {name} is hidden in this spreadsheet",
                    "Show it or take it out",
                    row=number,
                    column=name,
                )

    def _refuse_too_much(self, number: int, last: int) -> None:
        if self._rows > self.limits.rows + 1:  # and the names of the columns
            raise too_many_rows(self.limits)
        if last >= self.limits.columns:
            raise too_many_columns(number, self.limits)
        if self._cells > self.limits.cells:
            raise too_many_cells(self.limits)
        if self._text > self.limits.unpacked:
            raise TableRefused(*BOMB)


def too_many_rows(limits: Limits) -> TableRefused:
    return TableRefused(
        f"This table has more than {limits.rows:,} rows",
        "Save it as several smaller tables, take them one at a time",
    )


def too_many_columns(row: int, limits: Limits) -> TableRefused:
    return TableRefused(
        f"Row {row} has more than {limits.columns:,} columns",
        "Keep the columns that are wanted, save it",
        row=row,
    )


def too_many_cells(limits: Limits) -> TableRefused:
    return TableRefused(
        f"This table has more than {limits.cells:,} boxes, empty ones counted",
        "Keep the rows and columns that are wanted, save it",
    )


def only_sheet(sheets: list[Rows]) -> Rows | None:
    """The one sheet that is not empty, or None. Raises `TableRefused` where several are not."""
    with_rows = [rows for rows in sheets if next(rows(), None) is not None]
    if len(with_rows) > 1:
        raise TableRefused(
            f"This spreadsheet has {len(with_rows)} sheets with something in them",
            "Save the sheet with the table as a file of its own",
        )
    return with_rows[0] if with_rows else None
