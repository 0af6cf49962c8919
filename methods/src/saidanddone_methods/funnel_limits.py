"""Funnel limits: which places lie further from the average than their size explains."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from saidanddone_methods.checks import open_share, positive_number, whole_number
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.frames import pass_instead, reads_frames
from saidanddone_methods.intervals import FloatArray, normal_quantile
from saidanddone_methods.special import binomial_cdf, poisson_cdf

FunnelKind = Literal["rate", "share"]
FunnelMethod = Literal["exact", "score"]
CONFIDENCES = (0.95, 0.998)


@dataclass(frozen=True, slots=True)
class FunnelPlace:
    """The place's `value` and its `limits` (lower, upper) by confidence, in the same unit.

    `beyond` is the highest confidence whose limits it lies outside, None if inside all. `side` is
    then `low` or `high`.
    """

    value: float
    limits: tuple[tuple[float, float], ...]
    beyond: float | None
    side: Literal["low", "high"] | None


@dataclass(frozen=True, slots=True)
class Funnel:
    """The places in the order given, around `average`; all values per `per`."""

    average: float
    places: tuple[FunnelPlace, ...]
    confidences: tuple[float, ...]
    kind: FunnelKind
    method: FunnelMethod
    per: float


@reads_frames(
    counts=pass_instead("its column of counts"), sizes=pass_instead("its column of populations")
)
def funnel(
    counts: Sequence[int],
    sizes: Sequence[float],
    *,
    kind: FunnelKind = "rate",
    method: FunnelMethod = "exact",
    confidences: Sequence[float] = CONFIDENCES,
    per: float = 1,
) -> Funnel:
    """Limits around the rate or share of all places together, wide for small places.

    `sizes` are populations, or expected events for ratios of observed to expected. If places
    differ by chance alone, 1 in 20 lies outside the 95 % limits and 1 in 500 outside the 99.8 %
    limits. If more do, places differ for other reasons too, and the limits single out too many.
    This is the error of each place by itself. For one over all n places, such that at most 1 funnel
    in 20 has a place beyond by chance, pass the confidence 1 - .05 / n (Bonferroni).
    Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202.

    Raises BadInput for invalid counts or sizes. Raises TooThin where nothing was counted or, for
    shares, everything.
    """
    events = np.array(
        [whole_number(count, f"the count of place {i}") for i, count in enumerate(counts, 1)],
        dtype=np.float64,
    )
    people = np.array(
        [positive_number(size, f"the size of place {i}") for i, size in enumerate(sizes, 1)]
    )
    per = positive_number(per, "per")
    if len(events) != len(people) or not len(events):
        raise BadInput("counts and sizes must have one entry for each place, at least one")
    if kind == "share" and (events > people).any():
        raise BadInput(f"place {int(np.argmax(events > people)) + 1} counts more than its size")
    average = float(events.sum() / people.sum())
    if not average or (kind == "share" and average == 1):
        raise TooThin(["nothing differs between places: all or none were counted"])
    levels = tuple(open_share(confidence, "confidence") for confidence in confidences)
    limits = [
        control_limits(average, people, confidence, kind=kind, method=method)
        for confidence in levels
    ]
    places = [
        _place(float(value), [(float(low[i]), float(high[i])) for low, high in limits], levels, per)
        for i, value in enumerate(events / people)
    ]
    return Funnel(average * per, tuple(places), levels, kind, method, per)


@reads_frames(
    average=pass_instead("the average, one number"), sizes=pass_instead("its column of populations")
)
def control_limits(
    average: float,
    sizes: FloatArray,
    confidence: float,
    *,
    kind: FunnelKind = "rate",
    method: FunnelMethod = "exact",
) -> tuple[FloatArray, FloatArray]:
    """Lower and upper limits, in the unit of `average`, for places of `sizes`.

    `exact`: a count lies outside if its tail probability is below (1 - `confidence`) / 2, by the
    Poisson (rates) or the binomial distribution (shares). Between whole counts the limits are
    interpolated by the incomplete gamma or beta function. For rates and ratios these are the limits
    of UKHSA's PHEindicatormethods. `score`, for shares, is that package's: normal, with the
    variance at the average, cut to 0 and 1. If no count is low (or high) enough, the limit is 0
    (or 1).
    """
    if kind not in get_args(FunnelKind):
        raise BadInput(f"kind must be one of {', '.join(get_args(FunnelKind))}")
    if method not in get_args(FunnelMethod) or (method == "score" and kind == "rate"):
        raise BadInput("method must be exact, or for shares exact or score")
    tail = (1 - open_share(confidence, "confidence")) / 2
    if method == "score":
        half = normal_quantile(confidence) * np.sqrt(average * (1 - average) / sizes)
        return np.maximum(average - half, 0.0), np.minimum(average + half, 1.0)
    if kind == "share":
        at_most = binomial_cdf(sizes, average)
        ceiling = sizes
    else:
        at_most = poisson_cdf(average * sizes)
        ceiling = average * sizes + 50 * np.sqrt(average * sizes) + 200
    lower, _ = _crossing(at_most, tail, np.zeros_like(sizes), ceiling)
    # P(count or more) is 1 - P(count - 1 or fewer).
    _, upper = _crossing(at_most, 1 - tail, np.full_like(sizes, -1.0), ceiling - 1)
    return lower / sizes, (upper + 1) / sizes


def _crossing(
    at_most: Callable[[FloatArray], FloatArray], chance: float, low: FloatArray, high: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Bisection: the points just below and at which a rising function reaches `chance`."""
    for _ in range(120):
        middle = (low + high) / 2
        is_below = at_most(middle) < chance
        low, high = np.where(is_below, middle, low), np.where(is_below, high, middle)
    return low, high


def _place(
    value: float, pairs: list[tuple[float, float]], levels: tuple[float, ...], per: float
) -> FunnelPlace:
    scaled = tuple((low * per, high * per) for low, high in pairs)
    for confidence, (low, high) in sorted(zip(levels, pairs, strict=True), reverse=True):
        if value < low or value > high:
            side: Literal["low", "high"] = "low" if value < low else "high"
            return FunnelPlace(value * per, scaled, confidence, side)
    return FunnelPlace(value * per, scaled, None, None)
