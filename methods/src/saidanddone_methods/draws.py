"""A statistic in draws of the units with replacement: the bootstrap, and limits from it."""

from collections.abc import Callable

import numpy as np

from saidanddone_methods.checks import open_share, whole_number
from saidanddone_methods.errors import BadInput
from saidanddone_methods.intervals import FloatArray

Statistic = Callable[[FloatArray], FloatArray]  # from draw x unit: how often each was drawn
Progress = Callable[[int], None]  # called with the number of draws, orders or shuffles done

# Numbers held at once while units are drawn anew.
BLOCK_CELLS = 2_000_000
# The share of draws that may be without an answer before an interval would be made up.
UNDEFINED_SHARE = 0.05


def resampled(
    statistic: Statistic,
    units: int,
    width: int,
    seed: int,
    replicates: int,
    progress: Progress = lambda done: None,
) -> FloatArray:
    """`statistic` in `replicates` draws of as many units, with replacement, in blocks.

    `width` is how many numbers the statistic holds for each draw beside its units.
    """
    seed = whole_number(seed, "seed")
    generator = np.random.default_rng(seed)
    block = max(1, BLOCK_CELLS // (units + width))
    shares = np.full(units, 1 / units)
    drawn = []
    for start in range(0, replicates, block):
        rows = min(block, replicates - start)
        drawn.append(statistic(generator.multinomial(units, shares, size=rows).astype(float)))
        progress(start + rows)
    return np.concatenate(drawn)


def percentiles(drawn: FloatArray, confidence: float) -> tuple[float, float] | None:
    """Limits that leave out equally many draws either side; None if too many have no figure."""
    tail = (1 - confidence) / 2
    if np.isnan(drawn).mean() > UNDEFINED_SHARE:
        return None
    lower, upper = np.nanquantile(drawn, [tail, 1 - tail])
    return float(lower), float(upper)


def enough(draws: int, confidence: float, name: str = "replicates") -> int:
    """`draws` as an int; BadInput unless one or more of them lies beyond each limit."""
    draws = whole_number(draws, name, at_least=1)
    tail = (1 - open_share(confidence, "confidence")) / 2
    least = int(np.ceil(1 / tail - 1e-6))
    if draws < least:
        raise BadInput(
            f"{name} must be {least:,} or more for limits of {confidence * 100:g} %, "
            f"but is {draws:,}"
        )
    return draws
