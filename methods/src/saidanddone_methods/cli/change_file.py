"""Read the monthly counts and populations that `change` compares, and check its months."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from saidanddone_methods.cli.months import month_of, read_months
from saidanddone_methods.cli.reading import read_table
from saidanddone_methods.cli.table import Table
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.months import MonthlyCounts, month_name, month_number
from saidanddone_methods.ratios import MOST_EVENTS

MOST_REASONS = 24  # two years of missing months; a longer list would hide the first


@dataclass(frozen=True)
class ChangeSeries:
    """Counts and populations by the first day of each month; months from `since` are after."""

    counts: MonthlyCounts
    comparison: MonthlyCounts | None
    population: dict[date, float] | None
    comparison_population: dict[date, float] | None
    since: date
    until: date


def month_text(month: date) -> str:
    """`June 2024`."""
    return month_name(month_number(month))


def read_change_file(arguments: argparse.Namespace) -> ChangeSeries:
    """Read the columns that the arguments name. Raises BadInput, naming column and row."""
    table = read_table(arguments.file)
    months = read_months(table, arguments.date)
    since = month_of(arguments.since, "--from")
    until = max(months) if arguments.until is None else month_of(arguments.until, "--until")
    _refuse_outside(months, since, until)
    people = [_people(table, months, column) for column in _populations(table, arguments)]
    return ChangeSeries(
        _counts(table, months, arguments.count),
        None if arguments.compare is None else _counts(table, months, arguments.compare),
        people[0] if people else None,
        people[1] if len(people) > 1 else None,
        since,
        until,
    )


def _populations(table: Table, arguments: argparse.Namespace) -> list[str]:
    """The columns of --population, one for each area.

    Raises BadInput for another number of columns, and for an empty name, which a script failed to
    fill in. Raises it for a column named twice: an area compared with itself would show no change.
    """
    text = arguments.population
    columns = [] if text is None else [text] if text in table.columns else text.split(",")
    option_of: dict[str, str] = {}
    named = {"--count": [arguments.count], "--compare": [arguments.compare]}
    for option, names in {**named, "--population": sorted(set(columns))}.items():
        for name in names:
            if name is not None and not name.strip():
                raise BadInput(f"{option} needs the name of a column")
            if name is not None and option_of.setdefault(name, option) != option:
                raise BadInput(f"column {name} cannot be both {option_of[name]} and {option}")
    if columns and len(columns) != (1 if arguments.compare is None else 2):
        raise BadInput(
            "--population needs one column without --compare"
            if arguments.compare is None
            else "--population needs two columns with --compare, as COL,COL: the area's and the "
            "comparison area's"
        )
    return columns


def _refuse_outside(months: list[date], since: date, until: date) -> None:
    if since > max(months):
        raise TooThin([f"the file ends in {month_text(max(months))}, before --from"])
    if since <= min(months):
        raise TooThin(
            [f"the file begins in {month_text(min(months))}, with no month before --from"]
        )
    if until < since:
        raise BadInput(f"there is no month from {month_text(since)} until {month_text(until)}")
    if until > max(months):
        missing = range(month_number(max(months)) + 1, month_number(until) + 1)
        raise TooThin(shortened([f"{month_name(month)} is missing after" for month in missing]))


def shortened(reasons: Sequence[str]) -> list[str]:
    """The first MOST_REASONS reasons, and how many more there are."""
    more = len(reasons) - MOST_REASONS
    return [*reasons[:MOST_REASONS], *([f"and {more} more"] if more > 0 else [])]


def _counts(table: Table, months: list[date], column: str) -> MonthlyCounts:
    counts = table.whole(column)
    if (counts > MOST_EVENTS).any():
        row = int((counts > MOST_EVENTS).argmax())
        raise BadInput(
            f"column {column} must be {MOST_EVENTS:,} or less, but is {counts[row]:,} "
            f"{table.where(row)}"
        )
    return dict(zip(months, counts.tolist(), strict=True))


def _people(table: Table, months: list[date], column: str) -> dict[date, float]:
    people = table.numbers(column)
    if (people <= 0).any():
        row = int((people <= 0).argmax())
        raise BadInput(
            f"column {column} must be above 0, but is {people[row]:g} {table.where(row)}"
        )
    return dict(zip(months, people.tolist(), strict=True))
