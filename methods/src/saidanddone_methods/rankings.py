"""Rank-biased overlap: how far two rankings agree, with most weight on the top."""

from collections.abc import Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate

from saidanddone_methods.checks import open_share
from saidanddone_methods.errors import BadInput
from saidanddone_methods.frames import pass_instead, reads_frames

Place = Hashable | AbstractSet[Hashable]


@reads_frames(a=pass_instead("a list, first to last"), b=pass_instead("a list, first to last"))
def rbo_ext(a: Sequence[Place], b: Sequence[Place], p: float = 0.9) -> float:
    """Extrapolated rank-biased overlap of two rankings, from 0 (disjoint) to 1 (identical).

    `a` and `b` list items from first to last; tied items are in a set, as in
    ``["lights", {"bins", "stairs"}]``. They may differ in length and in their items. `p` is the
    probability that a reader goes on to the next rank: with .9, the first ten ranks have 86 % of
    the weight.

    Source: Webber, Moffat & Zobel (2010), ACM Transactions on Information Systems 28(4), 20,
    equation 32 (uneven lists) and its treatment of ties (agreement at depth d is twice the
    overlap over the number of items that each list has placed by d), completed for uneven tied
    lists as the variant w of Corsi & Urbano (2024), SIGIR: tied items are taken to be equal, not
    of unknown order.

    It describes two lists: it has no interval, and random rankings do not give 0.
    Raises BadInput for an empty ranking, an item listed twice, or p outside (0, 1).
    """
    p = open_share(p, "p")
    short, long = sorted((_depths(a, "first"), _depths(b, "second")), key=len)
    s, depth = len(short), len(long)
    placed_short = _placed_by_depth(short.values(), depth)
    placed_long = _placed_by_depth(long.values(), depth)
    shared = [max(short[item], long[item]) for item in short.keys() & long.keys()]
    overlap = _placed_by_depth(shared, depth)

    agreement_at_s = 2 * overlap[s] / (placed_short[s] + placed_long[s])
    total, weight, agreement = 0.0, 1 - p, 0.0
    for d in range(1, depth + 1):
        # Past its end the shorter list is extrapolated with its agreement at the end.
        seen = placed_short[d] if d <= s else d
        shared_by_d = overlap[d] + agreement_at_s * max(0, d - s)
        agreement = 2 * shared_by_d / (seen + placed_long[d])
        total += weight * agreement
        weight *= p
    return min(1.0, total + agreement * p**depth)


def _depths(ranking: Sequence[Place], which: str) -> dict[Hashable, int]:
    """Each item with its rank: 1, 2, 2, 4 for a tie at rank 2. Raises BadInput."""
    if isinstance(ranking, (str, bytes, AbstractSet)):
        raise BadInput(f"the {which} ranking must be a list of items, first to last")
    depths: dict[Hashable, int] = {}
    for place in ranking:
        tied = place if isinstance(place, AbstractSet) else (place,)
        depth = len(depths) + 1
        for item in tied:
            if item in depths:
                raise BadInput(f"the {which} ranking lists an item twice")
            depths[item] = depth
    if not depths:
        raise BadInput(f"the {which} ranking is empty")
    return depths


def _placed_by_depth(depths: Iterable[int], longest: int) -> list[int]:
    """At index d, how many of `depths` are d or less; d from 0 to `longest`."""
    met = [0] * (longest + 1)
    for depth in depths:
        met[depth] += 1
    return list(accumulate(met))
