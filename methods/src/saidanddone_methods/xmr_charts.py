"""XmR charts: whether a figure is outside the usual variation of its series."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from saidanddone_methods.checks import whole_number
from saidanddone_methods.errors import TooThin
from saidanddone_methods.intervals import FloatArray
from saidanddone_methods.means import finite

# As published and used (Wheeler 2000, Understanding variation; NHS England, Making data count).
# The range of two normal values has mean d2 = 1.128 and standard deviation d3 = 0.853, in standard
# deviations: 3 / d2 = 2.66. The second constant, 1 + 3 d3 / d2, is printed as 3.268. Unrounded d2
# and d3 would give 2.6587 and 3.2665.
LIMITS_PER_RANGE = 2.66
RANGE_LIMIT_PER_RANGE = 3.268
# With fewer points each new one still moves the limits a good deal.
SETTLED_FROM = 12
# The mean of equal values may differ from them in the last bit; that is no signal.
ROUNDING = 1e-12

Rule = Literal["outside", "run"]


@dataclass(frozen=True, slots=True)
class Signal:
    """`position`, from 0, of a point that is more than routine variation.

    `outside` the limits; or in a `run` of points on one side of the mean.
    """

    position: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class XmrChart:
    """Natural process limits around `mean`; `ranges` between neighbours, limited by `range_limit`.

    In the unit of the values. A count cannot fall below a negative `lower`. `is_settled` from 12
    points on.
    """

    mean: float
    lower: float
    upper: float
    mean_range: float
    range_limit: float
    ranges: tuple[float, ...]
    signals: tuple[Signal, ...]
    is_settled: bool


def xmr(values: Sequence[float] | FloatArray, *, run: int = 8) -> XmrChart:
    """A chart of single values and moving ranges: one value for each month or week, without gaps.

    Limits are the mean plus and minus 2.66 mean moving ranges. Signals are a point outside them,
    and every point of a run: `run` or more in a row on one side of the mean (a point on the mean
    ends a run). They are of each point by itself, so a long chart, or one of many, more often has a
    signal by chance. The limits describe usual variation; they are neither a target nor an interval of
    the mean. Trends and seasons widen or break them: adjust for those first.

    Source: Wheeler (2000), Understanding variation, 2nd edition. Raises BadInput for values that
    are not finite. Raises TooThin for fewer than three.
    """
    series = finite(values)
    run = whole_number(run, "run", at_least=2)
    if len(series) < 3:
        raise TooThin(["fewer than three values: their usual variation is not known"])
    ranges = np.abs(np.diff(series))
    mean, mean_range = float(series.mean()), float(ranges.mean())
    reach = LIMITS_PER_RANGE * mean_range
    off = series - mean
    off[np.abs(off) <= ROUNDING * np.abs(series).max()] = 0.0
    outside = [Signal(int(position), "outside") for position in np.flatnonzero(np.abs(off) > reach)]
    return XmrChart(
        mean,
        mean - reach,
        mean + reach,
        mean_range,
        RANGE_LIMIT_PER_RANGE * mean_range,
        tuple(float(moving_range) for moving_range in ranges),
        tuple(outside + [Signal(position, "run") for position in _in_runs(off, run)]),
        len(series) >= SETTLED_FROM,
    )


def _in_runs(above: FloatArray, run: int) -> list[int]:
    sides = np.sign(above)
    starts = np.flatnonzero(np.diff(sides, prepend=np.nan) != 0)
    ends = np.append(starts[1:], len(sides))
    return [
        position
        for start, end in zip(starts, ends, strict=True)
        if sides[start] and end - start >= run
        for position in range(int(start), int(end))
    ]
