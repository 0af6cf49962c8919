"""Rates, funnels and charts from their definitions, with sums and bisection."""

import math
from collections.abc import Sequence
from itertools import pairwise

from saidanddone_methods.reference.bisection import bisect


def exact_reference(count: int, confidence: float) -> tuple[float, float]:
    """The Poisson means for which each tail has probability (1 - confidence) / 2."""
    tail = (1 - confidence) / 2
    lower = 0.0
    if count:
        lower = bisect(lambda mean: 1 - poisson_at_most(count - 1, mean) < tail, 0, count)
    top = 2.0 * count + 50
    return lower, bisect(lambda mean: poisson_at_most(count, mean) > tail, count, top)


def standardised_reference(
    counts: Sequence[int], populations: Sequence[float], standard: Sequence[float], z: float
) -> tuple[float, float, float]:
    """A directly standardised rate: events of the standard population over its size."""
    events = sum(
        n * count / people for count, people, n in zip(counts, populations, standard, strict=True)
    )
    scatter = sum(
        count * (n / people) ** 2
        for count, people, n in zip(counts, populations, standard, strict=True)
    )
    total, size = sum(counts), sum(standard)

    def byar(x: int, z: float) -> float:
        return float(x * (1 - 1 / (9 * x) + z / (3 * math.sqrt(x))) ** 3)

    per_event = math.sqrt(scatter / total)
    lower = max(0.0, events + per_event * (byar(total, -z) - total))
    upper = events + per_event * (byar(total + 1, z) - total)
    return events / size, lower / size, upper / size


def outside_reference(count: int, chances: Sequence[float], confidence: float) -> str | None:
    """`low` or `high` if the tail probability of the count is that small."""
    tail = (1 - confidence) / 2
    if sum(chances[: count + 1]) < tail:
        return "low"
    return "high" if sum(chances[count:]) < tail else None


def poisson_chances(mean: float, most: int) -> list[float]:
    """The probability of each count from 0 to `most`."""
    return [math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(most + 1)]


def binomial_chances(n: int, p: float) -> list[float]:
    """The probability of each count from 0 to `n`."""
    return [math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]


def poisson_at_most(count: int, mean: float) -> float:
    """The probability of 0 to `count`."""
    return math.fsum(poisson_chances(mean, count)) if mean else 1.0


def xmr_reference(values: Sequence[float]) -> tuple[float, float, float, float]:
    """Mean, lower and upper limit, limit of the ranges."""
    ranges = [abs(after - before) for before, after in pairwise(values)]
    mean, typical = sum(values) / len(values), sum(ranges) / len(ranges)
    return mean, mean - 2.66 * typical, mean + 2.66 * typical, 3.268 * typical
