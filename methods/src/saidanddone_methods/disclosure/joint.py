"""Releases as one system: every figure of each as a sum over common unknowns.

Unknown are the counts of every combination of the finest categories, once for each stretch of time
(see `states`). Releases that share no dimension, nor are joined by others that do, still count the
same people: each such *block* has combinations of its own, and in every stretch they add up to the
same. (Two tables of the same total always fit one table of both together, so nothing is lost.)

Where releases name other categories of a dimension, which of them make up everyone is not sure: a
release without that dimension is then counted by itself, and that Totals are of the same people is
only taken for granted where it fits (`everyone_rows`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise, product

import numpy as np

from saidanddone_methods.disclosure.releases import Release
from saidanddone_methods.disclosure.states import States, named_alike, states
from saidanddone_methods.disclosure.tables import TOTAL, Cell, Dimension, Floats
from saidanddone_methods.errors import BadInput

MOST_UNKNOWN = 6_000
UNDIVIDED = ""  # where people stand who are counted, but not by categories that all agree on


@dataclass(frozen=True)
class Joint:
    """`releases`, as `read_together` gives them, over stretches x combinations of each block."""

    releases: tuple[Release, ...]
    blocks: tuple[tuple[Dimension, ...], ...]
    states: States

    @property
    def stretches(self) -> tuple[tuple[int, ...], ...]:
        """Which stretches each release counts."""
        return self.states.stretches

    @property
    def size(self) -> int:
        """How many stretches there are."""
        return len(self.states.pieces)

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where each block's unknowns begin, and where the last ends."""
        return tuple(np.cumsum([0, *(self.size * _combinations(dims) for dims in self.blocks)]))

    def row(self, release: int, cell: Cell, *, within: int | None = None) -> Floats:
        """A cell of a release over the unknowns; of one stretch alone where `within` names it."""
        block = self._block(release)
        own = {dim.name: dim for dim in self.releases[release].dims}
        inside = _inside_of(self.blocks[block], own, dict(zip(own, cell, strict=True)))
        return self._place(block, inside, self.stretches[release] if within is None else (within,))

    def rows(self, release: int) -> Floats:
        """All cells of a release in the order of `shown`."""
        return np.array([self.row(release, cell) for cell in self.releases[release].shown])

    def at(self, release: int) -> Floats:
        """Where a release's own atoms stand: atoms of its table x unknowns."""
        leaves = product(*(dim.leaves for dim in self.releases[release].dims))
        return np.array([self.row(release, leaf) for leaf in leaves])

    def order_rows(self) -> Floats:
        """What is 0 or more because one state contains another."""
        found = [np.zeros((0, self.ends[-1]))]
        for (small, large), block in product(self.states.ordered, range(len(self.blocks))):
            atoms = _combinations(self.blocks[block])
            step = np.zeros(self.size)
            step[list(self.stretches[large])] += 1
            step[list(self.stretches[small])] -= 1
            rows = np.zeros((atoms, self.ends[-1]))
            rows[:, self.ends[block] : self.ends[block + 1]] = np.kron(step, np.eye(atoms))
            found.append(rows)
        return np.vstack(found)

    def same_total_rows(self) -> Floats:
        """What is 0 because blocks add up to the same in every stretch."""
        found = [np.zeros((0, self.ends[-1]))]
        agreed = [
            number
            for number, dims in enumerate(self.blocks)
            if not any(UNDIVIDED in dim.leaves for dim in dims)
        ]
        for one, other in pairwise(agreed):
            rows = np.zeros((self.size, self.ends[-1]))
            for block, sign in ((one, 1.0), (other, -1.0)):
                each = np.full(_combinations(self.blocks[block]), sign)
                rows[:, self.ends[block] : self.ends[block + 1]] = np.kron(np.eye(self.size), each)
            found.append(rows)
        return np.vstack(found)

    def everyone_rows(self, one: int, other: int) -> Floats:
        """What is 0 if Totals of two releases of the same count stand for the same people.

        Where one does not name a category that the other does, nobody was in it; where they cut
        the same people otherwise, both ways add up to the same.
        """
        found = [np.zeros((0, self.ends[-1]))]
        if self.stretches[one] == self.stretches[other]:
            for ours, theirs in self.shared(one, other):
                row = self.row(one, ours) - self.row(other, theirs)
                found += [row[None, :]] if row.any() else []
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
        """Cells of two releases that a reader takes for the same: pairs of names."""
        return named_alike(self.releases[one], self.releases[other])

    def _place(self, block: int, inside: Floats, stretches: Sequence[int]) -> Floats:
        held = np.zeros((self.size, len(inside)))
        held[list(stretches)] = inside
        whole = np.zeros(self.ends[-1])
        whole[self.ends[block] : self.ends[block + 1]] = held.ravel()
        return whole

    def _block(self, release: int) -> int:
        name = self.releases[release].dims[0].name
        return next(i for i, dims in enumerate(self.blocks) if name in {dim.name for dim in dims})


def join(releases: Sequence[Release]) -> Joint:
    """Releases as one system. BadInput where there are more unknowns than can be judged."""
    joint = Joint(tuple(releases), _blocks(releases), states(releases))
    if joint.ends[-1] > MOST_UNKNOWN:
        raise BadInput(
            f"the releases together have {joint.ends[-1]} combinations, more than the "
            f"{MOST_UNKNOWN} that can be judged as one system; give periods that do not overlap "
            "where they do not, or use fewer dimensions"
        )
    return joint


def _blocks(releases: Sequence[Release]) -> tuple[tuple[Dimension, ...], ...]:
    leaves: dict[str, dict[str, None]] = {}
    wholes: dict[str, set[frozenset[str]]] = {}
    groups: list[set[str]] = []
    for release in releases:
        for dim in release.dims:
            leaves.setdefault(dim.name, {}).update(dict.fromkeys(_parts(dim)))
            wholes.setdefault(dim.name, set()).add(dim.members[TOTAL])
        touching = [group for group in groups if group & set(release.names())]
        groups = [group for group in groups if group not in touching]
        groups.append(set(release.names()).union(*touching))
    for name, held in wholes.items():
        if len(held) > 1:
            leaves[name][UNDIVIDED] = None
    return tuple(
        tuple(
            Dimension(name, tuple(leaves[name]), {TOTAL: frozenset(leaves[name])})
            for name in leaves
            if name in group
        )
        for group in groups
    )


def _parts(dim: Dimension) -> list[str]:
    """The finest parts of a dimension, in the order of its leaves."""
    return [part for leaf in dim.leaves for part in sorted(dim.members[leaf])]


def _combinations(dims: Sequence[Dimension]) -> int:
    return int(np.prod([len(dim.leaves) for dim in dims]))


def _inside_of(
    block: Sequence[Dimension], own: Mapping[str, Dimension], cell: Mapping[str, str]
) -> Floats:
    """Ones and zeros over the combinations of a block: which of them a cell holds."""
    whole: Floats = np.ones(1)
    for dim in block:
        part = np.array([leaf == UNDIVIDED for leaf in dim.leaves], float)
        if UNDIVIDED not in dim.leaves:
            part = np.ones(len(dim.leaves))
        if dim.name in own:
            held = own[dim.name].members[cell.get(dim.name, TOTAL)]
            part = np.array([leaf in held for leaf in dim.leaves], float)
        whole = np.asarray(np.kron(whole, part), np.float64)
    return whole
