"""Tables of counts with every margin, as sums of their finest cells.

A finest cell (an *atom*) has one category of each dimension. Every published cell adds up some
atoms, so its count is a row of ones and zeros times the atoms' counts. Margins, parents and
overlapping areas all have this form. Two cells with the same atoms are one count with two names.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

from saidanddone_methods.checks import whole_number
from saidanddone_methods.errors import BadInput
from saidanddone_methods.frames import counted_rows, is_frame, pass_instead, reads_frames

TOTAL = "Total"
MOST_CELLS = 3000  # the work grows with the square of these: some minutes at this size

Cell = tuple[str, ...]
Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]


def normalised(name: str, *, tell_case: bool = False) -> str:
    """A name without case, extra spaces and variants of letters. Names equal in this read alike.

    `tell_case` keeps the case, so that `L` and `l` do not read alike.
    """
    plain = " ".join(unicodedata.normalize("NFKC", name).split())
    return plain if tell_case else plain.casefold()


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension of a table, such as the ward.

    `members` maps every published name to its leaves: each leaf to itself, each parent to the
    leaves of its children, `Total` to all.
    """

    name: str
    leaves: tuple[str, ...]
    members: Mapping[str, frozenset[str]]

    def holds(self, leaves: Sequence[str] | None = None) -> Floats:
        """Which leaves each member has, as ones and zeros, shape (members, leaves)."""
        leaves = self.leaves if leaves is None else leaves
        return np.array(
            [[leaf in held_leaves for leaf in leaves] for held_leaves in self.members.values()],
            float,
        )


@reads_frames(
    name=pass_instead("the name of the dimension"),
    categories=pass_instead("its column of categories"),
)
def dimension(
    name: str,
    categories: Iterable[str],
    parents: Iterable[tuple[str, str]] = (),
    *,
    tell_case: bool = False,
) -> Dimension:
    """A dimension from the categories in the data and pairs (child, parent).

    A child may have several parents. Every name without children is a leaf. Raises BadInput where
    a hierarchy runs in a circle, where two names read alike (`tell_case`: but for their case), or
    where a category is called Total.
    """
    categories = list(dict.fromkeys(categories))
    children: dict[str, list[str]] = {}
    for child, parent in parents:
        if child == TOTAL:
            raise BadInput(f"in the hierarchy of {name}, {TOTAL} is the whole and has no parent")
        if parent != TOTAL:
            children.setdefault(parent, []).append(child)
            categories.append(child)
        else:
            categories += [] if child in children else [child]
    _refuse_names_alike(name, [*categories, *children], tell_case)
    named = [category for category in dict.fromkeys(categories) if category not in children]
    members = {leaf: frozenset([leaf]) for leaf in named}
    for parent in children:
        members[parent] = _leaves_under(name, parent, children, ())
    members[TOTAL] = frozenset(named)
    if not named:
        raise BadInput(f"{name} has no categories")
    return Dimension(name, tuple(named), members)


def _refuse_names_alike(dim: str, names: Iterable[str], tell_case: bool) -> None:
    seen: dict[str, str] = {}
    for name in dict.fromkeys(names):
        if not normalised(name):
            raise BadInput(f"{dim} has a category without a name")
        first = seen.setdefault(normalised(name, tell_case=tell_case), name)
        if normalised(name) == normalised(TOTAL):
            raise BadInput(f"{dim} has a category called {name}, which is the name of its margin")
        if first != name:
            raise BadInput(
                f"{dim} has both {first!r} and {name!r}, which read alike: write them one way"
            )


def _leaves_under(
    name: str, member: str, children: Mapping[str, list[str]], above: Cell
) -> frozenset[str]:
    if member in above:
        raise BadInput(f"the hierarchy of {name} runs in a circle at {member}")
    if member not in children:
        return frozenset([member])
    parts = [_leaves_under(name, child, children, (*above, member)) for child in children[member]]
    return frozenset().union(*parts)


