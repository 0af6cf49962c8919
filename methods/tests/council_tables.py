"""Random counts of people as a council publishes them: single tables, and several releases.

Counts are skewed and sparse. They come in portions: people of one quarter, people told of late,
people who withdrew later. Each release counts the people of some portions, in some dimensions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product

import numpy as np

QUARTERS = tuple(
    (date(2026, first, 1), date(2026, last, day))
    for first, last, day in ((1, 3, 31), (4, 6, 30), (7, 9, 30), (10, 12, 31))
)
KINDS = (
    "year to date",
    "linked pairs",
    "wards cut in two",
    "rolling half years",
    "late records",
    "quarters, then year",
    "withdrawals",
)


@dataclass(frozen=True)
class Axis:
    """A dimension of a release: the finest categories in each leaf, and pairs (child, parent)."""

    name: str
    leaves: Mapping[str, frozenset[str]]
    parents: tuple[tuple[str, str], ...] = ()

    def categories(self) -> dict[str, frozenset[str]]:
        """The finest categories in each category: leaves, parents, Total."""
        inside = dict(self.leaves)
        pending = list(self.parents)
        while pending:
            waits = {parent for _, parent in pending}
            ready = [pair for pair in pending if pair[0] not in waits]
            for child, parent in ready:
                inside[parent] = inside.get(parent, frozenset()) | inside[child]
            pending = [pair for pair in pending if pair[0] in waits]
        return {**inside, "Total": frozenset().union(*self.leaves.values())}


@dataclass(frozen=True)
class Planned:
    """A release that counts the people of some portions."""

    name: str
    axes: tuple[Axis, ...]
    portions: frozenset[str]
    period: tuple[date, date] | None = None


@dataclass(frozen=True)
class People:
    """The finest categories of each dimension, the count of each combination in each portion."""

    kind: str
    finest: Mapping[str, tuple[str, ...]]
    portions: Mapping[str, np.ndarray]
    releases: tuple[Planned, ...]

    def row(self, portions: frozenset[str], inside: Mapping[str, frozenset[str]]) -> np.ndarray:
        """1 for each unknown (portion by finest combination) that a cell counts, and 0 otherwise.

        `inside` has the finest categories of the cell in each dimension, all where it has none.
        """
        row = np.array([portion in portions for portion in self.portions], dtype=np.int64)
        for dim, categories in self.finest.items():
            within = inside.get(dim, categories)
            row = np.kron(row, np.array([category in within for category in categories]))
        return row.astype(np.int64)

    def cells(self, release: Planned) -> Iterator[tuple[tuple[str, ...], np.ndarray]]:
        """Each cell of a release with its row, margins included."""
        axes = [axis.categories() for axis in release.axes]
        names = [axis.name for axis in release.axes]
        for cell in product(*axes):
            inside = {name: axis[c] for name, axis, c in zip(names, axes, cell, strict=True)}
            yield cell, self.row(release.portions, inside)

    @property
    def truth(self) -> np.ndarray:
        """The true count of each unknown."""
        return np.concatenate([counts.ravel() for counts in self.portions.values()])

    def table_rows(self, release: Planned) -> list[tuple[tuple[str, ...], int]]:
        """The leaves of a release with their true counts."""
        truth = self.truth
        leaves = [axis.leaves for axis in release.axes]
        return [
            (cell, int(row @ truth))
            for cell, row in self.cells(release)
            if all(c in axis for c, axis in zip(cell, leaves, strict=True))
        ]


def plain(name: str, categories: tuple[str, ...], parents: tuple = ()) -> Axis:
    """A dimension whose leaves are the finest categories."""
    return Axis(name, {c: frozenset({c}) for c in categories}, parents)


def skewed(rng: np.random.Generator, shape: tuple[int, ...], mean: float) -> np.ndarray:
    """Counts with large and small wards, needs and cells, and some cells that stay empty."""
    weights = rng.gamma(1.5, size=shape)
    for place, size in enumerate(shape):
        across = [1] * len(shape)
        across[place] = size
        weights = weights * rng.lognormal(0, 0.8, size).reshape(across)
    weights *= rng.random(shape) > rng.choice([0.0, 0.1, 0.3])
    return rng.poisson(mean * weights / max(weights.mean(), 1e-9))


def geographies(rng: np.random.Generator, wards: tuple[str, ...], how_many: int) -> tuple:
    """Pairs (ward, area): wards in areas of neighbours; a second geography cuts across these."""
    pairs = []
    for letter in "AB"[:how_many]:
        order = wards if letter == "A" else tuple(rng.permutation(wards))
        cuts = np.sort(rng.choice(np.arange(1, len(order)), min(2, len(order) - 1), False))
        ends = [0, *cuts.tolist(), len(order)]
        for place, (first, last) in enumerate(pairwise(ends)):
            pairs += [(str(ward), f"{letter}{place}") for ward in order[first:last]]
    return tuple(pairs)


def dimensions(rng: np.random.Generator, ways: int, most: int) -> dict[str, tuple[str, ...]]:
    """Wards, needs and perhaps a third dimension, with at most `most` combinations (18 or more)."""
    third = {"sex": 2, "age": int(rng.integers(3, 5)), "quarter": 4}
    while True:
        sizes = {"ward": 3 + int(rng.integers(10) * rng.random()), "need": int(rng.integers(3, 7))}
        if ways == 3:
            name = str(rng.choice(list(third)))
            sizes[name] = third[name]
        if np.prod(list(sizes.values())) <= most:
            return {n: tuple(f"{n[0]}{i}" for i in range(size)) for n, size in sizes.items()}


def council_table(seed: int, most: int = 36) -> People:
    """One table of two or three dimensions and none, one or two geographies."""
    rng = np.random.default_rng(seed)
    finest = dimensions(rng, int(rng.choice([2, 2, 3])), most)
    shape = tuple(len(categories) for categories in finest.values())
    counts = skewed(rng, shape, float(rng.choice([3, 6, 10, 20])))
    if not counts.any():
        counts.flat[0] = 1
    parents = geographies(rng, finest["ward"], int(rng.choice([0, 0, 1, 2])))
    axes = tuple(plain(n, c, parents if n == "ward" else ()) for n, c in finest.items())
    release = Planned("0001-table", axes, frozenset({"all"}))
    return People("table", finest, {"all": counts}, (release,))


def council_sequence(seed: int, kind: str, most: int = 24) -> People:
    """Several releases of the same people, of one of `KINDS`, with `most` combinations."""
    rng = np.random.default_rng([seed, KINDS.index(kind)])
    finest = dimensions(rng, 3 if kind == "linked pairs" else 2, most)
    shape = tuple(len(categories) for categories in finest.values())
    mean = float(rng.choice([6, 12, 25]))
    few = float(rng.choice([0.3, 1, 4]))
    means = {"Q1": mean, "Q2": mean, "Q3": mean, "Q4": mean, "late": few, "later": few}
    if kind == "withdrawals":
        means = {"stay": mean, "left first": few, "left then": few}
    portions = {name: skewed(rng, shape, average) for name, average in means.items()}
    parents = geographies(rng, finest["ward"], int(rng.choice([0, 0, 1])))
    axes = tuple(plain(n, c, parents if n == "ward" else ()) for n, c in finest.items())
    releases = list(PLANS[kind](rng, axes))
    if kind == "wards cut in two":
        releases = list(cut_in_two(finest))
    counted = frozenset().union(*(release.portions for release in releases))
    portions = {name: counts for name, counts in portions.items() if name in counted}
    return People(kind, finest, portions, tuple(releases))


def over(place: int, axes: tuple[Axis, ...], portions: str, first: int, last: int) -> Planned:
    """A release over the quarters from `first` to `last`, counted from 1."""
    period = (QUARTERS[first - 1][0], QUARTERS[last - 1][1])
    return Planned(f"{place:04d}-table", axes, frozenset(portions.split(", ")), period)


def year_to_date(rng: np.random.Generator, axes: tuple[Axis, ...]) -> Iterator[Planned]:
    ends = range(1, 5) if rng.random() < 0.5 else sorted(rng.choice([1, 2, 3, 4], 3, False))
    for place, end in enumerate(ends, 1):
        yield over(place, axes, ", ".join(f"Q{q}" for q in range(1, end + 1)), 1, int(end))


def linked_pairs(rng: np.random.Generator, axes: tuple[Axis, ...]) -> Iterator[Planned]:
    for place, (one, other) in enumerate(rng.permutation([(0, 1), (0, 2), (1, 2)]).tolist(), 1):
        yield over(place, (axes[one], axes[other]), "Q1", 1, 1)


def cut_in_two(finest: Mapping[str, tuple[str, ...]]) -> Iterator[Planned]:
    """The old wards are pairs of new ones; the last new ward may be an old one."""
    wards, others = finest["ward"], [plain(n, c) for n, c in finest.items() if n != "ward"]
    old = {
        f"old {wards[i]}" if i + 1 < len(wards) else wards[i]: frozenset(wards[i : i + 2])
        for i in range(0, len(wards), 2)
    }
    parents = tuple((ward, name) for name, inside in old.items() for ward in sorted(inside))
    parents = tuple((ward, name) for ward, name in parents if ward != name)
    yield over(1, (Axis("ward", old), *others), "Q1", 1, 1)
    yield over(2, (plain("ward", wards, parents), *others), "Q1", 1, 1)
    yield over(3, (plain("ward", wards, parents), *others), "Q1, Q2", 1, 2)


def rolling(rng: np.random.Generator, axes: tuple[Axis, ...]) -> Iterator[Planned]:
    for first in (1, 2, 3):
        yield over(first, axes, f"Q{first}, Q{first + 1}", first, first + 1)


def late_records(rng: np.random.Generator, axes: tuple[Axis, ...]) -> Iterator[Planned]:
    if rng.random() < 0.5:
        yield over(1, axes, "Q1", 1, 1)
        yield over(2, axes, "Q1, late", 1, 1)
        yield over(3, axes, "Q1, late, Q2", 1, 2)
    else:
        yield over(1, axes, "Q1", 1, 1)
        yield over(2, axes, "Q2", 2, 2)
        yield over(3, axes, "Q1, Q2, late", 1, 2)
        yield over(4, axes, "Q1, Q2, late, later", 1, 2)


def quarters_then_year(rng: np.random.Generator, axes: tuple[Axis, ...]) -> Iterator[Planned]:
    quarters = sorted(rng.choice([1, 2, 3, 4], int(rng.choice([2, 3])), False).tolist())
    for place, quarter in enumerate(quarters, 1):
        yield over(place, axes, f"Q{quarter}", quarter, quarter)
    yield over(len(quarters) + 1, axes, "Q1, Q2, Q3, Q4", 1, 4)


def withdrawals(rng: np.random.Generator, axes: tuple[Axis, ...]) -> Iterator[Planned]:
    yield over(1, axes, "stay, left first, left then", 1, 1)
    yield over(2, axes, "stay, left then", 1, 1)
    yield over(3, axes, "stay", 1, 1)


PLANS = {
    "year to date": year_to_date,
    "linked pairs": linked_pairs,
    "wards cut in two": lambda rng, axes: (),
    "rolling half years": rolling,
    "late records": late_records,
    "quarters, then year": quarters_then_year,
    "withdrawals": withdrawals,
}
