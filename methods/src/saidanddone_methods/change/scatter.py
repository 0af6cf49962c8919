"""Whether monthly counts scatter more than chance would have them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.intervals import FloatArray, Interval
from saidanddone_methods.special import chi_square_above

NOTABLE = 0.05  # below this chance the scatter is called more than chance


@dataclass(frozen=True, slots=True)
class Scatter:
    """`dispersion` is the variance of the months as a multiple of what Poisson counts would have.

    `p_value` is the chance of as much scatter or more if events were independent; `freedom` the
    degrees of freedom it rests on.
    """

    dispersion: float
    freedom: int
    p_value: float

    @property
    def is_more_than_chance(self) -> bool:
        return self.dispersion > 1 and self.p_value < NOTABLE

    def widen(self, ratio: Interval) -> Interval:
        """`ratio` with limits as far out as this scatter asks for, never nearer.

        Each limit's distance on the log scale is multiplied by the square root of `dispersion`,
        as in quasi-likelihood (McCullagh & Nelder, 1989, Generalized Linear Models, 4.5). Where
        the ratio is 0 there is no such distance: the upper limit grows as it would if as many
        fewer events had been counted.
        """
        dispersion = max(self.dispersion, 1.0)
        if ratio.estimate == 0:
            return Interval(0.0, 0.0, ratio.upper * dispersion)
        factor = math.sqrt(dispersion)
        return Interval(
            ratio.estimate,
            ratio.estimate * (ratio.lower / ratio.estimate) ** factor,
            ratio.estimate * (ratio.upper / ratio.estimate) ** factor,
        )


def monthly_scatter(pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Scatter:
    """The scatter of months about one ratio, for each area its months before and after in order.

    Pearson's chi-square of the months x 2 table, over its degrees of freedom: each calendar month
    has a level of its own and each area one ratio of after to before. Areas are added together.
    Months in which nothing happened on either side say nothing and are left out. Raises TooThin
    with fewer than two months that say something, BadInput where the two sides differ in length.
    """
    chi_square, freedom = 0.0, 0
    for before, after in pairs:
        if len(before) != len(after):
            raise BadInput("scatter needs as many months after as before")
        table: FloatArray = np.array([before, after], dtype=np.float64)
        table = table[:, table.sum(axis=0) > 0]
        if table.shape[1] < 2 or not table.sum(axis=1).all():
            continue
        expected = table.sum(axis=1)[:, None] * table.sum(axis=0) / table.sum()
        chi_square += float(((table - expected) ** 2 / expected).sum())
        freedom += table.shape[1] - 1
    if not freedom:
        raise TooThin(["scatter needs two months or more in which something was counted"])
    return Scatter(chi_square / freedom, freedom, chi_square_above(chi_square, freedom))
