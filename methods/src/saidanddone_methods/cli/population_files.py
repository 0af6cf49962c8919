"""Read the files of `population` and check them row by row."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from saidanddone_methods.cli.reading import read_rows, read_table, refuse_repeated_columns
from saidanddone_methods.cli.table import Table
from saidanddone_methods.errors import BadInput
from saidanddone_methods.population.design import MOST_LISTS, FloatArray
from saidanddone_methods.population.histories import OverlapCounts, history_number
from saidanddone_methods.tables.numbers import Unread, figure, figures

if TYPE_CHECKING:
    from saidanddone_methods.population.contact_counts import Contacts

History = tuple[int, ...]


def read_overlap(source: str, count: str) -> tuple[OverlapCounts, list[int]]:
    """The counts in a file, and the number of the capture history of each row, in file order.

    Raises BadInput for fewer than 2 lists, too many, an empty list, or a repeated history.
    """
    table = read_table(source)
    people = table.whole(count)
    lists = [column for column in table.columns if column != count]
    if not 2 <= len(lists) <= MOST_LISTS:
        raise BadInput(
            f"{table.name} has {len(lists)} column{'s' * (len(lists) != 1)} beside {count}, each "
            f"taken for a list; overlap takes 2 to {MOST_LISTS} lists"
        )
    flags = np.column_stack([table.flags(name) for name in lists])
    rows = [tuple(int(flag) for flag in row) for row in flags]
    _check_histories(table, rows)
    for name, on_it in zip(lists, flags.T, strict=True):
        if not people[on_it == 1].sum():
            raise BadInput(f"column {name} of {table.name} is an empty list: nobody is on it")
    people_of = {row: int(number) for row, number in zip(rows, people, strict=True)}
    return OverlapCounts.of(lists, people_of), [history_number(row, len(lists)) for row in rows]


def _check_histories(table: Table, rows: Sequence[History]) -> None:
    first: dict[History, int] = {}
    for place, row in enumerate(rows):
        if not any(row):
            raise BadInput(
                f"every list is 0 {table.where(place)}, but nobody can count the people on no list"
            )
        if row in first:
            raise BadInput(
                f"the same combination of lists stands twice, {table.where(first[row])} "
                f"and {table.where(place)}"
            )
        first[row] = place


def read_resamples(source: str, order: Sequence[int], counts: OverlapCounts) -> FloatArray:
    """Resampled counts, shape (replicates, histories); each line is in the `order` of the rows.

    Raises BadInput that names the row whose length, sum or values are wrong.
    """
    name, lines = read_rows(source)
    replicates = []
    for expected, (number, words) in enumerate(lines, 1):
        row = f"row {number} of {name}"
        if number != expected:
            raise BadInput(f"row {expected} of {name} is empty")
        if len(words) != len(order):
            raise BadInput(
                f"{row} has {len(words)} counts, but there are {len(order)} combinations of lists"
            )
        people = [_count(word, row) for word in words]
        if sum(people) != counts.observed:
            raise BadInput(
                f"{row} adds up to {sum(people):,} people, but {counts.observed:,} were seen: "
                "a resample draws as many"
            )
        replicates.append(people)
    drawn = np.zeros((len(replicates), counts.design.histories))
    drawn[:, order] = replicates
    return drawn


def _count(word: str, row: str) -> int:
    number = figure(word)  # R writes 100000 as 1e+05
    if isinstance(number, Unread) or number < 0 or number != number.to_integral_value():
        raise BadInput(f"{row} must hold whole numbers of 0 or more, but holds {word!r:.40}")
    return int(number)


def read_contacts(source: str, times: str, count: str | None, covariates: str | None) -> "Contacts":
    """Times seen per person, or per `count` people, with covariates. Raises BadInput."""
    from saidanddone_methods.population.contact_counts import Contacts

    if count is not None and covariates:
        raise BadInput("with --covariates each row is a person: leave out --count")
    if count is not None:
        refuse_repeated_columns(times=times, count=count)
    table = read_table(source)
    seen = table.whole(times, least=1)
    people = np.ones(len(table), dtype=np.int64) if count is None else table.whole(count)
    if not people.sum():
        raise BadInput(f"column {count} of {table.name} counts nobody")
    if count is not None:
        _check_once(table, seen)
    names = [name.strip() for name in covariates.split(",")] if covariates else []
    if not all(names):
        raise BadInput("--covariates has a comma with no column before or after it")
    if twice := [name for name in names if names.count(name) > 1]:
        raise BadInput(f"the covariate {twice[0]} is given twice")
    if times in names:
        raise BadInput(f"{times} cannot be a covariate of itself")
    columns: dict[str, Sequence[str] | FloatArray] = {}
    for name in names:
        words = table.text(name)
        is_words = Unread() in figures(words, table.point)
        columns[name] = words if is_words else table.numbers(name)
    return Contacts.of(seen, people, columns)


def _check_once(table: Table, seen: np.ndarray) -> None:
    first: dict[int, int] = {}
    for place, number in enumerate(seen):
        if int(number) in first:
            raise BadInput(
                f"people seen {number} times stand twice, {table.where(first[int(number)])} "
                f"and {table.where(place)}"
            )
        first[int(number)] = place
