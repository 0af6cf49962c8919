"""Overdispersion: whether monthly counts scatter more than Poisson counts."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from saidanddone_methods.change.noise import MonthlyEvidence
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.intervals import FloatArray, Interval, widened
from saidanddone_methods.special import chi_square_above

ROUNDS, SETTLED = 1000, 1e-10


@dataclass(frozen=True, slots=True)
class Scatter:
    """`dispersion` is the variance of the months as a multiple of that of Poisson counts.

    `p_value` is the probability of this scatter or more if events were independent, on `freedom`
    degrees of freedom.
    """

    dispersion: float
    freedom: int
    p_value: float

    @classmethod
    def of(cls, dispersion: float, freedom: int) -> Self:
        """From Pearson's chi-square over its degrees of freedom."""
        return cls(dispersion, freedom, chi_square_above(dispersion * freedom, freedom))

    def widen(self, ratio: Interval) -> Interval:
        """`ratio` with limits widened for this scatter, never narrowed.

        Each limit's distance on the log scale is multiplied by the square root of `dispersion`,
        as in quasi-likelihood (McCullagh & Nelder, 1989, Generalized Linear Models, 4.5). A ratio
        of 0 has no such distance: its upper limit is multiplied by `dispersion`.
        """
        dispersion = max(self.dispersion, 1.0)
        if ratio.estimate == 0:
            return Interval(0.0, 0.0, ratio.upper * dispersion)
        return widened(ratio, math.sqrt(dispersion))


@dataclass(frozen=True, slots=True, eq=False)
class FittedMonths:
    """Counts of n months about one ratio, and what that ratio expects of them.

    `table` and `expected` are n x 2 (before, after), or n x 2 x 2 with a comparison area second.
    `months` (n) are the places of the months in their run: months that say nothing are left out.
    """

    table: FloatArray
    expected: FloatArray
    months: FloatArray

    @property
    def scatter(self) -> Scatter:
        """Pearson's chi-square of the table over its degrees of freedom."""
        chi_square = float(((self.table - self.expected) ** 2 / self.expected).sum())
        freedom = len(self.table) - 1
        return Scatter.of(chi_square / freedom, freedom)

    @property
    def evidence(self) -> MonthlyEvidence:
        """What each month's own log ratio lies off the common one, and how well it is known."""
        cells = self.expected.reshape(len(self.table), -1)
        information = 1 / (1 / cells).sum(axis=1)
        # By the margins, every count of a month is off by as many, whichever it is.
        off = (self.table - self.expected).reshape(len(self.table), -1)[:, 1]
        return MonthlyEvidence.about_one_ratio(
            off / information, information, self.months, compared=cells.shape[1]
        )


def fitted_months(
    before: Sequence[float],
    after: Sequence[float],
    people: Sequence[Sequence[float]] | None = None,
) -> FittedMonths:
    """The months fitted by one ratio of after to before, months in order.

    Each calendar month has its own level. With `people` (the population at risk: two sequences as
    long as `before`) the ratio is of rates. Months without events on either side are left out.
    Raises TooThin with fewer than two other months, or no events on one side; BadInput for unequal
    lengths.
    """
    table = _table(before, after)
    exposure = np.ones_like(table) if people is None else _table(*people)
    return _fitted(table, exposure, table.sum(axis=1) > 0)


def fitted_months_beside(
    before: Sequence[float],
    after: Sequence[float],
    comparison_before: Sequence[float],
    comparison_after: Sequence[float],
    people: Sequence[Sequence[float]] | None = None,
) -> FittedMonths:
    """The months fitted by one ratio of ratios.

    The fit has all two-way margins of the table months x 2 x 2 and no three-way interaction
    (Bishop, Fienberg & Holland, 1975, Discrete Multivariate Analysis, chapter 3). So what affects
    both areas in a month is not scatter. With `people` (four sequences, in the order of the
    counts) the ratios are of rates. Months without events in one area, or in both before or after,
    are left out. Raises as `fitted_months`.
    """
    table = _tables(before, after, comparison_before, comparison_after)
    exposure = np.ones_like(table) if people is None else _tables(*people)
    is_informative = (table.sum(axis=1) > 0).all(axis=1) & (table.sum(axis=2) > 0).all(axis=1)
    return _fitted(table, exposure, is_informative)


def _tables(
    before: Sequence[float],
    after: Sequence[float],
    comparison_before: Sequence[float],
    comparison_after: Sequence[float],
) -> FloatArray:
    return np.stack([_table(before, after), _table(comparison_before, comparison_after)], axis=1)


def _table(before: Sequence[float], after: Sequence[float]) -> FloatArray:
    if len(before) != len(after):
        raise BadInput("scatter needs as many months after as before")
    table: FloatArray = np.array([before, after], dtype=np.float64).T
    return table


def _fitted(table: FloatArray, exposure: FloatArray, is_informative: np.ndarray) -> FittedMonths:
    months = np.flatnonzero(is_informative).astype(np.float64)
    table, exposure = table[is_informative], exposure[is_informative]
    if len(table) < 2 or not table.sum(axis=0).all():
        raise TooThin(["too few months to tell how they scatter: two or more must have events"])
    with np.errstate(all="ignore"):
        expected = _with_margins_of(table, exposure)
    if not np.isfinite(expected).all() or not (expected > 0).all():
        raise TooThin(
            ["the populations differ too much between months to tell how they scatter: check them"]
        )
    return FittedMonths(table, expected, months)


def _with_margins_of(table: FloatArray, exposure: FloatArray) -> FloatArray:
    """Iterative proportional fitting (Deming & Stephan, 1940) of `exposure` to the table's margins.

    It keeps the highest-order ratios of the exposure, so it converges to the Poisson fit with that
    offset. Sums over each of three axes are all two-way margins.
    """
    expected: FloatArray = exposure / exposure.mean()
    for _ in range(ROUNDS):
        last = expected
        for axis in range(table.ndim):
            sums = expected.sum(axis=axis, keepdims=True)
            expected = expected * (table.sum(axis=axis, keepdims=True) / sums)
        if np.abs(expected - last).max() < SETTLED * table.max():
            break
    return expected
