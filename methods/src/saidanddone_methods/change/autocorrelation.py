"""Autocorrelation of monthly residuals."""

import numpy as np

from saidanddone_methods.intervals import FloatArray


def autocorrelation(months: FloatArray, residuals: FloatArray) -> float:
    """The correlation of residuals one month apart, from -1 to 1, leaving out pairs across a gap.

    `months` are month numbers in order, shape (n,), and `residuals` theirs. Few months bias it
    downwards.
    """
    off = residuals - residuals.mean()
    neighbours = np.diff(months) == 1
    total = float((off**2).sum())
    return float((off[1:] * off[:-1])[neighbours].sum()) / total if total else 0.0
