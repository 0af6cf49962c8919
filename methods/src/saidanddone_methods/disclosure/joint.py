"""Releases as one system: which count the same people, which contain others, and what they share.

Unknown are the counts of every combination of the finest categories, once for each *stretch*:
a piece of time between the ends of periods, or, where no period is said, one state of the count.
A release over January to June is the sum of the stretches January to March and April to June, so
that a year to date less the year to date before it is simply a figure of this system.

Releases without a period are taken to count the same people: at the same state where all that both
show agrees; else at another state, no smaller (or no larger) in any combination where no figure
that both show is.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise, product

import numpy as np

from saidanddone_methods.disclosure.counts import ProtectedCount, range_of
from saidanddone_methods.disclosure.releases import Release
from saidanddone_methods.disclosure.tables import TOTAL, Cell, Dimension, Floats
from saidanddone_methods.errors import BadInput

MOST_UNKNOWN = 6_000


@dataclass(frozen=True)
class Joint:
    """`releases` over common unknowns: stretches x combinations of the leaves of `dims`."""

    releases: tuple[Release, ...]
    dims: tuple[Dimension, ...]
    stretches: tuple[tuple[int, ...], ...]  # of each release
    pieces: tuple[str, ...]  # the stretches in words
    ordered: tuple[tuple[int, int], ...]  # pairs of releases, the first no larger anywhere

    @property
    def size(self) -> int:
        """How many stretches there are."""
        return len(self.pieces)

    @property
    def atoms(self) -> int:
        """How many combinations of leaves there are."""
        return int(np.prod([len(dim.leaves) for dim in self.dims]))

    def row(self, release: int, cell: Mapping[str, str]) -> Floats:
        """A cell of a release (its members by dimension, Total elsewhere) over the unknowns."""
        inside = self._inside(release, cell)
        whole = np.zeros((self.size, self.atoms))
        whole[list(self.stretches[release])] = inside
        return whole.ravel()

    def rows(self, release: int) -> Floats:
        """All cells of a release in the order of `shown`."""
        names = self.releases[release].names()
        return np.array(
            [
                self.row(release, dict(zip(names, c, strict=True)))
                for c in self.releases[release].shown
            ]
        )

    def at(self, release: int) -> Floats:
        """Where a release's own atoms stand: atoms of its table x unknowns."""
        own = self.releases[release].dims
        leaves = product(*(dim.leaves for dim in own))
        return np.array(
            [
                self.row(release, dict(zip((d.name for d in own), leaf, strict=True)))
                for leaf in leaves
            ]
        )

    def order_rows(self) -> Floats:
        """What is 0 or more because one state contains another."""
        found = [np.zeros((0, self.size * self.atoms))]
        for small, large in self.ordered:
            rows = np.zeros((self.atoms, self.size, self.atoms))
            for combination in range(self.atoms):
                rows[combination, list(self.stretches[large]), combination] += 1
                rows[combination, list(self.stretches[small]), combination] -= 1
            found.append(rows.reshape(self.atoms, -1))
        return np.vstack(found)

    def compared(self) -> list[tuple[int, int]]:
        """Pairs (earlier, later) of releases whose difference counts people come or gone."""
        return [
            (i, j)
            for i, j in combinations(range(len(self.releases)), 2)
            if self.stretches[i] != self.stretches[j]
            and (
                self.releases[i].period is None
                or self.releases[j].period is None
                or set(self.stretches[i]) <= set(self.stretches[j])
                or set(self.stretches[j]) <= set(self.stretches[i])
                or self.releases[i].period == self.releases[j].period
            )
        ]

    def shared(self, one: int, other: int) -> list[tuple[Cell, Cell]]:
        """Cells of two releases that hold the same combinations: pairs of names."""
        return shared_cells(self.releases[one], self.releases[other])

    def _inside(self, release: int, cell: Mapping[str, str]) -> Floats:
        own = {dim.name: dim for dim in self.releases[release].dims}
        parts = []
        for dim in self.dims:
            if dim.name not in own:
                parts.append(np.ones(len(dim.leaves)))
                continue
            held = own[dim.name].members[cell.get(dim.name, TOTAL)]
            parts.append(np.array([leaf in held for leaf in dim.leaves], float))
        whole: Floats = np.ones(1)
        for part in parts:
            whole = np.asarray(np.kron(whole, part), np.float64)
        return whole


