"""How far coders agree beyond chance: Krippendorff's alpha, Cohen's and Fleiss' kappa."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.frames import pass_instead, reads_frames
from saidanddone_methods.intervals import FloatArray, Interval
from saidanddone_methods.ratings import Level, Ratings, Value
from saidanddone_methods.resampling import Progress, Statistic, enough_draws, percentiles, resampled

__all__ = [
    "Agreement",
    "Level",
    "Ratings",
    "Value",
    "cohen_kappa",
    "fleiss_kappa",
    "krippendorff_alpha",
]

# The krippendorff package stores unit x value x value; above this many cells we use our own sums.
ENGINE_CELLS = 20_000_000
# With fewer units the draws vary too little for limits; with fewer than ENOUGH_UNITS the limits are
# too narrow.
LEAST_UNITS = 5
ENOUGH_UNITS = 30


@dataclass(frozen=True, slots=True)
class Agreement:
    """1 is full agreement, 0 is chance agreement, below 0 is worse than chance.

    It is based on `units` with values from two coders or more; `set_aside` others had one value.
    The interval is a bootstrap over units with `replicates` draws, of which `undefined` had no
    coefficient. With fewer than `ENOUGH_UNITS` units it is too narrow, and `thin` is true.
    """

    coefficient: Interval
    units: int
    set_aside: int
    coders: tuple[Hashable, ...]
    replicates: int
    undefined: int
    seed: int
    confidence: float

    @property
    def thin(self) -> bool:
        """Whether too few units make the interval too narrow."""
        return self.units < ENOUGH_UNITS


@dataclass(frozen=True, slots=True)
class _Drawing:
    """The settings of the bootstrap."""

    seed: int
    replicates: int
    confidence: float
    progress: Progress = lambda done: None


@reads_frames(ratings=pass_instead("Ratings.of(table)"))
def krippendorff_alpha(
    ratings: Ratings,
    *,
    seed: int = 1,
    replicates: int = 2000,
    confidence: float = 0.95,
    progress: Progress = lambda done: None,
) -> Agreement:
    """Krippendorff's alpha: 1 less observed over expected disagreement, at the level of `ratings`.

    Takes any number of coders and missing values. The estimate is that of the `krippendorff`
    package. The interval is a percentile bootstrap over units that recomputes the expected
    disagreement in each draw: Zapf, Castell, Morawietz & Karch (2016), BMC Medical Research
    Methodology 16, 93. If coders differ on no unit, all draws are equal. The lower limit then
    assumes the largest share of differing units that could have gone unseen (Clopper & Pearson,
    1934, Biometrika 26, 404-413). Assumes independent units and fixed coders.
    `progress` is called with the number of draws done.

    Source: Krippendorff (2011), Computing Krippendorff's alpha-reliability.
    Cost: replicates x units x values multiplications.
    Raises BadInput for settings out of range; TooThin for fewer than 5 units, or where too many
    draws have no figure.
    """
    drawing = _Drawing(seed, replicates, confidence, progress)
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
    return _with_interval(ratings, float(estimate), alphas, _furthest(ratings), drawing)


@reads_frames(ratings=pass_instead("Ratings.of(table)"))
def cohen_kappa(
    ratings: Ratings, *, seed: int = 1, replicates: int = 2000, confidence: float = 0.95
) -> Agreement:
    """Cohen's unweighted kappa of two coders, each with their own marginals; bootstrap over units.

    Values count as names, whatever the level. Source: Cohen (1960), Educational and Psychological
    Measurement 20, 37-46. Raises BadInput unless there are two coders.
    """
    drawing = _Drawing(seed, replicates, confidence)
    if len(ratings.coders) != 2:
        raise BadInput(f"Cohen's kappa takes 2 coders, not {len(ratings.coders)}")
    names = np.arange(len(ratings.domain))
    first, second = ((ratings.places[:, [coder]] == names).astype(float) for coder in (0, 1))
    agreed = (first * second).sum(axis=1)

    def by_chance(weights: FloatArray) -> FloatArray:
        chance: FloatArray = ((weights @ first) * (weights @ second)).sum(axis=1)
        chance /= weights.sum(axis=1) ** 2
        return chance

    return _kappa(ratings, agreed, by_chance, drawing)


@reads_frames(ratings=pass_instead("Ratings.of(table)"))
def fleiss_kappa(
    ratings: Ratings, *, seed: int = 1, replicates: int = 2000, confidence: float = 0.95
) -> Agreement:
    """Fleiss' kappa, which takes coders as interchangeable; bootstrap over units.

    Values count as names, whatever the level. Source: Fleiss (1971), Psychological Bulletin 76,
    378-382. Every unit has the same weight, however often it was coded: Gwet (2014), Handbook of
    Inter-Rater Reliability, 4th edition, chapter 2, over the units compared.
    """
    drawing = _Drawing(seed, replicates, confidence)
    counts = ratings.counts
    m = counts.sum(axis=1)
    agreed = ((counts**2).sum(axis=1) - m) / (m * (m - 1))
    named = counts / m[:, np.newaxis]

    def by_chance(weights: FloatArray) -> FloatArray:
        shares = weights @ named / weights.sum(axis=1)[:, np.newaxis]
        chance: FloatArray = (shares**2).sum(axis=1)
        return chance

    return _kappa(ratings, agreed, by_chance, drawing)


def alpha_of(
    counts: FloatArray, figures: FloatArray, level: Level, weights: FloatArray
) -> FloatArray:
    """Alpha of each draw; NaN where all values are the same. Input is not checked.

    `counts` unit x value, two or more a unit; `weights` draw x unit: how often each unit is in the
    draw.
    """
    sizes = counts.sum(axis=1)
    totals = weights @ counts
    n = totals.sum(axis=1)
    within, between = _squares(counts, figures, level, totals)
    observed = (weights * (within / (sizes - 1))).sum(axis=1)
    varied = (totals > 0).sum(axis=1) > 1
    ratio = np.divide(observed * (n - 1), between, out=np.full(len(n), np.nan), where=varied)
    alphas: FloatArray = 1 - ratio
    return alphas


def _squares(
    counts: FloatArray, figures: FloatArray, level: Level, totals: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Squared distances summed over ordered pairs: of the values of a unit, and of all in a draw.

    `totals` is draw x value. The first result is by unit, or draw x unit for the ordinal level,
    whose distances depend on the draw. Both are computed from sums and sums of squares.
    """
    sizes = counts.sum(axis=1)
    n = totals.sum(axis=1)
    if level == "nominal":
        return sizes**2 - (counts**2).sum(axis=1), n**2 - (totals**2).sum(axis=1)
    if level == "ratio":
        sums = figures[:, np.newaxis] + figures
        apart = figures[:, np.newaxis] - figures
        squares = np.divide(apart, sums, out=np.zeros_like(sums), where=sums > 0) ** 2
        return ((counts @ squares) * counts).sum(axis=1), ((totals @ squares) * totals).sum(axis=1)
    if level == "ordinal":
        # Ordinal distance is the distance of mid-ranks among all values of the draw.
        figures = totals.cumsum(axis=1) - totals / 2 - n[:, np.newaxis] / 2
    else:
        figures = (figures - figures.mean())[np.newaxis]
    within = 2 * (sizes * (figures**2 @ counts.T) - (figures @ counts.T) ** 2)
    between = 2 * (n * (figures**2 * totals).sum(axis=1) - (figures * totals).sum(axis=1) ** 2)
    return within, between


