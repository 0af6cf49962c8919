"""Ratios of two rates, and ratios of two such ratios, with their intervals."""

import math
from collections.abc import Callable
from typing import Literal, get_args

import numpy as np

from saidanddone_methods.checks import open_share, positive_number, whole_number
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.intervals import FloatArray, Interval, normal_quantile
from saidanddone_methods.special import (
    beta_odds_above,
    beta_odds_below,
    binomial_above,
    binomial_at_most,
    log_factorial,
)

REACH = 60  # standard errors of the count after, on either side
MOST_EVENTS = 10**9  # with more, the tail probabilities lose their digits
RatioMethod = Literal["exact", "score", "midp"]


def rate_ratio(
    before: int,
    after: int,
    exposure_before: float = 1,
    exposure_after: float = 1,
    method: RatioMethod = "exact",
    confidence: float = 0.95,
) -> Interval:
    """The rate after over the rate before: (after / exposure_after) / (before / exposure_before).

    `before` and `after` are counts of events; exposures are in any one unit (months, residents,
    person-years). Below 1 is a fall. Assumes Poisson counts: events in clusters, or one event
    reported twice, make the true interval wider.

    All three intervals are conditional on the total, so that `after` is binomial. Limits of its
    share become limits of the ratio:

    - `exact`: Clopper & Pearson (1934), Biometrika 26, 404-413; covers at least `confidence`;
      on rates, Przyborowski & Wilenski (1940), Biometrika 31, 313-323;
    - `score`: Wilson (1927); for two Poisson rates it equals the score interval with the variance
      under the null, as in Gu, Ng, Tang & Schucany (2008), Biometrical Journal 50, 283-298;
    - `midp`: half the weight on the observed count, Lancaster (1961), Journal of the American
      Statistical Association 56, 223-234; narrower than exact, may cover slightly less.

    Raises BadInput for invalid counts or exposures. Raises TooThin where nothing was counted
    before: there is no rate to compare with.
    """
    before, after = _events(before, "before"), _events(after, "after")
    scale = positive_number(exposure_before, "exposure_before") / positive_number(
        exposure_after, "exposure_after"
    )
    alpha = 1 - open_share(confidence, "confidence")
    if method not in get_args(RatioMethod):
        raise BadInput(f"method must be one of {', '.join(get_args(RatioMethod))}")
    if before == 0:
        raise TooThin(
            ["nothing was counted before, so there is no rate to set the rate after against"]
        )
    limits: dict[str, Callable[[int, int, float], tuple[float, float]]] = {
        "exact": _exact_odds,
        "score": _score_odds,
        "midp": _midp_odds,
    }
    lower, upper = limits[method](after, before, alpha)
    return Interval(after / before * scale, lower * scale, upper * scale)


def ratio_of_ratios(
    before: int,
    after: int,
    comparison_before: int,
    comparison_after: int,
    confidence: float = 0.95,
) -> Interval:
    """(after / before) over (comparison_after / comparison_before), with an exact interval.

    Below 1: it fell by more (or rose by less) than in the comparison area. The interval is exact
    conditional. Given all margins, `after` follows the non-central hypergeometric distribution with
    this ratio as its odds ratio. The limits are those of Cornfield (1956), as in Fisher's exact
    test, and cover at least `confidence`. The estimate is the plain ratio, not the conditional
    maximum. Assumes Poisson counts and, within each area, the same exposure before and after.

    Cost: about 100 passes over an array of at most 120 standard errors of the count after.

    Raises BadInput for invalid counts. Raises TooThin unless the area had events before, and the
    comparison area both before and after.
    """
    before, after = _events(before, "before"), _events(after, "after")
    comparison_before = _events(comparison_before, "comparison_before")
    comparison_after = _events(comparison_after, "comparison_after")
    alpha = 1 - open_share(confidence, "confidence")
    reasons = {
        "nothing was counted before": before,
        "nothing was counted in the comparison area before": comparison_before,
        "nothing was counted in the comparison area after": comparison_after,
    }
    if lacking := [reason for reason, count in reasons.items() if not count]:
        raise TooThin(lacking)
    estimate = (after / before) / (comparison_after / comparison_before)
    tails = _Tails(before, after, comparison_before, comparison_after)
    # Adding 0.5 to each count gives the search a start where a count is 0.
    middle = math.log((after + 0.5) / (before + 0.5)) - math.log(
        (comparison_after + 0.5) / (comparison_before + 0.5)
    )
    lower = 0.0
    if after > max(0, after - comparison_before):
        lower = math.exp(rising_root(lambda log: tails.at_least(log) - alpha / 2, middle))
    upper = math.exp(rising_root(lambda log: alpha / 2 - tails.at_most(log), middle))
    return Interval(estimate, lower, upper)


