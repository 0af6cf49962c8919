"""Overdispersion: whether monthly counts scatter more than Poisson counts."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.intervals import FloatArray, Interval, widened
from saidanddone_methods.special import chi_square_above

ROUNDS, SETTLED = 1000, 1e-10
NOTABLE = 0.05  # below this p-value the scatter is called more than chance


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

    @property
    def is_more_than_chance(self) -> bool:
        return self.p_value < NOTABLE

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


def monthly_scatter(
    before: Sequence[int],
    after: Sequence[int],
    people: Sequence[Sequence[float]] | None = None,
) -> Scatter:
    """The scatter of months about one ratio of after to before, months in order.

    Pearson's chi-square of the table months x 2, over its degrees of freedom: each calendar month
    has its own level. With `people` (the population at risk: two sequences as long as `before`)
    the ratio is of rates. Months without events on either side are left out. Raises TooThin with
    fewer than two other months, or no events on one side; BadInput for unequal lengths.
    """
    table = _table(before, after)
    exposure = np.ones_like(table) if people is None else _table(*people)
    is_informative = table.sum(axis=1) > 0
    return _pearson(table[is_informative], exposure[is_informative])


def scatter_beside(
    before: Sequence[int],
    after: Sequence[int],
    comparison_before: Sequence[int],
    comparison_after: Sequence[int],
    people: Sequence[Sequence[float]] | None = None,
) -> Scatter:
    """The scatter of months about one ratio of ratios.

    Pearson's chi-square of the table months x 2 x 2 about the fit with all two-way margins and no
    three-way interaction (Bishop, Fienberg & Holland, 1975, Discrete Multivariate Analysis,
    chapter 3). So what affects both areas in a month is not scatter. With `people` (four
    sequences, in the order of the counts) the ratios are of rates. Months without events in one
    area, or in both before or after, are left out. Raises as `monthly_scatter`.
    """
    table = _tables(before, after, comparison_before, comparison_after)
    exposure = np.ones_like(table) if people is None else _tables(*people)
    is_informative = (table.sum(axis=1) > 0).all(axis=1) & (table.sum(axis=2) > 0).all(axis=1)
    return _pearson(table[is_informative], exposure[is_informative])


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


def _pearson(table: FloatArray, exposure: FloatArray) -> Scatter:
    if len(table) < 2 or not table.sum(axis=0).all():
        raise TooThin(["scatter needs two months or more, with events before and after"])
    with np.errstate(all="ignore"):
        expected = _with_margins_of(table, exposure)
    if not np.isfinite(expected).all():
        raise TooThin(["populations differ too far to tell how months scatter"])
    cells = expected > 0
    chi_square = float(((table - expected)[cells] ** 2 / expected[cells]).sum())
    freedom = len(table) - 1
    return Scatter.of(chi_square / freedom, freedom)


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
