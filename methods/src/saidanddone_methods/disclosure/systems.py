"""What is known of counts, as one system, and what can be concluded from it.

The unknowns are whole numbers of 0 or more; every figure is a sum (or a difference of sums) of
unknowns that is known to lie between two bounds. An attacker concludes that a figure lies between
its least and its greatest value over all tables that fit. Any two tables that fit and differ in a
figure prove that it cannot be worked out: such tables are kept as witnesses, checked in whole
numbers, so that no rounding error can call a figure safe.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saidanddone_methods.errors import BadInput

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

WHOLE = 1e-6  # a solver's value this near a whole number is that number


@dataclass(frozen=True, slots=True)
class Interval:
    """The least and greatest value a figure can have; `relaxed` without asking for whole numbers.

    None: no limit.
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
        self._matrix = csr_matrix(rows[known])
        self._lower, self._upper = lower[known], upper[known]
        self._unknowns = rows.shape[1]

    def fits(self, point: Counts) -> bool:
        """Whether a table of whole numbers agrees with everything known."""
        sums = self._matrix @ point
        return bool(
            (point >= 0).all() and (sums >= self._lower).all() and (sums <= self._upper).all()
        )

    def greatest(self, row: Floats, *, whole: bool = True) -> tuple[float | None, Counts | None]:
        """The greatest value of a figure, and a table that has it (None: no limit).

        With `whole` False the table need not be in whole numbers and is not given unless it is.
        Raises BadInput where no table fits at all.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp

        limits = self._limits(LinearConstraint)
        kinds = (0, 1) if whole else (0,)
        for kind in kinds:
            found = milp(
                -row,
                constraints=limits,
                bounds=Bounds(0, np.inf),
                integrality=np.full(self._unknowns, kind),
            )
            # HiGHS tells "unbounded" and "infeasible or unbounded" by 3 and 4.
            if found.status in (3, 4) and self.has_a_table():
                return None, None
            if found.x is None:
                raise BadInput("no table fits these figures")
            point = np.rint(found.x).astype(np.int64)
            if np.abs(found.x - point).max(initial=0) < WHOLE and self.fits(point):
                return float(row @ point), point
        return float(-found.fun), None

    def _limits(self, kind: type) -> list[object]:
        # scipy refuses a constraint without rows.
        if not self._matrix.shape[0]:
            return []
        return [kind(self._matrix, self._lower, self._upper)]

    def has_a_table(self) -> bool:
        """Whether any table of whole numbers agrees with everything known."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        found = milp(
            np.zeros(self._unknowns),
            constraints=self._limits(LinearConstraint),
            bounds=Bounds(0, np.inf),
            integrality=np.ones(self._unknowns),
        )
        return found.x is not None

    def interval(self, row: Floats) -> Interval:
        """What an attacker can conclude of one figure."""
        high, low = (self.greatest(sign * row, whole=False)[0] for sign in (1.0, -1.0))
        top = None if high is None else self.greatest(row)[0]
        bottom = None if low is None else self.greatest(-row)[0]
        return Interval(
            lower=None if bottom is None else int(np.ceil(-bottom - WHOLE)),
            upper=None if top is None else int(np.floor(top + WHOLE)),
            relaxed=(None if low is None else -low, high),
        )


def pinned(
    system: System, figures: Floats, witnesses: Iterable[Counts] = (), *, seed: int = 0
) -> tuple[list[int], list[Counts]]:
    """Which figures have one possible value, and the tables that prove it of no other.

    `witnesses` that do not fit are passed over. A few tables found with mixed objectives settle
    most figures at once; each that is left is settled by its own least and greatest value.
    """
    held = [point for point in witnesses if system.fits(point)]
    chance = np.random.default_rng(seed)
    if not held and len(figures):
        held.append(_some_table(system, figures.shape[1]))
    open_ = _unsettled(figures, held)
    tries = 0
    while len(open_) > 2 and tries < 6:
        weights = chance.choice([-1.0, 1.0], len(open_)) * chance.uniform(0.5, 1.0, len(open_))
        _, point = system.greatest(weights @ figures[open_])
        tries += 1
        if point is not None:
            held.append(point)
            open_ = _unsettled(figures, held)
    stuck = []
    for figure in open_:
        is_settled = figure not in _unsettled(figures, held)
        for sign in (1.0, -1.0):
            if is_settled:
                break
            end, point = system.greatest(sign * figures[figure])
            held += [] if point is None else [point]
            is_settled = end is None or figure not in _unsettled(figures, held)
        if not is_settled:
            stuck.append(int(figure))
    return stuck, held


def _some_table(system: System, unknowns: int) -> Counts:
    _, point = system.greatest(-np.ones(unknowns))
    if point is None:
        raise BadInput("no table fits these figures")
    return point


def _unsettled(figures: Floats, held: Sequence[Counts]) -> list[int]:
    if not held:
        return list(range(len(figures)))
    values = figures @ np.array(held, float).T
    return [int(i) for i in np.flatnonzero(np.ptp(values, axis=1) < 0.5)]
