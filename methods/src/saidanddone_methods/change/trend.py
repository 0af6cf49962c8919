"""The trend before a change, alone or relative to a comparison area."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

from saidanddone_methods.change.autocorrelation import NOTABLE, allowing_for, autocorrelation
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
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.intervals import FloatArray, Interval, normal_quantile
from saidanddone_methods.months import MonthlyCounts, month_number
from saidanddone_methods.wording import autocorrelation_sentence, change_sentence, sureness


@dataclass(frozen=True, slots=True)
class PreTrend:
    """The trend before a change, as the ratio of one year to the year before.

    With a comparison area it is the area's ratio over the comparison's: 1 if both changed alike.
    `p_value` is the two-sided probability of so steep a trend if there were none and months were
    independent. `autocorrelation` is that of the residuals; `widened` is the interval that allows
    for it.
    """

    per_year: Interval
    p_value: float
    months: int
    is_beside_another: bool
    autocorrelation: float
    widened: Interval
    confidence: float

    @property
    def sentence(self) -> str:
        where = ", beside the comparison area" if self.is_beside_another else ""
        sentence_text = f"each year before the change{where}, {change_sentence(self.per_year)}"
        if self.autocorrelation >= NOTABLE and self.widened != self.per_year:
            neighbours = autocorrelation_sentence(self.autocorrelation, self.per_year, self.widened)
            sentence_text = f"{sentence_text}; {neighbours}"
        return sentence_text + sureness(self.confidence)


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
    """The log-linear trend of the months before `since`, by default quasi-Poisson.

    With a comparison area, the trend of the ratio of the two counts in each month. If that trend
    differs from 1, the area is a poor comparison. A trend that is not significant is no proof of
    none: the interval shows how large it could be (Roth, 2022, American Economic Review: Insights
    4, 305-322).

    Raises TooThin with fewer than 8 months or 5 events before, or harmonics with fewer than 24
    months. Raises BadInput for invalid counts or populations.
    """
    z = normal_quantile(confidence)
    change = month_number(since)
    area = series_of(series, population)
    if comparison is None:
        if comparison_population is not None:
            raise BadInput("a population for the comparison area needs a comparison area")
        before = _before(area, change)
        columns = _columns(before, change, harmonics)
        fit = fit_counts(columns, before.counts, before.exposure, spread)
    else:
        area, other = paired(
            area, series_of(comparison, comparison_population, "the comparison area")
        )
        before, other_before = _before(area, change), _before(other, change)
        columns = _columns(before, change, harmonics)
        exposure = before.exposure / other_before.exposure
        fit = fit_shares(columns, before.counts, other_before.counts, exposure, spread)
    per_year = fit.ratio(1, z)
    correlation = autocorrelation(before.months, fit.residuals)
    return PreTrend(
        per_year=per_year,
        p_value=2 * NormalDist().cdf(-abs(math.log(per_year.estimate)) / fit.error(1)),
        months=len(before.months),
        is_beside_another=comparison is not None,
        autocorrelation=correlation,
        widened=allowing_for(per_year, correlation, fit.residual_variance),
        confidence=confidence,
    )


def _before(series: Series, change: int) -> Series:
    before = series.where(series.months < change)
    if reasons := lacking(before, before.months < change, "before", LEAST_BEFORE):
        raise TooThin(reasons)
    return before


def _columns(series: Series, change: int, harmonics: int) -> FloatArray:
    harmonics = checked_harmonics(harmonics, len(series.months))
    return trend_columns(series.months, change, harmonics)
