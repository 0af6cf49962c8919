"""Attacks on a one-way table by listing every table that fits."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import product

Range = tuple[int, int]


def tables_that_fit(parts: Sequence[Range], total: Range | None) -> Iterator[tuple[int, ...]]:
    """Every table of whole numbers within the parts' ranges, its sum within the total's."""
    for table in product(*(range(low, high + 1) for low, high in parts)):
        if total is None or total[0] <= sum(table) <= total[1]:
            yield table


def possible_values_reference(parts: Sequence[Range], total: Range | None) -> list[set[int]]:
    """The values that each part takes in some table that fits."""
    tables = list(tables_that_fit(parts, total))
    return [{table[i] for table in tables} for i in range(len(parts))]


def tables_by_picture(
    tables: Iterable[tuple[int, ...]], publish: Callable[[tuple[int, ...]], Hashable | None]
) -> dict[Hashable, list[tuple[int, ...]]]:
    """All tables that are published alike: what a reader who knows the rule cannot tell apart.

    `publish` gives what would be seen, or None where nothing would be.
    """
    alike: dict[Hashable, list[tuple[int, ...]]] = {}
    for table in tables:
        if (picture := publish(table)) is not None:
            alike.setdefault(picture, []).append(table)
    return alike
