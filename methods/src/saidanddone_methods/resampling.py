"""The bootstrap over units: a statistic in draws with replacement, and percentile limits."""

from collections.abc import Callable

import numpy as np

from saidanddone_methods.checks import open_share, whole_number
from saidanddone_methods.errors import BadInput
from saidanddone_methods.intervals import FloatArray

Statistic = Callable[
    [FloatArray], FloatArray
]  # takes draw x unit weights: how often each unit was drawn
Progress = Callable[[int], None]  # called with the number of draws, orders or shuffles done

# Numbers in memory at once during the draws.
BLOCK_CELLS = 2_000_000
# With a larger share of undefined draws there is no interval.
UNDEFINED_SHARE = 0.05


def resampled(
    statistic: Statistic,
    units: int,
    width: int,
    seed: int,
    replicates: int,
    progress: Progress = lambda done: None,
) -> FloatArray:
    """`statistic` in `replicates` draws of `units` units with replacement, shape (replicates,).

    `width` is how many more numbers than its units the statistic stores for each draw.
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
    """Percentile limits with equal tails, or None where too many draws are undefined (NaN)."""
    tail = (1 - confidence) / 2
    if np.isnan(drawn).mean() > UNDEFINED_SHARE:
        return None
    lower, upper = np.nanquantile(drawn, [tail, 1 - tail])
    return float(lower), float(upper)


def enough_draws(draws: int, confidence: float, name: str = "replicates") -> int:
    """Return `draws` as an int. Raises BadInput unless at least one draw lies beyond each limit."""
    draws = whole_number(draws, name, at_least=1)
    tail = (1 - open_share(confidence, "confidence")) / 2
    least = int(np.ceil(1 / tail - 1e-6))
    if draws < least:
        raise BadInput(
            f"{name} must be {least:,} or more for limits of {confidence * 100:g} %, "
            f"but is {draws:,}"
        )
    return draws
