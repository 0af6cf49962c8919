"""What stays secret in a release, and who is alone in a hidden cell."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from council_tables import People, Planned
from independent_reader import Seen


@dataclass(frozen=True)
class Target:
    """A count that stays secret: its row over the unknowns and its true value.

    `is_small`: the rule hides a count of that size. Other hidden counts only serve to compare.
    """

    name: str
    row: np.ndarray
    true: int
    is_small: bool
    is_group: bool = False


def targets_of(people: People, views: list[tuple[Planned, Seen]]) -> list[Target]:
    """Every hidden cell, every difference of two releases, every time that none counts alone."""
    truth = people.truth
    targets = []
    for plan, seen in views:
        for place in seen.hidden:
            row = seen.rows[place]
            true = int(row @ truth)
            name = f"{plan.name} {' / '.join(seen.cells[place])}"
            targets.append(Target(name, row, true, seen.rule.hides(true)))
    published = {row.tobytes() for _, seen in views for row in seen.rows}
    for portions, hide_to in times_between(people, views):
        for plan, _ in views:
            across = Planned(plan.name, plan.axes, portions)
            for cell, row in people.cells(across):
                true = int(row @ truth)
                if row.tobytes() not in published and 1 <= true <= hide_to:
                    published.add(row.tobytes())
                    name = f"{' / '.join(cell)}, only {' and '.join(sorted(portions))}"
                    targets.append(Target(name, row, true, True))
    return targets


def times_between(
    people: People, views: list[tuple[Planned, Seen]]
) -> list[tuple[frozenset[str], int]]:
    """Portions that two releases differ by, and those that the same releases count.

    With each, the limit of the strictest rule of these releases; 0 where no release counts them.
    """
    counted = [(plan.portions, seen.rule.hide_to) for plan, seen in views]
    limits: dict[frozenset[str], int] = {}
    for a, limit in counted:
        for b, other in counted:
            if a < b:
                limits[b - a] = max(limit, other, limits.get(b - a, 0))
    alike: dict[tuple[bool, ...], set[str]] = {}
    for portion in people.portions:
        alike.setdefault(tuple(portion in c for c, _ in counted), set()).add(portion)
    for releases, portions in alike.items():
        strictest = max(
            (limit for (_, limit), c in zip(counted, releases, strict=True) if c), default=0
        )
        limits[frozenset(portions)] = max(strictest, limits.get(frozenset(portions), 0))
    return sorted(limits.items(), key=lambda pair: sorted(pair[0]))


@dataclass(frozen=True)
class Lone:
    """A person alone in a hidden cell: the number of the first release that has the cell, the row of
    the cell, and the row of her combination and her time."""

    name: str
    release: int
    cell: np.ndarray
    own: np.ndarray


def alone_in_hidden_cells(people: People, views: list[tuple[Planned, Seen]]) -> Iterator[Lone]:
    """Each person alone in a hidden cell."""
    truth = people.truth
    known = set()
    for number, (plan, seen) in enumerate(views):
        for place in seen.hidden:
            row = seen.rows[place]
            if row @ truth == 1 and row.tobytes() not in known:
                known.add(row.tobytes())
                name = f"alone in {plan.name} {' / '.join(seen.cells[place])}"
                yield Lone(name, number, row, row * (truth > 0))


def everyone_in_one_category(views: list[tuple[Planned, Seen]], truth: np.ndarray) -> list[Target]:
    """Where all of a wider cell are in one cell, how many of it are elsewhere: 0, a secret."""
    targets = []
    for plan, seen in views:
        figures = seen.rows @ truth
        for place in np.flatnonzero(figures).tolist():
            for wide in seen.next_wider(place):
                if seen.rule.hides_groups and figures[wide] == figures[place]:
                    name = f"all {' / '.join(seen.cells[wide])} in {' / '.join(seen.cells[place])}"
                    row = seen.rows[wide] - seen.rows[place]
                    targets.append(Target(f"{plan.name} {name}", row, 0, True, True))
    return targets
