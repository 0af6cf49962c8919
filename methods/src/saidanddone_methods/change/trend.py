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
from saidanddone_methods.errors import BadInput, TooThin
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
    confidence: float

    @property
    def sentence(self) -> str:
        where = ", beside the comparison area" if self.is_beside_another else ""
        sentence_text = f"each year before the change{where}, {change_sentence(self.per_year)}"
        if self.autocorrelation >= NOTABLE and self.widened != self.per_year:
            neighbours = neighbours_sentence(self.autocorrelation, self.per_year, self.widened)
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
    """The log-linear trend of the months before `since`, quasi-Poisson unless asked otherwise.

    Beside a comparison area, the trend of the ratio of the two counts, month by month.

    A trend that differs from the comparison area's makes that area a poor one to set a change
    against. That none is found is no proof of none: the interval says how much could hide in it
    (Roth, 2022, American Economic Review: Insights 4, 305-322).

    Raises TooThin with fewer than 8 months or 5 events before, or seasons asked of fewer than 24
    months; BadInput for counts or populations that cannot be.
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