def _furthest(ratings: Ratings) -> float:
    """The loss of alpha if the two values of every unit were the lowest and the highest.

    It is the squared distance of those two values over the expected one.
    """
    ends = np.zeros((1, len(ratings.domain)))
    ends[0, [0, -1]] = 1
    totals = ratings.counts.sum(axis=0)[np.newaxis]
    within, between = _squares(ends, ratings.figures, ratings.level, totals)
    n = totals.sum()
    return float(within.item() / 2 * n * (n - 1) / between.item())


def _kappa(
    ratings: Ratings, agreed: FloatArray, by_chance: Statistic, drawing: _Drawing
) -> Agreement:
    """Kappa: agreement beyond chance over the largest possible; NaN where chance agreement is 1.

    `agreed` is the share of pairs of coders that agree, by unit.
    """

    def kappas(weights: FloatArray) -> FloatArray:
        observed, chance = weights @ agreed / weights.sum(axis=1), by_chance(weights)
        beyond: FloatArray = np.full(observed.shape, np.nan)
        np.divide(observed - chance, 1 - chance, out=beyond, where=chance < 1 - 1e-12)
        return beyond

    once = np.ones((1, len(agreed)))
    # Chance agreement is 1 only where all values are the same, which Ratings excludes.
    furthest = 1 / (1 - by_chance(once).item())
    return _with_interval(ratings, kappas(once).item(), kappas, furthest, drawing)


def _with_interval(
    ratings: Ratings, estimate: float, statistic: Statistic, furthest: float, drawing: _Drawing
) -> Agreement:
    units = len(ratings.units)
    replicates = enough_draws(drawing.replicates, drawing.confidence)
    if units < LEAST_UNITS:
        raise TooThin(
            [f"{units} units were coded by two coders or more; an interval takes {LEAST_UNITS}"]
        )
    drawn = resampled(
        statistic, units, len(ratings.domain), drawing.seed, replicates, drawing.progress
    )
    undefined = int(np.isnan(drawn).sum())
    limits = percentiles(drawn, drawing.confidence)
    if limits is None:
        draws = f"{undefined:,} of {replicates:,} draws of the units"
        raise TooThin([f"in {draws} everyone gave one value: code more units for an interval"])
    if estimate > 1 - 1e-12:
        unseen = 1 - ((1 - drawing.confidence) / 2) ** (1 / units)
        limits = 1 - unseen * furthest, 1.0
    return Agreement(
        Interval(estimate, *limits),
        units,
        ratings.set_aside,
        ratings.coders,
        replicates,
        undefined,
        drawing.seed,
        drawing.confidence,
    )
