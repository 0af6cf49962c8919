"""Rank-biased overlap as its infinite sum."""

from collections.abc import Hashable, Sequence
from collections.abc import Set as AbstractSet

Place = Hashable | AbstractSet[Hashable]


def rbo_ext_reference(
    a: Sequence[Place], b: Sequence[Place], p: float, depths: int = 2000
) -> float:
    """(1 - p) times the sum over depths d of p ** (d - 1) times the agreement at d.

    Past its end a list is taken to go on agreeing as it did there. The sum stops at `depths`,
    where p ** depths is nothing. Sets are built anew at every depth.
    """
    tops = [_tops(a), _tops(b)]
    tops.sort(key=len)
    short, long = tops
    s, longest = len(short), len(long)
    at_s = _agreement(short, long, s)
    total, agreement = 0.0, 0.0
    for d in range(1, depths + 1):
        if d <= s:
            agreement = _agreement(short, long, d)
        elif d <= longest:
            by_d = {item for item, top in long.items() if top <= d}
            agreement = 2 * (len(by_d & short.keys()) + at_s * (d - s)) / (d + len(by_d))
        total += (1 - p) * p ** (d - 1) * agreement
    return total


def _agreement(a: dict[Hashable, int], b: dict[Hashable, int], d: int) -> float:
    in_a = {item for item, top in a.items() if top <= d}
    in_b = {item for item, top in b.items() if top <= d}
    return 2 * len(in_a & in_b) / (len(in_a) + len(in_b))


def _tops(ranking: Sequence[Place]) -> dict[Hashable, int]:
    tops: dict[Hashable, int] = {}
    for place in ranking:
        top = len(tops) + 1
        tops.update(dict.fromkeys(place if isinstance(place, AbstractSet) else [place], top))
    return tops
