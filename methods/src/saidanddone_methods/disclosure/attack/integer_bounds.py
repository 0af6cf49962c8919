"""The least and greatest value of a figure over every table of whole numbers that fits what is known.

The unknowns are whole numbers of 0 or more. Each known figure is a sum, or a difference of sums, of
unknowns with a lower and an upper bound. An attacker can conclude that a figure lies between its
least and its greatest value over all tables that fit.

Two tables that fit and differ in a figure prove that it cannot be worked out. Such tables are kept
as witnesses and checked in whole numbers, so that a rounding error never makes a figure look safe.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saidanddone_methods.disclosure.attack.time_limit import OutOfTime, time_left
from saidanddone_methods.errors import BadInput

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

# Status codes of scipy's milp. UNSURE: presolving found "infeasible or unbounded".
TIME_IS_UP, NO_TABLE, UNBOUNDED, UNSURE = 1, 2, 3, 4
RANDOM_TRIES = 6
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
        return bool(len(self.fitting(point[None, :])))

    def fitting(self, tables: Counts) -> Counts:
        """Those of some tables of whole numbers, one a row, that fit everything known."""
        sums = self._matrix @ tables.T
        fits = (sums >= self._lower[:, None]) & (sums <= self._upper[:, None])
        fitting: Counts = tables[fits.all(axis=0) & (tables >= 0).all(axis=1)]
        return fitting

    def greatest(self, row: Floats) -> tuple[float | None, Counts | None]:
        """The greatest value of a figure, and a table that has it (None: no limit).

        Raises BadInput where no table fits at all.
        """
        _, end, point = self._greatest(row)
        return end, point

    def _greatest(self, row: Floats) -> tuple[float | None, float | None, Counts | None]:
        """The greatest value in any numbers, in whole numbers, and a table of these."""
        if self._contradicts:
            raise BadInput("no table fits these figures")
        if not len(self._free):
            point = self._point.astype(np.int64)
            return float(row @ point), float(row @ point), point
        relaxed: float | None = None
        for kind in (0, 1):
            solution = self._solve(-row[self._free], kind)
            if solution.status == UNBOUNDED and self.has_a_table():
                return None, None, None
            if solution.x is None:
                raise BadInput("no table fits these figures")
            end = float(row @ self._point - solution.fun)
            relaxed = end if relaxed is None else relaxed
            point = self._point.astype(np.int64)
            point[self._free] = np.rint(solution.x)
            off = np.abs(solution.x - point[self._free]).max(initial=0)
            if off < WHOLE_TOLERANCE and self.fits(point):
                return relaxed, float(row @ point), point
        return relaxed, end, None

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

    def differing(self, table: Counts, row: Floats) -> Counts | None:
        """A table that fits and differs from `table`, which fits too, in a figure; None: there is none.

        It changes as little else as possible, so that it also fits most of what others may know.
        """
        for sign in (1.0, -1.0):
            point = self._nearest(table, sign * row[self._free])
            if point is not None:
                return point
        return None

    def _nearest(self, table: Counts, row: Floats) -> Counts | None:
        """The table nearest to `table` in which a figure over the free unknowns is larger."""
        from scipy.sparse import csr_matrix, hstack, vstack

        if not row.any():
            return None
        counts = table[self._free]
        can_fall = np.flatnonzero(counts)
        sums = self._left @ counts
        changes = vstack([self._left, csr_matrix(row)], format="csc")
        for kind in (0, 1):
            solution = _least(
                np.ones(len(counts) + len(can_fall)),
                hstack([changes, -changes[:, can_fall]], format="csr"),
                np.append(self._low - sums, 1),
                np.append(self._high - sums, np.inf),
                np.append(np.full(len(counts), np.inf), counts[can_fall]),
                kind,
            )
            if solution.x is None:
                return None
            steps = np.rint(solution.x).astype(np.int64)
            point = table.copy()
            point[self._free] += steps[: len(counts)]
            point[self._free[can_fall]] -= steps[len(counts) :]
            if (point - table)[self._free] @ row > 0 and self.fits(point):
                return point
        return None

    def _solve(self, prices: Floats, kind: int) -> Any:
        """The unknowns that are not fixed, at the least price; in whole numbers where `kind` is 1."""
        return _least(prices, self._left, self._low, self._high, np.inf, kind)

    def interval(self, row: Floats) -> Interval:
        """What an attacker can conclude about one figure."""
        high, top, _ = self._greatest(row)
        low, bottom, _ = self._greatest(-row)
        return Interval(
            lower=None if bottom is None else int(np.ceil(-bottom - WHOLE_TOLERANCE)),
            upper=None if top is None else int(np.floor(top + WHOLE_TOLERANCE)),
            relaxed=(None if low is None else -low, high),
        )


def _least(
    prices: Floats, rows: Any, lower: Floats, upper: Floats, most: Floats | float, kind: int
) -> Any:
    """The unknowns from 0 to `most` at the least price whose sums `rows` lie within their bounds."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    # scipy refuses a constraint without rows.
    limits = [LinearConstraint(rows, lower, upper)] if len(lower) else []
    for presolve in (True, False):
        solution = milp(
            prices,
            constraints=limits,
            bounds=Bounds(0, most),
            integrality=np.full(len(prices), kind),
            options={"presolve": presolve, "mip_rel_gap": 0, "time_limit": time_left()},
        )
        if solution.status == TIME_IS_UP:
            raise OutOfTime
        if solution.status != UNSURE:
            break
    return solution


