"""Whether a monthly figure is doing anything new: XmR charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from saidanddone_methods.checks import whole_number
from saidanddone_methods.errors import TooThin
from saidanddone_methods.intervals import FloatArray
from saidanddone_methods.means import finite

# As published and used (Wheeler 2000, Understanding variation; NHS England, Making data count).
# Of two values drawn from a normal distribution the range is on average d2 = 1.128 standard
# deviations with a deviation d3 = 0.853 of its own: 3 / d2 = 2.66. The second, 1 + 3 d3 / d2, is
# printed as 3.268; unrounded d2 and d3 would give 2.6587 and 3.2665.
LIMITS_PER_RANGE = 2.66
RANGE_LIMIT_PER_RANGE = 3.268
# With fewer points the limits still move a good deal with each new one.
SETTLED_FROM = 12
# A mean of equal values may miss them by the last bit, which is no signal.
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
    """A chart of single values and moving ranges, one value a month or week, in order, none left
    out.

    Limits are the mean and 2.66 mean moving ranges either side. Signals: a point outside them, and
    every point of `run` or more in a row on one side of the mean (a point on the mean ends a run).
    Limits say what the figure does by itself; they are no target, and no interval of the mean. A
    trend or season widens or breaks them: allow for it first.

    Source: Wheeler (2000), Understanding variation, 2nd edition. Raises BadInput for values that
    are no finite numbers; TooThin below three.
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
