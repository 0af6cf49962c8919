"""Read months from one column (2016-04, 30/04/2016, Apr-16), or from a year and a month column."""

from datetime import date

from saidanddone_methods.cli.table import Table
from saidanddone_methods.errors import BadInput
from saidanddone_methods.months import month_name, month_number
from saidanddone_methods.tables import dates


def read_months(table: Table, columns: str) -> list[date]:
    """The first day of each row's month; `columns` names a column of dates, or YEAR,MONTH.

    Raises BadInput that names the row of a value that is no date, or both rows of a repeated month.
    """
    if columns not in table.columns and columns.count(",") == 1:
        months = _from_two(table, *(column.strip() for column in columns.split(",")))
    else:
        months = _from_one(table, columns)
    first_seen: dict[date, int] = {}
    for row, month in enumerate(months):
        if month in first_seen:
            name = month_name(month_number(month))
            raise BadInput(
                f"{name} stands twice, {table.where(first_seen[month])} and {table.where(row)}; "
                "add the rows of a month up first"
            )
        first_seen[month] = row
    return months


def month_of(written: str, what: str) -> date:
    """The first day of the month in `written`. Raises BadInput that names `what`, the option."""
    month = dates.month_of(written)
    if month is None:
        raise BadInput(f"{what} must be a month such as 2016-04, but is {written!r}")
    return month


def _from_one(table: Table, column: str) -> list[date]:
    months = []
    for row, written in enumerate(table.text(column)):
        month = dates.month_of(written)
        if month is None:
            raise BadInput(
                f"column {column} must hold months such as 2016-04, but is {written!r} "
                f"{table.where(row)}"
            )
        months.append(month)
    return months


def _from_two(table: Table, year_column: str, month_column: str) -> list[date]:
    years, months = table.whole(year_column, least=1900), table.whole(month_column, least=1)
    for column, values, most in (year_column, years, 2999), (month_column, months, 12):
        if (values > most).any():
            row = int((values > most).argmax())
            raise BadInput(
                f"column {column} must be {most} or less, but is {values[row]} {table.where(row)}"
            )
    return [date(int(year), int(month), 1) for year, month in zip(years, months, strict=True)]
