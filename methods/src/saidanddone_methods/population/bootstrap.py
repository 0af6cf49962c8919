"""BCa bootstrap of an overlap estimate, with the model selected again in every replicate."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import NormalDist
from types import MappingProxyType
from typing import Final

import numpy as np

from saidanddone_methods.checks import open_share, whole_number
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.frames import pass_instead, reads_frames
from saidanddone_methods.population.design import FloatArray
from saidanddone_methods.population.existence import Existence
from saidanddone_methods.population.histories import OverlapCounts
from saidanddone_methods.population.overlap import THRESHOLD, no_estimate
from saidanddone_methods.population.stepwise import select

SHARES: Final = (0.025, 0.05, 0.1, 0.16, 0.84, 0.9, 0.95, 0.975)
AT_A_TIME = 500  # replicates fitted together; more would only use more memory
MOST_REPLICATES = 1_000_000
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """`replicates` in the order drawn, infinite where a resample has no estimate.

    `limits` are BCa limits by share; `bias` and `acceleration` are the two corrections.
    """

    estimate: float
    replicates: FloatArray
    limits: MappingProxyType[float, float]
    bias: float
    acceleration: float

    @property
    def without_estimate(self) -> int:
        """How many replicates have no estimate, because their lists overlap too little."""
        return int(np.isinf(self.replicates).sum())


@reads_frames(counts=pass_instead("OverlapCounts.of(lists, histories)"))
def bootstrap_overlap(
    counts: OverlapCounts,
    *,
    replicates: int = 1000,
    seed: int = 1,
    resamples: FloatArray | None = None,
    threshold: float = THRESHOLD,
    shares: tuple[float, ...] = SHARES,
    progress: Progress = lambda done: None,
) -> Bootstrap:
    """Resample people, then select the pairs and estimate again, in each replicate.

    People are drawn with replacement (multinomial over histories). `resamples` gives the draws
    instead, shape (replicates, histories), each with as many people as were seen. BCa limits are
    those of DiCiccio & Efron (1996), Statistical Science 11, 189-228, with the acceleration from a
    jackknife over people. Quantiles are median-unbiased (type 8 of Hyndman & Fan). A replicate
    without an estimate counts as infinite, so it can only widen the interval upwards. `progress` is
    called with the number done.

    Cost: about 0.2 ms for a replicate with five lists. Raises TooThin where the counts have no
    estimate. Raises BadInput for invalid resamples or more than MOST_REPLICATES.
    """
    open_share(threshold, "threshold")
    if resamples is None:
        batches = _drawn(counts, replicates, seed)
    else:
        batches = _in_batches(_checked(counts, resamples))
    existence = Existence(counts.design)
    [estimate] = _estimates(counts.counts[None], counts, threshold, existence)
    if np.isinf(estimate):
        raise TooThin([no_estimate(counts)])
    parts: list[FloatArray] = []
    for batch in batches:
        parts.append(_estimates(batch, counts, threshold, existence))
        progress(sum(map(len, parts)))
    estimates = np.concatenate(parts)
    acceleration = _acceleration(counts, threshold, existence)
    bias, limits = _bca(estimates, float(estimate), acceleration, shares)
    return Bootstrap(float(estimate), estimates, limits, bias, acceleration)


def _drawn(counts: OverlapCounts, replicates: int, seed: int) -> Iterator[FloatArray]:
    """Resamples in batches; the size of a batch does not change the draws."""
    replicates = whole_number(replicates, "replicates", at_least=1)
    if replicates > MOST_REPLICATES:
        raise BadInput(f"replicates must be {MOST_REPLICATES:,} or fewer, but is {replicates:,}")
    random = np.random.default_rng(whole_number(seed, "seed"))
    shares = counts.counts / counts.observed
    return (
        random.multinomial(counts.observed, shares, min(AT_A_TIME, replicates - done)).astype(float)
        for done in range(0, replicates, AT_A_TIME)
    )


def _in_batches(resamples: FloatArray) -> Iterator[FloatArray]:
    return (resamples[done : done + AT_A_TIME] for done in range(0, len(resamples), AT_A_TIME))


def _checked(counts: OverlapCounts, resamples: FloatArray) -> FloatArray:
    if resamples.ndim != 2 or resamples.shape[1] != counts.design.histories or not len(resamples):
        raise BadInput(
            f"resamples need {counts.design.histories} counts for each replicate, one a history"
        )
    if not np.isfinite(resamples).all() or (resamples < 0).any() or (resamples % 1).any():
        raise BadInput("resamples must hold whole numbers of 0 or more")
    people = resamples.sum(axis=1)
    if (other := people != counts.observed).any():
        number = int(np.argmax(other))
        raise BadInput(
            f"replicate {number + 1} holds {people[number]:,.0f} people, but {counts.observed:,} "
            "were seen: a resample draws as many"
        )
    return resamples.astype(np.float64)


def _estimates(
    tables: FloatArray, counts: OverlapCounts, threshold: float, existence: Existence
) -> FloatArray:
    selected = select(counts.design, tables, threshold, existence)
    unseen = np.exp(selected.models.betas[:, 0])
    estimates: FloatArray = np.where(selected.settled, tables.sum(axis=1) + unseen, np.inf)
    return estimates


def _acceleration(counts: OverlapCounts, threshold: float, existence: Existence) -> float:
    """A sixth of the skewness of the jackknife over people, computed once for each history."""
    seen = np.flatnonzero(counts.counts)
    without_one = np.repeat(counts.counts[None], len(seen), axis=0)
    without_one[np.arange(len(seen)), seen] -= 1
    estimates = _estimates(without_one, counts, threshold, existence)
    people = counts.counts[seen]
    known = np.isfinite(estimates)
    people, estimates = people[known], estimates[known]
    off = np.average(estimates, weights=people) - estimates
    spread = float((people * off**2).sum())
    return float((people * off**3).sum()) / (6 * spread**1.5) if spread else 0.0


def _bca(
    estimates: FloatArray, estimate: float, acceleration: float, shares: tuple[float, ...]
) -> tuple[float, MappingProxyType[float, float]]:
    normal = NormalDist()
    # Half a replicate from the ends keeps the bias finite if all replicates lie on one side.
    edge = 0.5 / len(estimates)
    below = min(max(float(np.mean(estimates < estimate)), edge), 1 - edge)
    bias = normal.inv_cdf(below)
    limits = {}
    for share in shares:
        z = bias + normal.inv_cdf(open_share(share, "a share"))
        room = 1 - acceleration * z
        # With so large an acceleration the limit is the least or greatest replicate.
        at = normal.cdf(bias + z / room) if room > 0 else float(z > 0)
        limits[share] = _quantile(estimates, at)
    return bias, MappingProxyType(limits)


def _quantile(values: FloatArray, share: float) -> float:
    """Quantile of type 8 of Hyndman & Fan (1996); infinite where it reaches an infinite replicate."""
    ordered = np.sort(values)
    place = min(max(share * (len(ordered) + 1 / 3) + 1 / 3, 1.0), float(len(ordered)))
    low = ordered[int(place) - 1]
    high = ordered[min(int(place), len(ordered) - 1)]
    if place == int(place) or low == high:
        return float(low)
    return float(low + (place - int(place)) * (high - low))
