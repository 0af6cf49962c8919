"""Regression of counts: Poisson, quasi-Poisson and negative binomial, with a log link.

Written in numpy, because importing statsmodels costs a second and 100 MB. The tests compare it with
statsmodels, and with the likelihood itself in `reference/change.py`.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from saidanddone_methods.change.noise import MonthlyEvidence
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.intervals import FloatArray, Interval, ratio_from_log
from saidanddone_methods.special import log_gamma

Spread = Literal["quasi", "poisson", "negative-binomial"]

STEPS = 100
SETTLED = 1e-10
LEAST_EXTRA, MOST_EXTRA = 1e-6, 1e3  # bounds of the search for the extra variance
SIMPLER = "give more months, or use fewer harmonics"


@dataclass(frozen=True, slots=True, eq=False)
class CountFit:
    """A fitted regression of n counts on k columns.

    `coefficients` (k) are on the log scale and `covariance` (k x k) is theirs, widened as `spread`
    says; `chance_covariance` is that of Poisson counts. `expected` (n) are the fitted counts.
    `dispersion` is Pearson's chi-square of the Poisson fit over its degrees of `freedom`. `extra`
    is the negative binomial's: variance = expected + extra * expected**2; 0 for the others.

    `columns` is n x k. `off` (n) is what each month lies off the fit on the log scale, and
    1 / `information` (n) its variance, before any widening. `counts_compared` is 1, or 2 where each
    month compares two areas.
    """

    coefficients: FloatArray
    covariance: FloatArray
    chance_covariance: FloatArray
    expected: FloatArray
    dispersion: float
    freedom: int
    extra: float
    columns: FloatArray
    off: FloatArray
    information: FloatArray
    counts_compared: int

    def ratio(self, column: int, z: float) -> Interval:
        """The factor of one unit of a column, with limits `z` standard errors away on the log scale."""
        reach = z * math.sqrt(self.covariance[column, column])
        return ratio_from_log(float(self.coefficients[column]), reach)

    def chance_ratio(self, column: int, z: float) -> Interval:
        """The same with the standard error of Poisson counts."""
        reach = z * math.sqrt(self.chance_covariance[column, column])
        return ratio_from_log(float(self.coefficients[column]), reach)

    def evidence(self, months: FloatArray) -> MonthlyEvidence:
        """The fit month by month; `months` (n) are month numbers. Months that say nothing are left out."""
        says = self.information > 0
        return MonthlyEvidence(
            self.columns[says],
            self.information[says],
            self.off[says],
            months[says],
            self.counts_compared,
        )


def fit_counts(
    columns: FloatArray, counts: FloatArray, exposure: FloatArray, spread: Spread = "quasi"
) -> CountFit:
    """Fit log(expected / exposure) = columns @ coefficients by maximum likelihood.

    `columns` is n x k, `counts` and `exposure` (above 0) have n values. Standard errors are from
    the expected information; `quasi` multiplies them by the square root of `dispersion` where that
    is above 1 (McCullagh & Nelder, 1989, Generalized Linear Models, chapter 6), so errors are
    never smaller than Poisson ones. `negative-binomial` is NB2 with its extra variance by maximum
    likelihood (Lawless, 1987, Canadian Journal of Statistics 15, 209-225).

    Raises TooThin where there are no more counts than columns, where the columns are collinear, or
    where the fit does not converge. Raises BadInput for another `spread`.
    """
    _refuse_thin(columns, spread)
    months, parameters = columns.shape
    offset = np.log(exposure)
    coefficients = _maximise(columns, counts, offset, 0.0)
    expected = _expected(columns, offset, coefficients)
    dispersion = float(((counts - expected) ** 2 / expected).sum()) / (months - parameters)
    extra = 0.0
    if spread == "negative-binomial" and _has_extra(counts, expected):
        extra = _extra(columns, counts, offset)
        coefficients = _maximise(columns, counts, offset, extra)
        expected = _expected(columns, offset, coefficients)
    widening = max(dispersion, 1.0) if spread == "quasi" else 1.0
    information = expected / (1 + extra * expected)
    return CountFit(
        coefficients=coefficients,
        covariance=_inverse(columns, information) * widening,
        chance_covariance=_inverse(columns, expected),
        expected=expected,
        dispersion=dispersion,
        freedom=months - parameters,
        extra=extra,
        columns=columns,
        off=(counts - expected) / expected,
        information=information,
        counts_compared=1,
    )


def fit_shares(
    columns: FloatArray,
    counts: FloatArray,
    others: FloatArray,
    exposure: FloatArray,
    spread: Spread = "quasi",
) -> CountFit:
    """Fit log(count / other) = columns @ coefficients + log(exposure), given every monthly total.

    This equals a Poisson regression of both areas with a level for each month. So anything that
    affects both in a month (weather, a change in the law) cancels. `counts`, `others` and
    `exposure` (the area's over the other's) have shape (n,); months with no count in either carry
    no information. Raises as `fit_counts`, and BadInput for `negative-binomial`.
    """
    if spread == "negative-binomial":
        raise BadInput("beside a comparison area the spread is quasi or poisson")
    both, offset = counts + others, np.log(exposure)
    is_informative = both > 0
    _refuse_thin(columns[is_informative], spread)
    coefficients = _newton(
        lambda at: _share_score(columns, counts, both, offset, at), np.zeros(columns.shape[1])
    )
    share = 1 / (1 + np.exp(-(columns @ coefficients + offset)))
    expected, information = both * share, both * share * (1 - share)
    says = information > 0
    off = np.divide(counts - expected, information, out=np.zeros_like(information), where=says)
    freedom = int(is_informative.sum()) - columns.shape[1]
    dispersion = float((off**2 * information).sum()) / freedom
    chance_covariance = _inverse(columns, information)
    return CountFit(
        coefficients=coefficients,
        covariance=chance_covariance * (max(dispersion, 1.0) if spread == "quasi" else 1.0),
        chance_covariance=chance_covariance,
        expected=expected,
        dispersion=dispersion,
        freedom=freedom,
        extra=0.0,
        columns=columns,
        off=off,
        information=information,
        counts_compared=2,
    )


def _inverse(columns: FloatArray, information: FloatArray) -> FloatArray:
    """The covariance of coefficients under the information of each month."""
    covariance: FloatArray = np.linalg.inv((columns.T * information) @ columns).astype(np.float64)
    return covariance


def _refuse_thin(columns: FloatArray, spread: Spread) -> None:
    if spread not in get_args(Spread):
        raise BadInput(f"spread must be one of {', '.join(get_args(Spread))}")
    months, parameters = columns.shape
    if months <= parameters:
        raise TooThin([f"{months} counts are too few to fit {parameters} coefficients; {SIMPLER}"])
    if np.linalg.matrix_rank(columns) < parameters:
        raise TooThin([f"these months cannot tell the terms of the model apart; {SIMPLER}"])


def _expected(columns: FloatArray, offset: FloatArray, coefficients: FloatArray) -> FloatArray:
    expected: FloatArray = np.exp(columns @ coefficients + offset)
    return expected


def _maximise(
    columns: FloatArray, counts: FloatArray, offset: FloatArray, extra: float
) -> FloatArray:
    """Coefficients of maximum likelihood, from a least-squares fit to the log rates."""
    log_rate = np.log(np.maximum(counts, 0.5)) - offset
    start: FloatArray = np.linalg.lstsq(columns, log_rate, rcond=None)[0].astype(np.float64)

    def score(at: FloatArray) -> tuple[FloatArray, FloatArray]:
        expected = _expected(columns, offset, at)
        weights = expected / (1 + extra * expected)
        off = (counts - expected) / (1 + extra * expected)
        return columns.T @ off, (columns.T * weights) @ columns

    return _newton(score, start)


def _share_score(
    columns: FloatArray, counts: FloatArray, both: FloatArray, offset: FloatArray, at: FloatArray
) -> tuple[FloatArray, FloatArray]:
    share = 1 / (1 + np.exp(-(columns @ at + offset)))
    weights = both * share * (1 - share)
    return columns.T @ (counts - both * share), (columns.T * weights) @ columns


def _newton(
    score: Callable[[FloatArray], tuple[FloatArray, FloatArray]], start: FloatArray
) -> FloatArray:
    """The root of the score by Fisher scoring; `score` returns it and the expected information."""
    coefficients: FloatArray = start
    with np.errstate(all="ignore"):  # a fit that diverges overflows first, and does not converge
        for _ in range(STEPS):
            slope, information = score(coefficients)
            try:
                step: FloatArray = np.linalg.solve(information, slope).astype(np.float64)
            except np.linalg.LinAlgError:
                break
            coefficients = coefficients + np.clip(step, -2, 2)
            if np.abs(step).max() < SETTLED:
                return coefficients
    raise TooThin([f"the fit does not converge, as part of the series has few events; {SIMPLER}"])


def _has_extra(counts: FloatArray, expected: FloatArray) -> bool:
    """Whether the likelihood rises as the extra variance leaves 0; if not, the counts are Poisson."""
    return float(((counts - expected) ** 2 - counts).sum()) > 0


def _extra(columns: FloatArray, counts: FloatArray, offset: FloatArray) -> float:
    """The extra variance of maximum likelihood; the coefficients are refitted at each value."""
    from scipy.optimize import minimize_scalar

    def badness(log_extra: float) -> float:
        extra = math.exp(log_extra)
        coefficients = _maximise(columns, counts, offset, extra)
        return -log_likelihood(counts, _expected(columns, offset, coefficients), extra)

    low, high = math.log(LEAST_EXTRA), math.log(MOST_EXTRA)
    optimum = minimize_scalar(
        badness, bounds=(low, high), method="bounded", options={"xatol": 1e-9, "maxiter": 200}
    )
    return math.exp(float(optimum.x))


def log_likelihood(counts: FloatArray, expected: FloatArray, extra: float) -> float:
    """The log-likelihood of a negative binomial with variance expected + extra * expected**2."""
    size = 1 / extra
    terms = (
        log_gamma(counts + size)
        - log_gamma(np.full_like(counts, size))
        - log_gamma(counts + 1)
        - size * np.log1p(extra * expected)
        + counts * (np.log(expected) - np.log(expected + size))
    )
    return float(terms.sum())
