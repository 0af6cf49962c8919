"""Several releases as one system of sums over common unknown counts.

The unknowns are the counts of every combination of the finest categories, once for each stretch of
time (see `population_states`). Releases that share a dimension, directly or through others, form a
*block* with combinations of its own. All blocks count the same people: in every stretch their
unknowns add up to the same total. (Two tables with one total always fit one table of both
dimensions, so separate blocks lose nothing.)

Where releases name different categories of a dimension, it is not certain which of them make up
everyone. A release without that dimension is then counted separately. That both Totals count the
same people is assumed only where it fits the figures (`same_people_rows`).
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
    PopulationStates,
    bounds,
    contains,
    matching_cells,
    population_states,
)
from saidanddone_methods.disclosure.attack.release_files import Release
from saidanddone_methods.disclosure.attack.suppression_problem import wider_cells
from saidanddone_methods.errors import BadInput

MOST_UNKNOWN = 6_000
UNDIVIDED = ""  # holds people whose category the releases do not name alike


@dataclass(frozen=True)
class Uncounted:
    """A count that no release shows: a `row` over the unknowns, and its time or change in words."""

    row: Floats
    release: int
    cell: Cell
    words: str


@dataclass(frozen=True)
class ReleaseSystem:
    """`releases` from `with_shared_names`, over stretches x combinations of each block."""

    releases: tuple[Release, ...]
    blocks: tuple[tuple[Dimension, ...], ...]
    states: PopulationStates

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
        """A cell of a release as a row over the unknowns; `over` counts other stretches than its own."""
        block = self._block(release)
        own = {dim.name: dim for dim in self.releases[release].dims}
        inside = _inside_of(self.blocks[block], own, dict(zip(own, cell, strict=True)))
        return self._place(block, inside, self.stretches[release] if over is None else over)

    def rows(self, release: int) -> Floats:
        """All cells of a release, in the order of `shown`: cells x unknowns."""
        return np.array([self.row(release, cell) for cell in self.releases[release].shown])

    def larger_rows(self, release: int) -> Floats:
        """Rows that are 1 or more: a shown cell of this release is never everyone of a wider one."""
        published = self.releases[release]
        rows = [np.zeros((0, self.ends[-1]))]
        if published.profile.hides_groups and not published.hides_small_only:
            rows += [
                (self.row(release, wider) - self.row(release, cell))[None, :]
                for cell, value in published.shown.items()
                if value
                for wider in wider_cells(published.dims, cell)
            ]
        return np.vstack([row for row in rows if not len(row) or row.any()])

    def at(self, release: int) -> Floats:
        """The unknowns of each finest cell of a release: finest cells x unknowns."""
        leaves = product(*(dim.leaves for dim in self.releases[release].dims))
        return np.array([self.row(release, leaf) for leaf in leaves])

    def order_rows(self, small: Sequence[int], large: Sequence[int]) -> Floats:
        """Rows that are 0 or more because `small` has no larger count in any combination."""
        parts = []
        for block in range(len(self.blocks)):
            atoms = _combinations(self.blocks[block])
            step = np.zeros(self.size)
            step[list(large)] += 1
            step[list(small)] -= 1
            rows = np.zeros((atoms, self.ends[-1]))
            rows[:, self.ends[block] : self.ends[block + 1]] = np.kron(step, np.eye(atoms))
            parts.append(rows)
        return np.vstack(parts)

    def parts_of_others(self) -> list[tuple[int, tuple[int, ...]]]:
        """The stretches whose counts are no larger than those of others together, with these."""
        at = self.stretches
        pairs = [(at[small], at[large]) for small, large in self.states.ordered]
        pairs += [(at[number], usual) for number, usual in self.states.apart]
        return [(small[0], tuple(large)) for small, large in pairs if len(small) == 1]

    def same_person_later(self, unknown: int) -> list[int]:
        """The unknowns that may count a person of `unknown` again, in a population part of theirs."""
        block = int(np.searchsorted(self.ends, unknown, side="right")) - 1
        size = _combinations(self.blocks[block])
        stretch, combination = divmod(unknown - self.ends[block], size)
        return [
            int(self.ends[block] + small * size + combination)
            for small, large in self.parts_of_others()
            if stretch in large and small != stretch
        ]

    def same_total_rows(self) -> Floats:
        """Rows that are 0 because all blocks have the same total in every stretch."""
        parts = [np.zeros((0, self.ends[-1]))]
        agreed = [
            number
            for number, dims in enumerate(self.blocks)
            if not any(UNDIVIDED in dim.leaves for dim in dims)
        ]
        for first, second in pairwise(agreed):
            rows = np.zeros((self.size, self.ends[-1]))
            for block, sign in ((first, 1.0), (second, -1.0)):
                signs = np.full(_combinations(self.blocks[block]), sign)
                rows[:, self.ends[block] : self.ends[block + 1]] = np.kron(np.eye(self.size), signs)
            parts.append(rows)
        return np.vstack(parts)

    def same_people_rows(self, first: int, second: int) -> Floats:
        """Rows that are 0 if the Totals of two releases count the same people.

        A category that only one release names then held nobody in the other. Where both divide
        the same people differently, both divisions have the same sum.
        """
        parts = [np.zeros((0, self.ends[-1]))]
        both = sorted(set(self.stretches[first]) & set(self.stretches[second]))
        for (ours, theirs), stretch in product(self.shared(first, second), both):
            row = self.row(first, ours, over=[stretch]) - self.row(second, theirs, over=[stretch])
            parts += [row[None, :]] if row.any() else []
        return np.vstack(parts)

    def compared(self) -> list[tuple[int, int]]:
        """Pairs (earlier, later) of releases whose difference counts people who came or left."""
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
        """Counts that no release shows but several together may disclose, each once.

        These are the stretches that no release counts alone, and the difference between a release
        and the sum of its stretches.
        """
        counted = {stretch[0] for stretch in self.stretches if len(stretch) == 1}
        counts: dict[bytes, Uncounted] = {}
        for number, cell in self._cells():
            for piece in self.stretches[number]:
                if piece not in counted:
                    row = self.row(number, cell, over=[piece])
                    words = self.states.pieces[piece]
                    counts.setdefault(row.tobytes(), Uncounted(row, number, cell, words))
        for number, usual in self.states.apart:
            for cell in self.releases[number].shown:
                row = self.row(number, cell) - self.row(number, cell, over=usual)
                words = f"changed since in {self.releases[number].name}"
                counts.setdefault(row.tobytes(), Uncounted(row, number, cell, words))
        return list(counts.values())

    def fits(self, first: int) -> bool:
        """Whether any table fits the figures of the `first` releases."""
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
        """Least and greatest count of each cell of a release; cells in `small` are taken as small."""
        published = self.releases[release]
        limits = []
        for cell, value in published.shown.items():
            low, high = bounds(published, value, small=(release, cell) in small)
            least, greatest = published.behind_rates.get(cell, (low, high))
            limits.append((max(low, least), min(high, greatest)))
        ends = np.array(limits, float)
        return ends[:, 0], ends[:, 1]

    def _cells(self) -> Iterator[tuple[int, Cell]]:
        for number, release in enumerate(self.releases):
            for cell in release.shown:
                yield number, cell

    def shared(self, first: int, second: int) -> list[tuple[Cell, Cell]]:
        """Pairs of cells of two releases that a reader takes to be the same."""
        return matching_cells(self.releases[first], self.releases[second])

    def _place(self, block: int, inside: Floats, stretches: Sequence[int]) -> Floats:
        by_stretch = np.zeros((self.size, len(inside)))
        by_stretch[list(stretches)] = inside
        whole = np.zeros(self.ends[-1])
        whole[self.ends[block] : self.ends[block + 1]] = by_stretch.ravel()
        return whole

    def _block(self, release: int) -> int:
        name = self.releases[release].dims[0].name
        return next(i for i, dims in enumerate(self.blocks) if name in {dim.name for dim in dims})


def build_system(releases: Sequence[Release]) -> ReleaseSystem:
    """One system of all releases. Raises BadInput where it has more than MOST_UNKNOWN unknowns.

    Each release is read in the first of `READINGS` in which its figures fit the earlier ones.
    """
    combined = _system_as_read(releases, ())
    if combined.fits(len(releases)):
        return combined
    readings = [READINGS[0]] * len(releases)
    for number in range(len(releases)):
        for reading in READINGS:
            readings[number] = reading
            combined = _system_as_read(releases, readings)
            if combined.fits(number + 1):
                break
    return combined


def _system_as_read(releases: Sequence[Release], readings: Sequence[str]) -> ReleaseSystem:
    combined = ReleaseSystem(
        tuple(releases), _blocks(releases), population_states(releases, readings)
    )
    if combined.ends[-1] > MOST_UNKNOWN:
        raise BadInput(
            f"the releases together have {combined.ends[-1]} combinations, more than the "
            f"{MOST_UNKNOWN} that can be judged as one system; give periods that do not overlap "
            "where they do not, or use fewer dimensions"
        )
    return combined


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
    for name, totals in wholes.items():
        if len(totals) > 1:
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
    """Which combinations of a block a cell counts, as ones and zeros."""
    whole: Floats = np.ones(1)
    for dim in block:
        part = np.array([leaf == UNDIVIDED for leaf in dim.leaves], float)
        if UNDIVIDED not in dim.leaves:
            part = np.ones(len(dim.leaves))
        if dim.name in own:
            leaves = own[dim.name].members[cell.get(dim.name, TOTAL)]
            part = np.array([leaf in leaves for leaf in dim.leaves], float)
        whole = np.asarray(np.kron(whole, part), np.float64)
    return whole