def pinned(
    system: System, figures: Floats, witnesses: Counts | None = None, *, seed: int = 0
) -> tuple[list[int], Counts]:
    """The numbers of the figures with one possible value, and witnesses that all others have more.

    Witnesses are tables, one a row; those that do not fit are left out. A few tables that random
    weights give show most figures to have two values. Each other figure is asked about by itself.
    """
    tables = np.zeros((0, figures.shape[1]), np.int64)
    if witnesses is not None and len(witnesses):
        tables = system.fitting(witnesses)
    if not len(figures):
        return [], tables
    if not len(tables):
        tables = some_table(system, figures.shape[1])[None, :]
    chance = np.random.default_rng(seed)
    for _ in range(RANDOM_TRIES):
        unsettled = _unsettled(figures, tables)
        if len(unsettled) <= 2:
            break
        signs = chance.choice([-1.0, 1.0], len(unsettled))
        weights = signs * chance.uniform(0.5, 1.0, len(unsettled))
        _, point = system.greatest(weights @ figures[unsettled])
        if point is None:
            break
        tables = np.vstack([tables, point])
    stuck: list[int] = []
    for figure in _unsettled(figures, tables):
        row, has_no_limit = figures[figure], False
        for sign in (1.0, -1.0):
            if has_no_limit or np.ptp(tables @ row) > 0:
                break
            end, point = system.greatest(sign * row)
            has_no_limit = end is None
            tables = tables if point is None else np.vstack([tables, point])
        if not has_no_limit and np.ptp(tables @ row) == 0:
            stuck.append(int(figure))
    return stuck, tables


def without_another_value(
    system: System, figures: Floats, tables: Counts
) -> tuple[list[int], Counts]:
    """The numbers of the figures with one possible value, and new tables for all others.

    `tables` fit what is known, and there is one at least. Each new table changes little, so that it
    fits most of what others know.
    """
    stuck: list[int] = []
    more = np.zeros((0, tables.shape[1]), np.int64)
    for number in _unsettled(figures, tables):
        row = figures[number]
        if np.ptp(np.vstack([tables, more]) @ row) > 0:
            continue
        point = system.differing(tables[0], row)
        if point is None:
            stuck.append(int(number))
        else:
            more = np.vstack([more, point])
    return stuck, more


def some_table(system: System, unknowns: int) -> Counts:
    """A table that fits everything known. Raises BadInput where there is none."""
    _, point = system.greatest(-np.ones(unknowns))
    if point is None:
        raise BadInput("no table fits these figures")
    return point


def _unsettled(figures: Floats, tables: Counts) -> NDArray[np.intp]:
    return np.flatnonzero(np.ptp(figures @ tables.T, axis=1) < 0.5)
