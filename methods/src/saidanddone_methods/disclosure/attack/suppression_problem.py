"""What to protect in one table: its rows over the unknowns, its targets, and what is public already."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from saidanddone_methods.disclosure.attack.frequency_tables import (
    Cell,
    Counts,
    Dimension,
    Flags,
    Floats,
    Table,
)
from saidanddone_methods.disclosure.attack.integer_bounds import System
from saidanddone_methods.disclosure.attack.linear_span import Insider
from saidanddone_methods.disclosure.rules.counts import Profile

Pairs = NDArray[np.intp]

BEFORE = "a count hidden before, or a small difference between two releases,"


@dataclass(frozen=True)
class Background:
    """What is public already, over the same unknowns, and which of it must not be disclosed.

    `at`: the unknowns that each atom of the new table adds up (atoms x unknowns, ones and zeros).
    `targets`: rows that must keep more than one possible value. `releases`: names of releases.
    `certain`: the rows with their bounds, of what is certain and not likely alone.
    """

    at: Floats
    rows: Floats
    lower: Floats
    upper: Floats
    targets: Floats
    releases: tuple[str, ...]
    certain: tuple[Floats, Floats, Floats]


@dataclass(frozen=True)
class Problem:
    """The counts of a table, each once, and the targets that must not be worked out.

    `rows` counts x unknowns; `stands_for` how many published cells each count fills; `primary` which are
    small; `targets` rows that must keep more than one value: the primary
    counts first, then those outside a category that holds everyone of a row, then what the
    background adds; `what` each of them is, in words. `truth`: the unknowns as they are, where they are
    known (those of earlier releases are not). `same`: for each published cell, which count it is.
    `parts`: pairs (inner, outer) of counts; a shown inner one is never everyone of the outer.
    """

    profile: Profile
    cells: tuple[Cell, ...]
    rows: Floats
    values: Counts
    stands_for: Counts
    primary: Flags
    targets: Floats
    what: tuple[str, ...] = ()
    insiders: tuple[Insider, ...] = ()
    background: Background | None = None
    truth: Counts | None = None
    same: Counts = field(default_factory=lambda: np.zeros(0, np.int64))
    parts: Pairs = field(default_factory=lambda: np.zeros((0, 2), np.intp))

    @property
    def is_exact(self) -> bool:
        """Whether shown counts are exact, not rounded."""
        return self.profile.round_to == 1

    def known(
        self, hidden: Flags, insider: Insider | None = None, small: Flags | None = None
    ) -> tuple[Floats, Floats, Floats]:
        """Figures, and the bounds within which an attacker knows them when `hidden` are hidden.

        The attacker knows the profile, and takes the hidden counts `small` for small (None: those
        that are, in a rounded table; nobody can take them so in an exact one). Any other hidden
        count can be any number of 0 or more. The table's own counts come first.
        """
        rule, shown = self.profile, ~hidden
        lower, upper = np.zeros(len(self.rows)), np.full(len(self.rows), np.inf)
        half = rule.round_to // 2
        figures = (self.values[shown] + half) // rule.round_to * rule.round_to
        is_zero = (figures == 0) & (not rule.hides_zero)
        # A category that is everyone of a row is hidden at any size, so a shown size has no least.
        least = 0 if rule.hides_groups else rule.hide_to + 1
        lower[shown] = np.where(is_zero, 0, np.maximum(figures - half, least))
        upper[shown] = np.where(is_zero, 0, figures + half)
        if small is None and not self.is_exact:
            small = self.primary
        if small is not None:
            lower[small], upper[small] = int(not rule.hides_zero), rule.hide_to
        rows = self.rows
        if rule.hides_groups:
            parts = self.shown_parts(hidden)
            rows = np.vstack([rows, self.rows[parts[:, 1]] - self.rows[parts[:, 0]]])
            lower = np.append(lower, np.ones(len(parts)))
            upper = np.append(upper, np.full(len(parts), np.inf))
        if self.background is not None:
            rows = np.vstack([rows, self.background.rows])
            lower = np.append(lower, self.background.lower)
            upper = np.append(upper, self.background.upper)
        if insider is not None:
            own, counts = self.known_to(insider)
            rows = np.vstack([rows, own])
            lower, upper = np.append(lower, counts), np.append(upper, counts)
        return rows, lower, upper

    def system(
        self, hidden: Flags, insider: Insider | None = None, small: Flags | None = None
    ) -> System:
        """What an attacker knows when `hidden` are hidden, as one system."""
        return System(*self.known(hidden, insider, small))

    def known_to(self, insider: Insider) -> tuple[Floats, Floats]:
        """The rows that an insider knows of themselves, and the count of each."""
        facts = np.array(insider.facts, np.intp).reshape(-1, 2)
        units = np.zeros((len(facts), self.rows.shape[1]))
        units[np.arange(len(facts)), facts[:, 0]] = 1
        counts = np.append(np.ones(len(insider.knows)), facts[:, 1].astype(float))
        return np.vstack([self.targets[list(insider.knows)], units]), counts

    def shown_parts(self, hidden: Flags) -> Pairs:
        """Those of `parts` whose inner count is shown and not 0: the outer one is larger."""
        inner, outer = self.parts.T
        larger: Pairs = self.parts[~hidden[inner] & (self.values[inner] > 0) & (inner != outer)]
        return larger

    def certain(self) -> "Problem":
        """The same problem beside what is certain of earlier releases, not what is likely."""
        if self.background is None:
            return self
        rows, lower, upper = self.background.certain
        public = replace(self.background, rows=rows, lower=lower, upper=upper)
        return replace(self, background=public)

    def tables(self) -> Counts:
        """The table as it is, where it is known: one row, or none."""
        if self.truth is None:
            return np.zeros((0, self.rows.shape[1]), np.int64)
        return self.truth[None, :]

    def before(self, insider: Insider) -> System:
        """What an insider knew before this table is published."""
        rows, lower, upper = self.known(np.ones(len(self.rows), bool), insider)
        table = np.arange(len(rows)) < len(self.rows)
        return System(rows[~table], lower[~table], upper[~table])


def suppression_problem_of(
    table: Table,
    profile: Profile,
    *,
    singletons: bool = True,
    background: Background | None = None,
) -> Problem:
    """What to protect in a table; with `singletons`, also against people alone in a cell."""
    firsts = np.unique(table.same)
    holds, values = table.holds[firsts], table.values[firsts]
    parts = _parts(table) if profile.hides_groups else np.zeros((0, 2), np.intp)
    inner, outer = table.values[parts].T
    groups = parts[(inner == outer) & (inner > 0)]
    primary = np.array([profile.hides(int(value)) for value in values])
    primary |= np.isin(firsts, table.same[groups[:, 0]])
    # Hiding the count is not enough: nobody may learn that no one is outside the category.
    wholes = table.holds[groups[:, 1]]
    outside = wholes - table.holds[groups[:, 0]]
    targets = np.vstack([holds[primary], outside.reshape(-1, holds.shape[1])])
    what = [f"the small count in {describe(table.cells[i])}" for i in firsts[primary]]
    what += [
        f"that all of {describe(table.cells[outer])} are in {describe(table.cells[inner])}"
        for inner, outer in groups
    ]
    problem = Problem(
        profile=profile,
        cells=tuple(table.cells[i] for i in firsts),
        rows=holds,
        values=values,
        stands_for=np.bincount(np.searchsorted(firsts, table.same), minlength=len(firsts)),
        primary=primary,
        targets=targets,
        what=tuple(what),
        insiders=_insiders(targets, values[primary], wholes, table.atoms, profile)
        if singletons
        else (),
        truth=table.atoms,
        same=np.searchsorted(firsts, table.same),
        parts=np.searchsorted(firsts, table.same[parts]),
    )
    return problem if background is None else _beside(problem, background)


def _beside(problem: Problem, background: Background) -> Problem:
    """The same problem over the unknowns of the background, with its targets added."""
    targets = problem.targets @ background.at
    added = _not_among(background.targets, targets)
    insiders = tuple(
        Insider(
            insider.knows,
            np.append(insider.learns, ~_inside(added, targets[list(insider.knows)])),
        )
        for insider in problem.insiders
    )
    return replace(
        problem,
        rows=problem.rows @ background.at,
        targets=np.vstack([targets, added]),
        what=(*problem.what, *[BEFORE] * len(added)),
        insiders=insiders,
        background=background,
        truth=None,
    )


def _parts(table: Table) -> Pairs:
    """Pairs of cells (inner, outer): the inner is one category of the outer, shape (pairs, 2)."""
    number = {cell: i for i, cell in enumerate(table.cells)}
    pairs = [
        (inner, number[outer])
        for cell, inner in number.items()
        for outer in wider_cells(table.dims, cell)
    ]
    return np.array(pairs, np.intp).reshape(-1, 2)


def wider_cells(dims: Sequence[Dimension], cell: Cell) -> Iterator[Cell]:
    """The cells that take in more categories of one dimension than `cell`."""
    for axis, dim in enumerate(dims):
        for wider, leaves in dim.members.items():
            if dim.members[cell[axis]] < leaves:
                yield (*cell[:axis], wider, *cell[axis + 1 :])


def _insiders(
    targets: Floats, values: Counts, wholes: Floats, atoms: Counts, profile: Profile
) -> tuple[Insider, ...]:
    """Each person who is alone in a hidden cell, once for each set of such cells.

    The first targets are the hidden cells, with counts `values`; the others ask whether anyone of
    `wholes` is outside one category. What counts nobody else is no disclosure to this person. Where
    a 0 is hidden too, or a category that holds everyone, that nobody else is in a wider cell is one:
    so there each is also asked about who knows of a narrower cell alone.
    """
    holds = targets[: len(values)]
    alone = (holds > 0) & (values == 1)[:, None] & (atoms == 1)[None, :]
    insiders: dict[tuple[int, ...], Insider] = {}
    for atom in np.flatnonzero(alone.any(axis=0)):
        cells = np.flatnonzero(alone[:, atom])
        known = [cells]
        if profile.hides_zero or profile.hides_groups:
            known += [cells[_inside(holds[cells], holds[[cell]])] for cell in cells]
        for some in known:
            knows = tuple(int(cell) for cell in some)
            own = holds[list(knows)]
            learns = ~np.append(_inside(holds, own), _inside(wholes, own))
            insiders.setdefault(knows, Insider(knows, learns))
    return tuple(insiders.values())


def _inside(rows: Floats, own: Floats) -> Flags:
    """Which figures count nobody but the one person in the cells `own`."""
    inside: Flags = ((rows <= own.max(axis=0)) & (rows >= 0)).all(axis=1)
    return inside


def _not_among(rows: Floats, known_rows: Floats) -> Floats:
    known = {row.tobytes() for row in known_rows + 0.0}
    return rows[[row.tobytes() not in known for row in rows + 0.0]]


def describe(cell: Sequence[str]) -> str:
    """A cell in words: its members of each dimension."""
    return " / ".join(cell)
