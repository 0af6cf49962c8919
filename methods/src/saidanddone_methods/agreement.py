"""How far coders agree beyond chance: Krippendorff's alpha, Cohen's and Fleiss' kappa."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

import numpy as np

from saidanddone_methods.checks import open_share, whole_number
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.intervals import FloatArray, Interval
from saidanddone_methods.ratings import Level, Ratings, Value
from saidanddone_methods.shuffles import Told

__all__ = [
    "Agreement",
    "Level",
    "Ratings",
    "Value",
    "cohen_kappa",
    "fleiss_kappa",
    "krippendorff_alpha",
]

# The engine holds unit x value x value; beyond this many cells our own sums take over.
ENGINE_CELLS = 20_000_000
# Numbers held at once while units are drawn anew.
BLOCK_CELLS = 2_000_000
# The share of draws that may be without an answer before an interval would be made up.
UNDEFINED_SHARE = 0.05

Statistic = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True, slots=True)
class Agreement:
    """1 is full agreement, 0 what chance would bring, below 0 worse than chance.

    It rests on `units` that two coders or more gave a value; `set_aside` others had one only. The
    interval draws the units anew `replicates` times; in `undefined` draws there was no figure.
    """

    coefficient: Interval
    units: int
    set_aside: int
    coders: tuple[Hashable, ...]
    replicates: int
    undefined: int
    seed: int
    confidence: float


def krippendorff_alpha(
    ratings: Ratings,
    *,
    seed: int = 1,
    replicates: int = 2000,
    confidence: float = 0.95,
    told: Told = lambda done: None,
) -> Agreement:
    """1 less observed over expected disagreement, at the level of measurement of `ratings`.

    Takes any number of coders, and units that not everyone coded. The estimate is that of the
    `krippendorff` package. The interval is a percentile bootstrap over units, expected
    disagreement made anew in each draw, as Zapf, Castell, Morawietz & Karch (2016), BMC Medical
    Research Methodology 16, 93; below about 30 units it is too narrow. It takes units to be drawn
    independently and coders to be these coders. `told` hears how many draws are done.

    Source: Krippendorff (2011), Computing Krippendorff's alpha-reliability.
    Cost: replicates x units x values multiplications.
    Raises BadInput for settings out of range; TooThin where too many draws have no figure.
    """
    counts, figures = ratings.counts, ratings.figures

    def alphas(weights: FloatArray) -> FloatArray:
        return alpha_of(counts, figures, ratings.level, weights)

    if counts.size * counts.shape[1] <= ENGINE_CELLS:
        import krippendorff

        estimate = krippendorff.alpha(
            value_counts=counts, value_domain=figures, level_of_measurement=ratings.level
        )
    else:
        estimate = alphas(np.ones((1, len(counts))))[0]
    return _with_interval(ratings, float(estimate), alphas, seed, replicates, confidence, told)


def cohen_kappa(
    ratings: Ratings, *, seed: int = 1, replicates: int = 2000, confidence: float = 0.95
) -> Agreement:
    """Cohen's unweighted kappa of two coders, each with habits of their own; interval over units.

    Values count as names, whatever the level. Source: Cohen (1960), Educational and Psychological
    Measurement 20, 37-46. Raises BadInput unless there are two coders.
    """
    if len(ratings.coders) != 2:
        raise BadInput(f"Cohen's kappa takes 2 coders, not {len(ratings.coders)}")
    names = np.arange(len(ratings.domain))
    first, second = ((ratings.places[:, [coder]] == names).astype(float) for coder in (0, 1))
    agreed = (first * second).sum(axis=1)

    def kappas(weights: FloatArray) -> FloatArray:
        units = weights.sum(axis=1)
        observed = weights @ agreed / units
        return _beyond(observed, ((weights @ first) * (weights @ second)).sum(axis=1) / units**2)

    estimate = float(kappas(np.ones((1, len(agreed))))[0])
    return _with_interval(ratings, estimate, kappas, seed, replicates, confidence)


def fleiss_kappa(
    ratings: Ratings, *, seed: int = 1, replicates: int = 2000, confidence: float = 0.95
) -> Agreement:
    """Fleiss' kappa: coders taken as interchangeable; interval over units.

    Values count as names, whatever the level. Source: Fleiss (1971), Psychological Bulletin 76,
    378-382; where units were not coded equally often, every unit still weighs the same, as Gwet
    (2014), Handbook of Inter-Rater Reliability, 4th edition, chapter 2, over the units compared.
    """
    counts = ratings.counts
    m = counts.sum(axis=1)
    agreed = ((counts**2).sum(axis=1) - m) / (m * (m - 1))
    named = counts / m[:, np.newaxis]

    def kappas(weights: FloatArray) -> FloatArray:
        units = weights.sum(axis=1)
        shares = weights @ named / units[:, np.newaxis]
        return _beyond(weights @ agreed / units, (shares**2).sum(axis=1))

    estimate = float(kappas(np.ones((1, len(counts))))[0])
    return _with_interval(ratings, estimate, kappas, seed, replicates, confidence)


def alpha_of(
    counts: FloatArray, figures: FloatArray, level: Level, weights: FloatArray
) -> FloatArray:
    """Alpha of each draw; NaN where everyone gave one value. Unchecked.

    `counts` unit x value, two or more a unit; `weights` draw x unit: how often each unit is in the
    draw. Sums of squared differences come from sums and sums of squares, never from pairs.
    """
    sizes = counts.sum(axis=1)
    totals = weights @ counts
    n = totals.sum(axis=1)
    if level == "nominal":
        within = sizes**2 - (counts**2).sum(axis=1)
        between = n**2 - (totals**2).sum(axis=1)
    elif level == "ratio":
        sums = figures[:, np.newaxis] + figures
        apart = figures[:, np.newaxis] - figures
        squares = np.divide(apart, sums, out=np.zeros_like(sums), where=sums > 0) ** 2
        within = ((counts @ squares) * counts).sum(axis=1)
        between = ((totals @ squares) * totals).sum(axis=1)
    else:
        if level == "ordinal":
            # Ordinal distance is the distance of mid-ranks among all values of the draw.
            figures = totals.cumsum(axis=1) - totals / 2 - n[:, np.newaxis] / 2
        else:
            figures = (figures - figures.mean())[np.newaxis]
        within = 2 * (sizes * (figures**2 @ counts.T) - (figures @ counts.T) ** 2)
        between = 2 * (n * (figures**2 * totals).sum(axis=1) - (figures * totals).sum(axis=1) ** 2)
    observed = (weights * (within / (sizes - 1))).sum(axis=1)
    varied = (totals > 0).sum(axis=1) > 1
    ratio = np.divide(observed * (n - 1), between, out=np.full(len(n), np.nan), where=varied)
    alphas: FloatArray = 1 - ratio
    return alphas


def _beyond(observed: FloatArray, chance: FloatArray) -> FloatArray:
    """Agreement beyond chance as a share of what there could be; NaN where chance is certain."""
    kappas: FloatArray = np.full(observed.shape, np.nan)
    np.divide(observed - chance, 1 - chance, out=kappas, where=chance < 1 - 1e-12)
    return kappas


def _with_interval(
    ratings: Ratings,
    estimate: float,
    statistic: Statistic,
    seed: int,
    replicates: int,
    confidence: float,
    told: Told = lambda done: None,
) -> Agreement:
    drawn = resampled(statistic, len(ratings.units), len(ratings.domain), seed, replicates, told)
    undefined = int(np.isnan(drawn).sum())
    limits = percentiles(drawn, confidence)
    if limits is None:
        draws = f"{undefined:,} of {replicates:,} draws of the units"
        raise TooThin([f"in {draws} everyone gave one value: too few differ for an interval"])
    return Agreement(
        Interval(estimate, *limits),
        len(ratings.units),
        ratings.set_aside,
        ratings.coders,
        replicates,
        undefined,
        seed,
        confidence,
    )


def resampled(
    statistic: Statistic,
    units: int,
    width: int,
    seed: int,
    replicates: int,
    told: Told = lambda done: None,
) -> FloatArray:
    """`statistic` in `replicates` draws of as many units, with replacement, in blocks.

    `width` is how many numbers the statistic holds for each draw beside its units.
    """
    replicates = whole_number(replicates, "replicates", at_least=1)
    seed = whole_number(seed, "seed")
    generator = np.random.default_rng(seed)
    block = max(1, BLOCK_CELLS // (units + width))
    shares = np.full(units, 1 / units)
    drawn = []
    for start in range(0, replicates, block):
        rows = min(block, replicates - start)
        drawn.append(statistic(generator.multinomial(units, shares, size=rows).astype(float)))
        told(start + rows)
    return np.concatenate(drawn)


def percentiles(drawn: FloatArray, confidence: float) -> tuple[float, float] | None:
    """Limits that leave out equally many draws either side; None if too many have no figure."""
    tail = (1 - open_share(confidence, "confidence")) / 2
    if np.isnan(drawn).mean() > UNDEFINED_SHARE:
        return None
    lower, upper = np.nanquantile(drawn, [tail, 1 - tail])
    return float(lower), float(upper)
