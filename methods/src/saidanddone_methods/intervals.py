"""Shares and differences between shares, each with its interval."""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from saidanddone_methods.checks import open_share, whole_number
from saidanddone_methods.errors import BadInput

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its confidence limits. `upper` may be infinite."""

    estimate: float
    lower: float
    upper: float

    def __contains__(self, value: float) -> bool:
        return self.lower <= value <= self.upper


def normal_quantile(confidence: float) -> float:
    """The normal quantile z of a two-sided interval of `confidence`. Raises BadInput."""
    return -NormalDist().inv_cdf((1 - open_share(confidence, "confidence")) / 2)


def ratio_from_log(log: float, reach: float) -> Interval:
    """exp(`log`), with limits at `log` -/+ `reach`; infinite where a float overflows."""
    return Interval(*(_exp(point) for point in (log, log - reach, log + reach)))


def widened(ratio: Interval, factor: float) -> Interval:
    """A ratio above 0 whose limits are `factor` times as far away on the log scale."""

    def moved(limit: float) -> float:
        if limit in (0, math.inf):
            return limit
        return ratio.estimate * _exp(math.log(limit / ratio.estimate) * factor)

    return Interval(ratio.estimate, moved(ratio.lower), moved(ratio.upper))


def wilson(k: int, n: int, confidence: float = 0.95) -> Interval:
    """The share k / n with Wilson's score interval, as shares from 0 to 1.

    No continuity correction. Source: Wilson (1927), Journal of the American Statistical
    Association 22, 209-212; formula as in Newcombe (1998), Statistics in Medicine 17, 857-872,
    method 3. Raises BadInput unless 0 <= k <= n and n >= 1.
    """
    k, n = _count_of(k, n, "")
    lower, upper = wilson_limits(_array(k), n, normal_quantile(confidence))
    return Interval(k / n, float(lower), float(upper))


def newcombe(k1: int, n1: int, k2: int, n2: int, confidence: float = 0.95) -> Interval:
    """The difference k1 / n1 - k2 / n2 with its interval, from -1 to 1.

    The hybrid score interval without continuity correction, method 10 of Newcombe (1998),
    Statistics in Medicine 17, 873-890. Raises BadInput unless 0 <= k <= n and n >= 1 in both.
    """
    k1, n1 = _count_of(k1, n1, "1")
    k2, n2 = _count_of(k2, n2, "2")
    z = normal_quantile(confidence)
    lower, upper = newcombe_limits(_array(k1), n1, _array(k2), n2, z)
    return Interval(k1 / n1 - k2 / n2, float(lower), float(upper))


def wilson_limits(k: FloatArray, n: int, z: float) -> tuple[FloatArray, FloatArray]:
    """Wilson's limits for an array of counts `k` of any shape, each out of `n`. Input is not checked."""
    scale = n + z * z
    centre = (k + z * z / 2) / scale
    half = z / scale * np.sqrt(k * (n - k) / n + z * z / 4)
    # At k = 0 and k = n the limits are exactly 0 and 1; rounding would miss them.
    lower = np.where(k == 0, 0.0, centre - half)
    upper = np.where(k == n, 1.0, centre + half)
    return lower, upper


def newcombe_limits(
    k1: FloatArray, n1: int, k2: FloatArray, n2: int, z: float
) -> tuple[FloatArray, FloatArray]:
    """Newcombe's method 10 for arrays of counts of one shape. Input is not checked."""
    share1, share2 = k1 / n1, k2 / n2
    lower1, upper1 = wilson_limits(k1, n1, z)
    lower2, upper2 = wilson_limits(k2, n2, z)
    difference = share1 - share2
    lower = difference - np.hypot(share1 - lower1, upper2 - share2)
    upper = difference + np.hypot(upper1 - share1, share2 - lower2)
    return np.maximum(lower, -1.0), np.minimum(upper, 1.0)


def _count_of(k: int, n: int, which: str) -> tuple[int, int]:
    n = whole_number(n, f"n{which}", at_least=1)
    k = whole_number(k, f"k{which}")
    if k > n:
        raise BadInput(f"k{which} is {k}, more than the {n} in n{which}")
    return k, n


def _exp(log: float) -> float:
    try:
        return math.exp(log)
    except OverflowError:
        return math.inf


def _array(count: int) -> FloatArray:
    return np.asarray(count, dtype=np.float64)