@dataclass(frozen=True)
class Table:
    """`atoms` holds the count of each product of leaves, the last dimension running fastest."""

    dims: tuple[Dimension, ...]
    atoms: Counts

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every published cell by its member of each dimension, in the order of `values`."""
        return tuple(product(*(dim.members for dim in self.dims)))

    @cached_property
    def holds(self) -> Floats:
        """Which atoms each cell adds up, as ones and zeros, shape (cells, atoms)."""
        whole: Floats = np.ones((1, 1))
        for dim in self.dims:
            whole = np.asarray(np.kron(whole, dim.holds()), np.float64)
        return whole

    @cached_property
    def values(self) -> Counts:
        """The count in each cell, shape (cells,)."""
        return (self.holds @ self.atoms).astype(np.int64)

    @cached_property
    def same(self) -> NDArray[np.intp]:
        """For each cell the index of the first cell with the same atoms, shape (cells,)."""
        first: dict[bytes, int] = {}
        packed = np.packbits(self.holds.astype(bool), axis=1)
        return np.array([first.setdefault(row.tobytes(), i) for i, row in enumerate(packed)])


@reads_frames(
    dims=pass_instead("a list of Dimension"),
    counts=pass_instead("a count for each cell, such as {('North',): 12}"),
)
def table_of(dims: Sequence[Dimension], counts: Mapping[Cell, int]) -> Table:
    """A table from the count of each combination of categories; those not given count 0.

    Raises BadInput for no dimension, an unknown category, a parent, an invalid count, or more than
    MOST_CELLS cells.
    """
    if not dims:
        raise BadInput("a table needs at least one dimension")
    if len({normalised(dim.name) for dim in dims}) < len(dims):
        raise BadInput("a table names each dimension once")
    if (size := int(np.prod([len(dim.members) for dim in dims]))) > MOST_CELLS:
        raise BadInput(
            f"the table has {size} cells with its margins, more than the {MOST_CELLS} that can be "
            "judged at once; use fewer or wider categories"
        )
    places = [{leaf: i for i, leaf in enumerate(dim.leaves)} for dim in dims]
    atoms = np.zeros([len(dim.leaves) for dim in dims], np.int64)
    for cell, count in counts.items():
        if len(cell) != len(dims):
            raise BadInput(
                f"the cell {' / '.join(cell)} does not name one category of each dimension"
            )
        for dim, place, category in zip(dims, places, cell, strict=True):
            if category not in place:
                raise BadInput(f"{category} is no category of {dim.name} that holds counts itself")
        at = tuple(place[category] for place, category in zip(places, cell, strict=True))
        atoms[at] += whole_number(count, f"the count of {' / '.join(cell)}")
    return Table(tuple(dims), atoms.ravel())


@reads_frames(dims=pass_instead("the names of its columns of categories"))
def table_from_rows(
    dims: Sequence[str],
    rows: Iterable[tuple[Cell, int]],
    hierarchies: Mapping[str, Iterable[tuple[str, str]]] | None = None,
    *,
    tell_case: bool = False,
) -> Table:
    """A table from rows of (categories, count), adding equal rows; `hierarchies` by dimension.

    `rows` may be a polars or pandas frame, with a column for each of `dims` and one called count.
    `tell_case`: categories that differ in case alone are different ones. Raises BadInput as
    `table_of`, for no row, and for a hierarchy of an unknown dimension.
    """
    all_rows = counted_rows("rows", rows, dims) if is_frame(rows) else list(rows)
    if not all_rows:
        raise BadInput("a table needs at least one row")
    unknown = set(hierarchies or {}) - set(dims)
    if unknown:
        raise BadInput(f"a hierarchy is given for {min(unknown)}, which is no dimension")
    built = [
        dimension(
            name,
            [row[0][i] for row in all_rows],
            (hierarchies or {}).get(name, ()),
            tell_case=tell_case,
        )
        for i, name in enumerate(dims)
    ]
    for built_dim, i in zip(built, range(len(dims)), strict=True):
        if parents := {row[0][i] for row in all_rows} - set(built_dim.leaves):
            raise BadInput(
                f"{min(parents)} in {built_dim.name} is a parent of others and has rows of its own"
            )
    counts: Counter[Cell] = Counter()
    for cell, count in all_rows:
        counts[cell] += whole_number(count, f"the count of {' / '.join(cell)}")
    return table_of(built, counts)
