"""Releases as one system: every figure of each as a sum over common unknowns.

Unknown are the counts of every combination of the finest categories, once for each stretch of time
(see `states`). Releases that share no dimension, nor are joined by others that do, still count the
same people: each such *block* has combinations of its own, and in every stretch they add up to the
same. (Two tables of the same total always fit one table of both together, so nothing is lost.)

Where releases name other categories of a dimension, which of them make up everyone is not sure: a
release without that dimension is then counted by itself, and that Totals are of the same people is
only taken for granted where it fits (`everyone_rows`).
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise, product

import numpy as np

from saidanddone_methods.disclosure.attack.frequency_tables import TOTAL, Cell, Dimension, Floats
from saidanddone_methods.disclosure.attack.integer_bounds import System
from saidanddone_methods.disclosure.attack.population_states import (
    READINGS,
    States,
    bounds,
    contains,
    named_alike,
    states,
)
from saidanddone_methods.disclosure.attack.release_files import Release
from saidanddone_methods.errors import BadInput

MOST_UNKNOWN = 6_000
UNDIVIDED = ""  # where people stand who are counted, but not by categories that all agree on


@dataclass(frozen=True)
class Uncounted:
    """A `row` over the unknowns: a cell of a release, of the time or change that `words` say."""

    row: Floats
    release: int
    cell: Cell
    words: str


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

    def row(self, release: int, cell: Cell, *, over: Sequence[int] | None = None) -> Floats:
        """A cell of a release over the unknowns; of other stretches than its own with `over`."""
        block = self._block(release)
        own = {dim.name: dim for dim in self.releases[release].dims}
        inside = _inside_of(self.blocks[block], own, dict(zip(own, cell, strict=True)))
        return self._place(block, inside, self.stretches[release] if over is None else over)

    def rows(self, release: int) -> Floats:
        """All cells of a release in the order of `shown`."""
        return np.array([self.row(release, cell) for cell in self.releases[release].shown])

    def at(self, release: int) -> Floats:
        """Where a release's own atoms stand: atoms of its table x unknowns."""
        leaves = product(*(dim.leaves for dim in self.releases[release].dims))
        return np.array([self.row(release, leaf) for leaf in leaves])

    def order_rows(self, small: Sequence[int], large: Sequence[int]) -> Floats:
        """What is 0 or more because the first stretches together are nowhere larger."""
        found = []
        for block in range(len(self.blocks)):
            atoms = _combinations(self.blocks[block])
            step = np.zeros(self.size)
            step[list(large)] += 1
            step[list(small)] -= 1
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
        both = sorted(set(self.stretches[one]) & set(self.stretches[other]))
        for (ours, theirs), stretch in product(self.shared(one, other), both):
            row = self.row(one, ours, over=[stretch]) - self.row(other, theirs, over=[stretch])
            found += [row[None, :]] if row.any() else []
        return np.vstack(found)

    def compared(self) -> list[tuple[int, int]]:
        """Pairs (earlier, later) of releases whose difference counts people come or gone."""
        return [
            (i, j)
            for i, j in combinations(range(len(self.releases)), 2)
            if self.stretches[i] != self.stretches[j]
            and (
                contains(self.releases[i], self.releases[j])
                or contains(self.releases[j], self.releases[i])
            )
        ]

    def uncounted(self) -> list[Uncounted]:
        """What no release counts by itself but several together may tell, each once.

        The stretches that no release counts alone, and how far a release is from their sum.
        """
        counted = {stretch[0] for stretch in self.stretches if len(stretch) == 1}
        found: dict[bytes, Uncounted] = {}
        for number, cell in self._cells():
            for piece in self.stretches[number]:
                if piece not in counted:
                    row = self.row(number, cell, over=[piece])
                    words = self.states.pieces[piece]
                    found.setdefault(row.tobytes(), Uncounted(row, number, cell, words))
        for number, usual in self.states.apart:
            for cell in self.releases[number].shown:
                row = self.row(number, cell) - self.row(number, cell, over=usual)
                words = f"changed since in {self.releases[number].name}"
                found.setdefault(row.tobytes(), Uncounted(row, number, cell, words))
        return list(found.values())

    def fits(self, first: int) -> bool:
        """Whether the figures of the first releases are those of some table."""
        low, high = zip(*(self.bounds(number) for number in range(first)), strict=True)
        more = self.same_total_rows()
        rows = [self.rows(number) for number in range(first)]
        none = np.zeros(len(more))
        return System(
            np.vstack([*rows, more]),
            np.append(np.concatenate(low), none),
            np.append(np.concatenate(high), none),
        ).has_a_table()

    def bounds(
        self, release: int, small: Container[tuple[int, Cell]] = ()
    ) -> tuple[Floats, Floats]:
        """Least and greatest counts behind the cells of a release, of which `small` are small."""
        held = self.releases[release]
        found = []
        for cell, value in held.shown.items():
            low, high = bounds(held, value, small=(release, cell) in small)
            least, greatest = held.behind_rates.get(cell, (low, high))
            found.append((max(low, least), min(high, greatest)))
        ends = np.array(found, float)
        return ends[:, 0], ends[:, 1]

    def _cells(self) -> Iterator[tuple[int, Cell]]:
        for number, release in enumerate(self.releases):
            for cell in release.shown:
                yield number, cell

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
    """Releases as one system. BadInput where there are more unknowns than can be judged.

    Each is read in the first way in which its figures agree with those before it.
    """
    joint = _joint(releases, ())
    if joint.fits(len(releases)):
        return joint
    readings = [READINGS[0]] * len(releases)
    for number in range(len(releases)):
        for reading in READINGS:
            readings[number] = reading
            joint = _joint(releases, readings)
            if joint.fits(number + 1):
                break
    return joint


def _joint(releases: Sequence[Release], readings: Sequence[str]) -> Joint:
    joint = Joint(tuple(releases), _blocks(releases), states(releases, readings))
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