def shared_cells(one: Release, other: Release) -> list[tuple[Cell, Cell]]:
    """Cells of two releases that hold the same combinations: pairs of names."""
    theirs = other.names()
    pairs = []
    for cell in one.shown:
        members = dict(zip(one.names(), cell, strict=True))
        if any(member != TOTAL and dim not in theirs for dim, member in members.items()):
            continue
        same = tuple(members.get(dim, TOTAL) for dim in theirs)
        if same in other.shown:
            pairs.append((cell, same))
    return pairs


def join(releases: Sequence[Release]) -> Joint:
    """Releases as one system. BadInput where there are more unknowns than can be judged."""
    stretches, pieces, ordered = _stretches(releases)
    leaves: dict[str, dict[str, None]] = {}
    for release in releases:
        for dim in release.dims:
            leaves.setdefault(dim.name, {}).update(dict.fromkeys(dim.leaves))
    dims = tuple(
        Dimension(name, tuple(held), {TOTAL: frozenset(held)}) for name, held in leaves.items()
    )
    joint = Joint(tuple(releases), dims, stretches, pieces, ordered)
    if joint.atoms * joint.size > MOST_UNKNOWN:
        raise BadInput(
            f"the releases together have {joint.atoms * joint.size} combinations, more than the "
            f"{MOST_UNKNOWN} that can be judged as one system; give periods that do not overlap "
            "where they do not, or use fewer dimensions"
        )
    return joint


def linked(new: Release, past: Sequence[Release]) -> list[Release]:
    """Past releases that can combine with a new one, straight or by way of others."""
    chosen: list[Release] = []
    group = [new]
    while more := [p for p in past if p not in chosen and any(_touch(p, g) for g in group)]:
        chosen += more
        group = [new, *chosen]
    return [p for p in past if p in chosen]


def _touch(one: Release, other: Release) -> bool:
    if not set(one.names()) & set(other.names()):
        return False
    if one.period is None or other.period is None:
        return True
    return one.period[0] <= other.period[1] and other.period[0] <= one.period[1]


def _stretches(
    releases: Sequence[Release],
) -> tuple[tuple[tuple[int, ...], ...], tuple[str, ...], tuple[tuple[int, int], ...]]:
    starts = {r.period[0].toordinal() for r in releases if r.period}
    ends = {r.period[1].toordinal() + 1 for r in releases if r.period}
    cuts = sorted(starts | ends)
    pieces = [
        f"{date.fromordinal(first)} to {date.fromordinal(after - 1)}"
        for first, after in pairwise(cuts)
    ]
    found: list[tuple[int, ...]] = []
    ordered: list[tuple[int, int]] = []
    for number, release in enumerate(releases):
        earlier = [i for i in range(number) if _same_kind(releases[i], release)]
        alike = [i for i in earlier if _comparison(releases[i], release) == 0]
        if alike:
            found.append(found[alike[-1]])
        elif release.period is not None and not earlier:
            first, last = release.period[0].toordinal(), release.period[1].toordinal() + 1
            found.append(tuple(i for i in range(len(pieces)) if first <= cuts[i] < last))
        else:
            found.append((len(pieces),))
            pieces.append(release.name)
            for i in earlier:
                sign = _comparison(releases[i], release)
                if sign is not None:
                    ordered.append((i, number) if sign > 0 else (number, i))
    return tuple(found), tuple(pieces), tuple(ordered)


def _same_kind(one: Release, other: Release) -> bool:
    return one.period == other.period and bool(set(one.names()) & set(other.names()))


def _comparison(one: Release, other: Release) -> int | None:
    """0 where all that both show agrees, 1 where `other` is nowhere less, -1 nowhere more."""
    changes = {
        _change(bounds(one, one.shown[ours]), bounds(other, other.shown[theirs]))
        for ours, theirs in shared_cells(one, other)
    } - {0}
    if not changes:
        return 0
    return changes.pop() if len(changes) == 1 else None


def _change(before: tuple[float, float], after: tuple[float, float]) -> int:
    return int(after[0] > before[1]) - int(after[1] < before[0])


def bounds(release: Release, value: int | None, *, small: bool = True) -> tuple[float, float]:
    """The least and greatest count that a release shows so (None: hidden).

    A hidden count of an exact table may be any; of a rounded one it is taken for small where
    `small`, since there next to nothing is hidden for the sake of others.
    """
    rule = release.profile
    if value is None and (rule.round_to == 1 or not small):
        return 0, math.inf
    if value is not None and rule.round_to == 1:
        return value, value
    return range_of(ProtectedCount(value, suppressed=value is None), rule)
