"""What a file says of a change: its months, counts and populations, and which months are after."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from saidanddone_methods.cli.months import month_of, read_months
from saidanddone_methods.cli.reading import Table, read_table
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.months import MonthlyCounts, month_name, month_number
from saidanddone_methods.ratios import MOST_EVENTS

MOST_REASONS = 24  # two years of missing months; more would bury the first


@dataclass(frozen=True)
class Held:
    """What the file holds, by the first day of each month."""

    counts: MonthlyCounts
    comparison: MonthlyCounts | None
    population: dict[date, float] | None
    comparison_population: dict[date, float] | None
    since: date
    until: date


def named(month: date) -> str:
    """`June 2024`."""
    return month_name(month_number(month))


def read_held(arguments: argparse.Namespace) -> Held:
    """Read the file as the command's arguments say; BadInput names column and row."""
    table = read_table(arguments.file)
    months = read_months(table, arguments.date)
    since = month_of(arguments.since, "--from")
    until = max(months) if arguments.until is None else month_of(arguments.until, "--until")
    _refuse_outside(months, since, until)
    people = [_people(table, months, column) for column in _populations(table, arguments)]
    return Held(
        _counts(table, months, arguments.count),
        None if arguments.compare is None else _counts(table, months, arguments.compare),
        people[0] if people else None,
        people[1] if len(people) > 1 else None,
        since,
        until,
    )


def _populations(table: Table, arguments: argparse.Namespace) -> list[str]:
    """The columns of --population; BadInput unless there is one for each area.

    And unless every column named stands for one thing: an empty name is one that a script failed
    to fill in, and an area beside itself would come out as no change, on step 3.
    """
    given = arguments.population
    columns = [] if given is None else [given] if given in table.columns else given.split(",")
    stands_for: dict[str, str] = {}
    named = {"--count": [arguments.count], "--compare": [arguments.compare]}
    for option, names in {**named, "--population": sorted(set(columns))}.items():
        for name in names:
            if name is not None and not name.strip():
                raise BadInput(f"{option} names no column")
            if name is not None and stands_for.setdefault(name, option) != option:
                raise BadInput(f"column {name} cannot be both {stands_for[name]} and {option}")
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
        raise TooThin([f"the file ends in {named(max(months))}, before --from"])
    if since <= min(months):
        raise TooThin([f"the file begins in {named(min(months))}, with no month before --from"])
    if until < since:
        raise BadInput(f"there is no month from {named(since)} until {named(until)}")
    if until > max(months):
        lacking = range(month_number(max(months)) + 1, month_number(until) + 1)
        raise TooThin(short([f"{month_name(month)} is missing after" for month in lacking]))


def short(reasons: Sequence[str]) -> list[str]:
    """The first reasons, and how many more there are."""
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
    return dict(zip(months, (float(each) for each in people), strict=True))
