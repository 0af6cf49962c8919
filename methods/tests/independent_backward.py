"""Run `protect` backwards: which small counts does the choice of hidden cells reveal?

    python methods/tests/independent_backward.py --profiles nhs,ons10

Every table of a kind is protected without a search and grouped by what is shown. A hidden small count
is revealed where every table that is shown alike has the same. Tables beyond the list may be shown
alike too. So for each such picture every table that fits it is protected as well.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from independent_attack import rule_of

from saidanddone_methods import TooThin
from saidanddone_methods.disclosure.attack import protect, table_from_rows
from saidanddone_methods.disclosure.rules.counts import PROFILES, Profile

Counts = tuple[int, ...]
Picture = tuple[int | None, ...]
BEYOND = 40  # a hidden count without a limit is taken up to this


@dataclass(frozen=True)
class Revealed:
    """A picture whose tables all have the same small count in a hidden cell."""

    picture: Picture
    cell: str
    count: int
    tables: int


@dataclass(frozen=True)
class Backward:
    """What a list of tables reveals."""

    tables: int
    refused: int
    pictures: int
    with_hidden: int
    revealed: tuple[Revealed, ...]


class Listing:
    """Tables of one shape, protected once each."""

    def __init__(self, shape: Counts, profile: Profile, *, singletons: bool = True) -> None:
        self.shape, self.profile, self.singletons = shape, profile, singletons
        dims = tuple(f"d{place}" for place in range(len(shape)))
        names = [[f"{dim}{i}" for i in range(size)] for dim, size in zip(dims, shape, strict=True)]
        self.dims, self.leaves = dims, list(product(*names))
        self.pictures: dict[Counts, Picture | None] = {}
        self.cells, self.rows = self.margins(names)

    def margins(self, names: list[list[str]]) -> tuple[list[tuple[str, ...]], np.ndarray]:
        """Every cell with its margins, and which leaves it counts."""
        cells = list(product(*([*leaves, "Total"] for leaves in names)))
        rows = [
            [
                all(c in ("Total", at) for c, at in zip(cell, leaf, strict=True))
                for leaf in self.leaves
            ]
            for cell in cells
        ]
        return cells, np.array(rows, dtype=np.int64)

    def picture(self, counts: Counts) -> Picture | None:
        """What `protect` shows of a table; None where it refuses."""
        if counts not in self.pictures:
            table = table_from_rows(self.dims, zip(self.leaves, counts, strict=True))
            try:
                shown = protect(table, self.profile, singletons=self.singletons, search=False).shown
                self.pictures[counts] = tuple(shown[cell] for cell in self.cells)
            except TooThin:
                self.pictures[counts] = None
        return self.pictures[counts]

    def fitting(self, picture: Picture) -> Iterator[Counts]:
        """Every table within the rounding of a picture, whatever `protect` would hide of it."""
        rule = rule_of(self.profile)
        limits = [(0, BEYOND) if v is None else rule.behind(v) for v in picture]
        low, high = np.array(limits).T
        inside = [self.rows[:, place] > 0 for place in range(len(self.leaves))]
        most = [int(min(high[cells].min(), BEYOND)) for cells in inside]
        least = [int(low[self.cells.index(leaf)]) for leaf in self.leaves]
        for counts in product(*(range(a, b + 1) for a, b in zip(least, most, strict=True))):
            figures = self.rows @ np.array(counts)
            unlimited = np.array([value is None for value in picture])
            if ((low <= figures) & ((figures <= high) | unlimited)).all():
                yield counts

    def same(self, tables: list[Counts]) -> dict[int, int]:
        """The cells that have one count in all of these tables."""
        figures = np.array(tables) @ self.rows.T
        return {
            int(c): int(figures[0, c]) for c in np.flatnonzero((figures == figures[0]).all(axis=0))
        }

    def revealed(self, picture: Picture, tables: list[Counts]) -> Iterator[Revealed]:
        """The hidden small counts that every table shown as `picture` has."""
        rule = rule_of(self.profile)
        hidden = [place for place, value in enumerate(picture) if value is None]
        if not any(rule.hides(self.same(tables).get(c, -1)) for c in hidden):
            return
        for counts in self.fitting(picture):
            if self.picture(counts) == picture:
                tables.append(counts)
                if not any(rule.hides(self.same(tables).get(c, -1)) for c in hidden):
                    return
        certain = self.same(tables)
        for cell in hidden:
            if rule.hides(certain.get(cell, -1)):
                name = " / ".join(self.cells[cell])
                yield Revealed(picture, name, certain[cell], len(set(tables)))


def backward(
    shape: Counts, most: int, profile: Profile, *, singletons: bool = True, sample: int = 0
) -> Backward:
    """Protect every table with counts from 0 to `most` (or a sample of them), and look backwards."""
    listing = Listing(shape, profile, singletons=singletons)
    size = int(np.prod(shape))
    tables = [counts for counts in product(range(most + 1), repeat=size) if any(counts)]
    if sample:
        chosen = np.random.default_rng(1).choice(len(tables), min(sample, len(tables)), False)
        tables = [tables[place] for place in sorted(chosen)]
    alike: dict[Picture, list[Counts]] = defaultdict(list)
    refused = 0
    for counts in tables:
        picture = listing.picture(counts)
        if picture is None:
            refused += 1
        else:
            alike[picture].append(counts)
    hiding = {picture: group for picture, group in alike.items() if None in picture}
    revealed = [r for picture, group in hiding.items() for r in listing.revealed(picture, group)]
    return Backward(len(tables), refused, len(alike), len(hiding), tuple(revealed))


def said_of(result: Backward, most: int) -> Iterator[str]:
    yield (
        f"{result.tables} tables, {result.refused} refused, {result.pictures} pictures,"
        f" {result.with_hidden} with a hidden cell, {len(result.revealed)} small counts revealed"
        f" in {len({r.picture for r in result.revealed})} pictures"
    )
    for r in result.revealed[:most]:
        picture = ", ".join("hidden" if value is None else str(value) for value in r.picture)
        yield f"  ({picture}): {r.cell} is {r.count} in all {r.tables} tables"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--profiles", default="nhs,ons10")
    parser.add_argument("--shape", default="3", help="categories of each dimension, as in 2,2")
    parser.add_argument("--most", type=int, default=13, help="counts from 0 to this")
    parser.add_argument("--sample", type=int, default=0, help="this many of the tables; 0 is all")
    parser.add_argument("--no-singletons", dest="singletons", action="store_false")
    parser.add_argument("--notes", type=int, default=12)
    given = parser.parse_args()
    shape = tuple(int(size) for size in given.shape.split(","))
    for name in given.profiles.split(","):
        result = backward(
            shape, given.most, PROFILES[name], singletons=given.singletons, sample=given.sample
        )
        for line in said_of(result, given.notes):
            sys.stdout.write(f"{name}, {given.shape} categories, 0 to {given.most}: {line}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