def _events(count: int, name: str) -> int:
    count = whole_number(count, name)
    if count > MOST_EVENTS:
        raise BadInput(f"{name} must be {MOST_EVENTS:,} events or fewer, but is {count:,}")
    return count


def _exact_odds(x: int, rest: int, alpha: float) -> tuple[float, float]:
    lower = beta_odds_below(x, rest + 1, alpha / 2) if x else 0.0
    return lower, beta_odds_above(x + 1, rest, alpha / 2)


def _score_odds(x: int, rest: int, alpha: float) -> tuple[float, float]:
    # Wilson's limits p solve (x - n p)^2 = z^2 n p (1 - p); written for the odds o = p / (1 - p)
    # that is rest^2 o^2 - (2 x rest + n z^2) o + x^2 = 0.
    z = normal_quantile(1 - alpha)
    n = x + rest
    half = x * rest + n * z * z / 2
    root = math.sqrt(half * half - (x * rest) ** 2)
    upper = (half + root) / rest**2
    return (x / rest) ** 2 / upper, upper


def _midp_odds(x: int, rest: int, alpha: float) -> tuple[float, float]:
    n = x + rest

    def above(log_odds: float) -> float:
        p = 1 / (1 + math.exp(-log_odds))
        return (binomial_above(x - 1, n, p) + binomial_above(x, n, p)) / 2

    def below(log_odds: float) -> float:
        p = 1 / (1 + math.exp(-log_odds))
        return (binomial_at_most(x - 1, n, p) + binomial_at_most(x, n, p)) / 2

    middle = math.log((x + 0.5) / (rest + 0.5))
    lower = math.exp(rising_root(lambda log: above(log) - alpha / 2, middle)) if x else 0.0
    return lower, math.exp(rising_root(lambda log: alpha / 2 - below(log), middle))


class _Tails:
    """Tail probabilities of the count after, given all margins, at a log odds ratio.

    Not taken from scipy.stats, because its import costs a web worker 50 MB and over a second. The
    tests compare it with scipy.stats.contingency.odds_ratio.
    """

    def __init__(self, before: int, after: int, comparison_before: int, comparison_after: int):
        row, other_row = before + after, comparison_before + comparison_after
        column = after + comparison_after
        # Where a tail has probability alpha / 2, cells this far from the observed count add nothing
        # to a float. Without them, millions of events cost no more than thousands.
        counts = np.array([before, after, comparison_before, comparison_after])
        reach = int(REACH * (1 + 1 / math.sqrt((1 / (counts + 0.5)).sum())))
        self.least = max(0, column - other_row, after - reach)
        most = min(row, column, after + reach)
        self._k: FloatArray = np.arange(self.least, most + 1, dtype=np.float64)
        self._observed = after - self.least
        self._log_ways: FloatArray = -(
            log_factorial(self._k)
            + log_factorial(row - self._k)
            + log_factorial(column - self._k)
            + log_factorial(other_row - column + self._k)
        )

    def at_least(self, log_odds_ratio: float) -> float:
        chances = self._chances(log_odds_ratio)
        return float(chances[self._observed :].sum())

    def at_most(self, log_odds_ratio: float) -> float:
        chances = self._chances(log_odds_ratio)
        return float(chances[: self._observed + 1].sum())

    def _chances(self, log_odds_ratio: float) -> FloatArray:
        log_chances = self._log_ways + self._k * log_odds_ratio
        chances: FloatArray = np.exp(log_chances - log_chances.max())
        chances /= chances.sum()
        return chances


def rising_root(function: Callable[[float], float], start: float) -> float:
    """The root of a rising function, by bisection from `start` to the last bit."""
    step = 1.0
    low = high = start
    while function(low) > 0:
        low, step = low - step, step * 2
    step = 1.0
    while function(high) < 0:
        high, step = high + step, step * 2
    while low < (middle := (low + high) / 2) < high:
        if function(middle) < 0:
            low = middle
        else:
            high = middle
    return middle
