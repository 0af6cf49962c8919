"""Saturation by a loop over conversations; pairs of codes by counting draws."""

from collections.abc import Hashable, Sequence
from itertools import combinations, permutations
from math import comb, factorial

CodesByInterview = Sequence[frozenset[Hashable]]


def reached_reference(
    codes_by_interview: CodesByInterview, base: int, run: int, threshold: float
) -> int | None:
    """The number of conversations before the first run that adds few codes."""
    measure = len(frozenset().union(*codes_by_interview[:base]))
    for start in range(base, len(codes_by_interview) - run + 1):
        before = frozenset().union(*codes_by_interview[:start])
        added = frozenset().union(*codes_by_interview[start : start + run]) - before
        if measure and len(added) / measure <= threshold:
            return start
    return None


def reached_in_every_order(
    codes_by_interview: CodesByInterview, base: int, run: int, threshold: float
) -> dict[int | None, float]:
    """The share of all orders in which it is reached after each number. For few conversations."""
    shares: dict[int | None, float] = {}
    for order in permutations(codes_by_interview):
        place = reached_reference(order, base, run, threshold)
        shares[place] = shares.get(place, 0.0) + 1 / factorial(len(codes_by_interview))
    return shares


def expected_codes_reference(codes_by_interview: CodesByInterview, n: int) -> float:
    """The mean number of codes over every choice of `n` conversations."""
    chosen = list(combinations(codes_by_interview, n))
    return sum(len(frozenset().union(*some)) for some in chosen) / len(chosen)


def together_reference(both: int, first: int, second: int, units: int) -> float:
    """The share of ways to draw `second` of the units that meet `first` of them so often."""
    return sum(
        comb(first, k) * comb(units - first, second - k)
        for k in range(both, min(first, second) + 1)
        if second - k >= 0
    ) / comb(units, second)
