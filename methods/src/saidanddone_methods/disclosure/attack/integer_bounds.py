"""The least and greatest value of a figure over every table of whole numbers that fits what is known.

The unknowns are whole numbers of 0 or more. Each known figure is a sum, or a difference of sums, of
unknowns with a lower and an upper bound. An attacker can conclude that a figure lies between its
least and its greatest value over all tables that fit.

Two tables that fit and differ in a figure prove that it cannot be worked out. Such tables are kept
as witnesses and checked in whole numbers, so that a rounding error never makes a figure look safe.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saidanddone_methods.errors import BadInput

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

# Status codes of scipy's milp. UNSURE: presolving found "infeasible or unbounded".
NO_TABLE, UNBOUNDED, UNSURE = 2, 3, 4
WHOLE_TOLERANCE = 1e-6  # a solver's value this near a whole number is that number


@dataclass(frozen=True, slots=True)
class Interval:
    """The least and greatest value of a figure; None: no limit.

    `relaxed` holds the ends where the unknowns need not be whole numbers.
    """

    lower: int | None
    upper: int | None
    relaxed: tuple[float | None, float | None]

    @property
    def width(self) -> float:
        """How far the ends lie apart: 0 where the figure is known exactly."""
        if self.lower is None or self.upper is None:
            return float("inf")
        return self.upper - self.lower


class System:
    """Figures over unknowns: `rows` figures x unknowns, `lower` and `upper` bounds of each."""

    def __init__(self, rows: Floats, lower: Floats, upper: Floats) -> None:
        from scipy.sparse import csr_matrix

        known = np.isfinite(lower) & ((lower > 0) | np.isfinite(upper) | (rows < 0).any(axis=1))
        rows, lower, upper = rows[known], lower[known], upper[known]
        self._matrix = csr_matrix(rows)
        self._lower, self._upper = lower, upper
        # Most cells are shown exactly. The unknowns that they fix are left out of the programme.
        alone = np.flatnonzero(((rows != 0).sum(axis=1) == 1) & (rows.sum(axis=1) == 1))
        alone = alone[lower[alone] == upper[alone]]
        self._point = np.full(rows.shape[1], -1.0)
        self._point[rows[alone].argmax(axis=1)] = lower[alone]
        self._free = np.flatnonzero(self._point < 0)
        self._point[self._free] = 0
        fixed = rows @ self._point
        left = rows[:, self._free]
        has_left = (left != 0).any(axis=1)
        low, high = lower - fixed, upper - fixed
        self._contradicts = bool(((low > 0) | (high < 0))[~has_left].any())
        self._left = csr_matrix(left[has_left])
        self._low, self._high = low[has_left], high[has_left]

    def fits(self, point: Counts) -> bool:
        """Whether a table of whole numbers fits everything known."""
        sums = self._matrix @ point
        return bool(
            (point >= 0).all() and (sums >= self._lower).all() and (sums <= self._upper).all()
        )

    def greatest(self, row: Floats, *, whole: bool = True) -> tuple[float | None, Counts | None]:
        """The greatest value of a figure, and a table that has it (None: no limit).

        With `whole` False the table need not be in whole numbers and is not given unless it is.
        Raises BadInput where no table fits at all.
        """
        if self._contradicts:
            raise BadInput("no table fits these figures")
        if not len(self._free):
            point = self._point.astype(np.int64)
            return float(row @ point), point
        for kind in (0, 1) if whole else (0,):
            solution = self._solve(-row[self._free], kind)
            if solution.status == UNBOUNDED and self.has_a_table():
                return None, None
            if solution.x is None:
                raise BadInput("no table fits these figures")
            point = self._point.astype(np.int64)
            point[self._free] = np.rint(solution.x)
            if np.abs(solution.x - point[self._free]).max(
                initial=0
            ) < WHOLE_TOLERANCE and self.fits(point):
                return float(row @ point), point
        return float(row @ self._point - solution.fun), None

    def has_a_table(self) -> bool:
        """Whether any table of whole numbers fits everything known; BadInput if the solver cannot say."""
        if self._contradicts:
            return False
        if not len(self._free):
            return True
        solution = self._solve(np.zeros(len(self._free)), 1)
        if solution.x is None and solution.status != NO_TABLE:
            raise BadInput(f"the solver could not say whether any table fits: {solution.message}")
        return solution.x is not None

    def _solve(self, prices: Floats, kind: int) -> Any:
        """The unknowns that are not fixed, at the least price; in whole numbers where `kind` is 1."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        # scipy refuses a constraint without rows.
        limits = [LinearConstraint(self._left, self._low, self._high)] if len(self._low) else []
        for presolve in (True, False):
            solution = milp(
                prices,
                constraints=limits,
                bounds=Bounds(0, np.inf),
                integrality=np.full(len(self._free), kind),
                options={"presolve": presolve, "mip_rel_gap": 0},
            )
            if solution.status != UNSURE:
                break
        return solution

    def interval(self, row: Floats) -> Interval:
        """What an attacker can conclude about one figure."""
        high, low = (self.greatest(sign * row, whole=False)[0] for sign in (1.0, -1.0))
        top = None if high is None else self.greatest(row)[0]
        bottom = None if low is None else self.greatest(-row)[0]
        return Interval(
            lower=None if bottom is None else int(np.ceil(-bottom - WHOLE_TOLERANCE)),
            upper=None if top is None else int(np.floor(top + WHOLE_TOLERANCE)),
            relaxed=(None if low is None else -low, high),
        )


def pinned(
    system: System, figures: Floats, witnesses: Iterable[Counts] = (), *, seed: int = 0
) -> tuple[list[int], list[Counts]]:
    """The numbers of the figures with one possible value, and witnesses that all others have more.

    `witnesses` that do not fit are ignored. A few tables found with random objectives show most
    figures to have two values; each remaining figure is bounded by itself.
    """
    tables = [point for point in witnesses if system.fits(point)]
    chance = np.random.default_rng(seed)
    if not tables and len(figures):
        tables.append(_some_table(system, figures.shape[1]))
    open_ = _unsettled(figures, tables)
    tries = 0
    while len(open_) > 2 and tries < 6:
        weights = chance.choice([-1.0, 1.0], len(open_)) * chance.uniform(0.5, 1.0, len(open_))
        _, point = system.greatest(weights @ figures[open_])
        tries += 1
        if point is not None:
            tables.append(point)
            open_ = _unsettled(figures, tables)
    stuck = []
    for figure in open_:
        is_settled = figure not in _unsettled(figures, tables)
        for sign in (1.0, -1.0):
            if is_settled:
                break
            end, point = system.greatest(sign * figures[figure])
            tables += [] if point is None else [point]
            is_settled = end is None or figure not in _unsettled(figures, tables)
        if not is_settled:
            stuck.append(int(figure))
    return stuck, tables


def _some_table(system: System, unknowns: int) -> Counts:
    _, point = system.greatest(-np.ones(unknowns))
    if point is None:
        raise BadInput("no table fits these figures")
    return point


def _unsettled(figures: Floats, tables: Sequence[Counts]) -> list[int]:
    if not tables:
        return list(range(len(figures)))
    values = figures @ np.array(tables, float).T
    return [int(i) for i in np.flatnonzero(np.ptp(values, axis=1) < 0.5)]
