"""Months that take after the month before, and how much wider that makes an interval."""

import math

import numpy as np

from saidanddone_methods.intervals import FloatArray, Interval, widened

# From here on a sentence says so. In 24 to 120 months that do not take after one another, about 3
# series in 100 come out above it. A test would be no better guide: over few months it seldom finds
# what is there (Turner and others, 2021, BMC Medical Research Methodology 21:181).
NOTABLE = 0.2


def autocorrelation(months: FloatArray, residuals: FloatArray) -> float:
    """The correlation of residuals a month apart, from -1 to 1; a gap parts neighbours.

    `months` are numbers in order, `residuals` theirs. Over few months it comes out too low.
    """
    off = residuals - residuals.mean()
    neighbours = np.diff(months) == 1
    total = float((off**2).sum())
    return float((off[1:] * off[:-1])[neighbours].sum()) / total if total else 0.0


def allowing_for(ratio: Interval, correlation: float, variance: float) -> Interval:
    """`ratio` with limits as far out as `correlation` a month apart asks for, never nearer.

    `variance` is that of the residuals, as a multiple of what the interval takes it for. It grows
    by (1 + r) / (1 - r), as where each month is r times the one before and chance besides: Bayley
    & Hammersley (1946), Supplement to the Journal of the Royal Statistical Society 8, 184-197. As
    r itself comes out too low over few months, the interval may still be too narrow.
    """
    carried = max(correlation, 0.0)
    growth = variance * (1 + carried) / (1 - carried)
    return widened(ratio, math.sqrt(growth)) if growth > 1 else ratio
