"""Autocorrelation of monthly residuals, and the wider interval that allows for it."""

import math

import numpy as np

from saidanddone_methods.intervals import FloatArray, Interval, widened

# From this correlation on, a sentence mentions it. Of series of 24 to 120 independent months about
# 3 in 100 exceed it. A test would be no better: over few months it seldom finds autocorrelation
# (Turner and others, 2021, BMC Medical Research Methodology 21:181).
NOTABLE = 0.2


def autocorrelation(months: FloatArray, residuals: FloatArray) -> float:
    """The correlation of residuals one month apart, from -1 to 1, leaving out pairs across a gap.

    `months` are month numbers in order, shape (n,), and `residuals` theirs. Few months bias it
    downwards.
    """
    off = residuals - residuals.mean()
    neighbours = np.diff(months) == 1
    total = float((off**2).sum())
    return float((off[1:] * off[:-1])[neighbours].sum()) / total if total else 0.0


def allowing_for(ratio: Interval, correlation: float, variance: float) -> Interval:
    """`ratio` with limits widened for autocorrelation, never narrowed.

    `variance` is that of the residuals, as a multiple of what the interval assumes. It grows by
    (1 + r) / (1 - r), as in a first-order autoregressive series: Bayley & Hammersley (1946),
    Supplement to the Journal of the Royal Statistical Society 8, 184-197. Few months bias r
    downwards, so the interval may still be too narrow.
    """
    carried = max(correlation, 0.0)
    growth = variance * (1 + carried) / (1 - carried)
    return widened(ratio, math.sqrt(growth)) if growth > 1 else ratio
