"""Co-occurrence: which codes occur together more often than their frequencies explain."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

import numpy as np

from saidanddone_methods.checks import open_share, whole_number
from saidanddone_methods.errors import TooThin
from saidanddone_methods.frames import lists_by, reads_frames
from saidanddone_methods.incidence import incidence
from saidanddone_methods.intervals import Interval, wilson
from saidanddone_methods.special import log_factorial

Unit = TypeVar("Unit", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """Of `units`, `first_units` carry the first code, `second_units` the second, `both` both.

    `overlap` is both over either (Jaccard), with a Wilson interval. `expected` is the number with
    both if the codes were independent; `p` is the probability of `both` or more then (one-sided,
    Fisher's exact test). `adjusted_p` is adjusted for all pairs (Holm).
    """

    first: Hashable
    second: Hashable
    both: int
    first_units: int
    second_units: int
    units: int
    overlap: Interval
    expected: float
    p: float
    adjusted_p: float


@reads_frames(codes_by_unit=lists_by("unit", "code"))
def cooccurrence(
    codes_by_unit: Mapping[Unit, Collection[Hashable]],
    *,
    at_least: int = 1,
    confidence: float = 0.95,
) -> tuple[Cooccurrence, ...]:
    """Every pair of codes found together in `at_least` units or more, the most often first.

    A unit is a passage, a conversation or a person. Include units without a code: they could have
    had both. A frame has the columns unit and code, empty where there is none. Assumes independent units. Passages of one person are not independent, so use
    people as units where `p` matters.

    Sources: Jaccard (1912), New Phytologist 11, 37-50; Fisher (1935); Holm (1979), Scandinavian
    Journal of Statistics 6, 65-70, over all pairs of codes. Cost: units x codes^2.
    Raises BadInput for settings out of range; TooThin for fewer than two codes.
    """
    at_least = whole_number(at_least, "at_least", at_least=1)
    open_share(confidence, "confidence")
    codes, holds = incidence(codes_by_unit)
    if len(codes) < 2:
        raise TooThin(["fewer than two codes: co-occurrence needs two or more"])
    carried = holds.astype(np.float64)
    together = (carried.T @ carried).astype(int)
    pairs = list(combinations(range(len(codes)), 2))
    units = len(carried)
    chances = [
        _at_least(int(together[i, j]), int(together[i, i]), int(together[j, j]), units)
        for i, j in pairs
    ]
    results = [
        Cooccurrence(
            codes[i],
            codes[j],
            both := int(together[i, j]),
            first := int(together[i, i]),
            second := int(together[j, j]),
            units,
            wilson(both, first + second - both, confidence),
            first * second / units,
            p,
            adjusted,
        )
        for (i, j), p, adjusted in zip(pairs, chances, _holm(chances), strict=True)
        if together[i, j] >= at_least
    ]
    return tuple(sorted(results, key=lambda pair: (-pair.both, pair.p)))


def _at_least(both: int, first: int, second: int, units: int) -> float:
    """The hypergeometric probability of `both` or more, with margins `first` and `second`."""
    k = np.arange(max(0, first + second - units), min(first, second) + 1, dtype=np.float64)
    logs = -(
        log_factorial(k)
        + log_factorial(first - k)
        + log_factorial(second - k)
        + log_factorial(units - first - second + k)
    )
    chances = np.exp(logs - logs.max())
    return float(min(1.0, chances[k >= both].sum() / chances.sum()))


def _holm(chances: list[float]) -> list[float]:
    """Holm's adjusted p-values: they control the probability of any false positive among all."""
    adjusted = [0.0] * len(chances)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        highest = max(highest, min(1.0, chances[place] * (len(chances) - rank)))
        adjusted[place] = highest
    return adjusted
