"""Wilson and Newcombe from their definitions."""

import math
from statistics import NormalDist

from saidanddone_methods.reference.bisection import bisect


def wilson_reference(k: int, n: int, confidence: float) -> tuple[float, float]:
    """The shares p at which k / n lies exactly z standard errors away, found by halving."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)

    def is_in(p: float) -> bool:
        return abs(k / n - p) <= z * math.sqrt(p * (1 - p) / n)

    lower = 0.0 if k == 0 else bisect(is_in, k / n, 0.0)
    upper = 1.0 if k == n else bisect(is_in, k / n, 1.0)
    return lower, upper


def newcombe_reference(
    k1: int, n1: int, k2: int, n2: int, confidence: float
) -> tuple[float, float]:
    """Squared distances from each share to its Wilson limits, added as variances are."""
    p1, p2 = k1 / n1, k2 / n2
    (l1, u1), (l2, u2) = (
        wilson_reference(k1, n1, confidence),
        wilson_reference(k2, n2, confidence),
    )
    return (
        p1 - p2 - math.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2),
        p1 - p2 + math.sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2),
    )
