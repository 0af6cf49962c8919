"""Was it changing already, or differently from the comparison area, before the change?"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

from saidanddone_methods.change.neighbours import NOTABLE, allowing_for, autocorrelation
from saidanddone_methods.change.regression import Spread, fit_counts, fit_shares
from saidanddone_methods.change.series import (
    LEAST_BEFORE,
    Series,
    checked_harmonics,
    lacking,
    paired,
    series_of,
    trend_columns,
)
from saidanddone_methods.errors import TooThin
from saidanddone_methods.intervals import FloatArray, Interval, normal_quantile
from saidanddone_methods.months import MonthlyCounts, month_number
from saidanddone_methods.wording import change_sentence, neighbours_sentence, sureness


@dataclass(frozen=True, slots=True)
class PreTrend:
    """The trend before a change, as the ratio of one year to the one before it.

    Beside a comparison area, the area's over the comparison's: 1 if they moved alike. `p_value` is
    the chance of a trend as steep or steeper, either way, if there were none and months did not
    take after one another. `autocorrelation` says how far they do, and `widened` is the interval
    with that allowed for.
    """

    per_year: Interval
    p_value: float
    months: int
    is_beside_another: bool
    autocorrelation: float
    widened: Interval
    sentence: str


def pre_trend(
    series: MonthlyCounts,
    since: date,
    *,
    comparison: MonthlyCounts | None = None,
    harmonics: int = 0,
    spread: Spread = "quasi",
    population: Mapping[date, float] | None = None,
    comparison_population: Mapping[date, float] | None = None,
    confidence: float = 0.95,
) -> PreTrend:
    """The log-linear trend of the months before `since`, quasi-Poisson unless asked otherwise.

    Beside a comparison area, the trend of the ratio of the two counts, month by month.

    A trend that differs from the comparison area's makes that area a poor one to set a change
    against. That none is found is no proof of none: the interval says how much could hide in it
    (Roth, 2022, American Economic Review: Insights 4, 305-322).

    Raises TooThin with fewer than 8 months or 5 events before, or seasons asked of fewer than 24
    months.
    """
    z = normal_quantile(confidence)
    change = month_number(since)
    held = series_of(series, population)
    if comparison is None:
        before = _before(held, change)
        columns = _columns(before, change, harmonics)
        fit = fit_counts(columns, before.counts, before.exposure, spread)
    else:
        held, other = paired(
            held, series_of(comparison, comparison_population, "the comparison area")
        )
        before, there = _before(held, change), _before(other, change)
        columns = _columns(before, change, harmonics)
        exposure = before.exposure / there.exposure
        fit = fit_shares(columns, before.counts, there.counts, exposure, spread)
    log, variance = float(fit.coefficients[1]), float(fit.covariance[1, 1])
    error = math.sqrt(variance)
    per_year = Interval(math.exp(log), math.exp(log - z * error), math.exp(log + z * error))
    correlation = autocorrelation(before.months, fit.residuals)
    widened = allowing_for(per_year, correlation, fit.residual_variance)
    sentence = _sentence(per_year, beside=comparison is not None)
    if correlation >= NOTABLE and widened != per_year:
        sentence = f"{sentence}; {neighbours_sentence(correlation, per_year, widened)}"
    return PreTrend(
        per_year=per_year,
        p_value=2 * NormalDist().cdf(-abs(log) / error),
        months=len(before.months),
        is_beside_another=comparison is not None,
        autocorrelation=correlation,
        widened=widened,
        sentence=sentence + sureness(confidence),
    )


def _before(series: Series, change: int) -> Series:
    held = series.where(series.months < change)
    if reasons := lacking(held, held.months < change, "before", LEAST_BEFORE):
        raise TooThin(reasons)
    return held


def _columns(series: Series, change: int, harmonics: int) -> FloatArray:
    harmonics = checked_harmonics(harmonics, len(series.months))
    return trend_columns(series.months, change, harmonics)


def _sentence(per_year: Interval, *, beside: bool) -> str:
    where = ", beside the comparison area" if beside else ""
    return f"each year before the change{where}, {change_sentence(per_year)}"
