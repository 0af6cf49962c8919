"""Attacks on tables by listing every table that fits; for a handful of small cells only."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

Cell = tuple[str, ...]
Holds = Mapping[Cell, Sequence[int]]  # which of the finest counts each published cell adds up


def tables_that_fit(
    holds: Holds, shown: Mapping[Cell, int | None], finest: int, most: int
) -> Iterator[tuple[int, ...]]:
    """Every table of `finest` counts from 0 to `most` whose sums are as shown (None: hidden)."""
    known = [(holds[cell], value) for cell, value in shown.items() if value is not None]
    for table in product(range(most + 1), repeat=finest):
        if all(sum(table[i] for i in inside) == value for inside, value in known):
            yield table


def possible_counts(
    holds: Holds, shown: Mapping[Cell, int | None], finest: int, most: int
) -> dict[Cell, set[int]]:
    """The counts that each hidden cell takes in some table that fits."""
    tables = list(tables_that_fit(holds, shown, finest, most))
    return {
        cell: {sum(table[i] for i in holds[cell]) for table in tables}
        for cell, value in shown.items()
        if value is None
    }


def told_to_an_insider(
    holds: Holds, shown: Mapping[Cell, int | None], own: Sequence[Cell], finest: int, most: int
) -> dict[Cell, set[int]]:
    """The same for someone who knows that she is the only one in the cells `own`."""
    knows = {cell: 1 if cell in own else value for cell, value in shown.items()}
    return possible_counts(holds, knows, finest, most)
