"""Reads months and figures from a table or from pasted lines. Every error names its row and column.

A minus, a fraction, a gap or a word in place of a figure is refused, and so is a figure that can be
read in two ways.
"""

from collections.abc import Sequence
from datetime import date

from saidanddone.base.errors import Refused
from saidanddone.base.folding import folded_words
from saidanddone.base.tables import (
    Row,
    Table,
    Unread,
    boxes_of_line,
    month_of,
    read_table,
    wholes,
)
from saidanddone.outcomes.inputs import BadMonths, MonthInput

MOST_LINES = 5_000  # typed or pasted: four centuries of months
SHOWN_NAMES = 20  # of columns, where one is not there
MOST = 2_147_483_647  # what the database's whole number holds


class _BadCell(Exception):
    """A cell of a row cannot be read."""

    def __init__(self, column: str, problem: str) -> None:
        super().__init__(f"column “{column}” {problem}")


def read_months(
    content: bytes,
    month_column: str,
    value_column: str,
    comparison_column: str = "",
    out_of_column: str = "",
) -> list[MonthInput]:
    """Every month of a table, columns found by name whatever their case.

    Raises BadMonths naming each bad row and column, or Refused where the file itself cannot be read
    or lacks a column.
    """
    table = read_table(content)
    third = out_of_column or comparison_column
    wanted = [month_column, value_column] + ([third] if third else [])
    places = [_column(table, name) for name in wanted]
    rows: list[Row] = []
    wrong: dict[int, str] = {}
    for number, row in table.rows:
        if len(row) > len(table.names):
            wrong[number] = (
                f"has {len(row)} boxes, but the first row has {len(table.names)}. "
                "Write 1530 and not 1,530, or put quotation marks around it."
            )
        filled = row + [""] * (len(table.names) - len(row))
        rows.append((number, [filled[place] for place in places]))
    names = [name.strip() for name in wanted]
    return _months(names, rows, wrong, "Row", table, is_share=bool(out_of_column))


def read_lines(text: str, *, is_share: bool = False) -> list[MonthInput]:
    """Read months typed or pasted, one on each line: the month, the figure, the comparison's if any.

    Of a share the third is what the figure is out of.

    Tabs or semicolons separate them, else commas. Raises BadMonths naming each bad line.
    """
    rows: list[Row] = []
    wrong: dict[int, str] = {}
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise Refused(
            f"There are more than {MOST_LINES:,} lines here. Paste fewer months at a time.", "lines"
        )
    for number, line in enumerate(lines, start=1):
        boxes = boxes_of_line(line)
        if boxes is None:
            wrong[number] = (
                "a comma there could stand inside one figure or between two. "
                "Write 1530 for one figure. Put a space after the comma between two."
            )
        elif len(boxes) > 3:
            wrong[number] = "more than three parts. Write 1530 and not 1,530."
        boxes = boxes or []
        if number in wrong or any(box.strip() for box in boxes):
            rows.append((number, [*boxes, "", "", ""][:3]))
    third = "out of" if is_share else "comparison"
    return _months(["month", "figure", third], rows, wrong, "Line", is_share=is_share)


def _months(
    columns: Sequence[str],
    rows: Sequence[Row],
    wrong: dict[int, str],
    row_name: str,
    table: Table | None = None,
    *,
    is_share: bool,
) -> list[MonthInput]:
    """The months of rows whose cells are in the order of `columns`. Rows in `wrong` are skipped."""
    point = table.point if table else "."
    figures = [wholes([row[at] for _, row in rows], point) for at in range(1, len(columns))]
    months: list[MonthInput] = []
    for (number, row), *read in zip(rows, *figures, strict=True):
        if number in wrong:
            continue
        try:
            months.append(_month_input(columns, row, read, is_share=is_share))
        except _BadCell as error:
            wrong[number] = str(error)
    if wrong:
        raise BadMonths([f"{row_name} {number}: {wrong[number]}" for number in sorted(wrong)])
    if not months:
        raise Refused("There is no month to store. Give a row for each month.", "lines", "file")
    return months


def _month_input(
    columns: Sequence[str],
    row: list[str],
    figures: Sequence[int | Unread],
    *,
    is_share: bool,
) -> MonthInput:
    boxes = [box.strip() for box in row]
    month = _month(columns[0], boxes[0])
    value = _figure(columns[1], boxes[1], figures[0])
    if len(columns) < 3 or not boxes[2]:
        return MonthInput(month=month, value=value)
    third = _figure(columns[2], boxes[2], figures[1])
    if is_share:
        return MonthInput(month=month, value=value, out_of=third)
    return MonthInput(month=month, value=value, comparison=third)


def _column(table: Table, name: str) -> int:
    wanted = name.strip().casefold()
    places = [at for at, column in enumerate(table.names) if column.casefold() == wanted]
    if not places:
        plain = folded_words(name)
        places = [at for at, column in enumerate(table.names) if folded_words(column) == plain]
    if len(places) == 1:
        return places[0]
    if places:
        raise Refused(f"Two columns are called “{name.strip()}”. Give each its own name.", "file")
    names = ", ".join(f"“{column[:40]}”" for column in table.names[:SHOWN_NAMES] if column)
    raise Refused(
        f"The file has no column called “{name.strip()}”. Its columns are {names}.", "file"
    )


def _month(column: str, box: str) -> date:
    if not box:
        raise _BadCell(column, "is empty: it needs a month, like April 2026 or 2026-04.")
    month = month_of(box)
    if month is None:
        raise _BadCell(
            column,
            f"holds “{box[:40]}”, which is not a month. Write it like April 2026 or 2026-04.",
        )
    return month


def _figure(column: str, box: str, figure: int | Unread) -> int:
    if not box:
        raise _BadCell(column, "is empty. A month without a figure is left out, not put in empty.")
    if isinstance(figure, Unread) and figure.two_ways:
        raise _BadCell(
            column,
            f"holds “{box[:40]}”, which could be two different figures. Write it without a mark "
            "between thousands.",
        )
    if isinstance(figure, Unread):
        raise _BadCell(column, f"holds “{box[:40]}”, which is not a whole number of 0 or more.")
    if figure > MOST:
        raise _BadCell(column, f"holds “{box[:40]}”, which is too large.")
    return figure
