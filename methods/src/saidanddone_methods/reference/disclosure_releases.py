"""What a reader sees directly in two releases of the same table, for tests of `protect`."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from saidanddone_methods.disclosure.attack.frequency_tables import Cell, Dimension
from saidanddone_methods.disclosure.rules.counts import Profile

Shown = Mapping[Cell, int | None]


def small_changes_reference(tables: Sequence[Shown], hide_to: int) -> list[dict[Cell, int]]:
    """The changes from each table to the next that count 1 to `hide_to` people.

    One dictionary for each step. A cell hidden in either table has no change.
    """
    return [
        {
            cell: after - before
            for cell, after in later.items()
            if after is not None
            and (before := earlier.get(cell)) is not None
            and 1 <= abs(after - before) <= hide_to
        }
        for earlier, later in pairwise(tables)
    ]


def where_someone_left(
    before: Shown, after: Shown | None, dims: Sequence[Dimension], profile: Profile
) -> set[Cell]:
    """The finest cells that one person who withdrew between two tables can have been in.

    One such cell: the person is located. `after` None: no second table was published, so the
    person may have been in any cell that held someone.
    """
    finest = [
        cell
        for cell in before
        if all(member in dim.leaves for member, dim in zip(cell, dims, strict=True))
    ]
    return {
        place
        for place in finest
        if (before[place] != 0 or profile.hides_zero)
        and (after is None or _one_person_less(before, after, place, dims, profile))
    }


def _one_person_less(
    before: Shown, after: Shown, place: Cell, dims: Sequence[Dimension], profile: Profile
) -> bool:
    """Whether every figure can show `before`, then `after`, when `place` loses one person."""
    for cell, value in before.items():
        is_inside = all(
            leaf in dim.members[member] for member, leaf, dim in zip(cell, place, dims, strict=True)
        )
        if not is_inside and value != after[cell]:
            return False
        low, high = _range(value, profile)
        then_low, then_high = _range(after[cell], profile)
        if is_inside and not (low - 1 <= then_high and then_low <= high - 1):
            return False
    return True


def _range(value: int | None, profile: Profile) -> tuple[float, float]:
    """The least and greatest true count that a figure can stand for; None is a hidden one."""
    if value is None:
        return 0, math.inf  # small itself, or hidden so that another cannot be worked out
    counts = [
        count
        for count in range(value + profile.round_to)
        if not profile.hides(count) and profile.rounded(count) == value
    ]
    return min(counts), max(counts)
