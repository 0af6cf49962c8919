"""The trend before a change, alone or relative to a comparison area."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

from saidanddone_methods.change.noise import LEAST_EACH_SIDE, MonthlyEvidence, log_error
from saidanddone_methods.change.ranges import ChangeRatio, fitted_ratio
from saidanddone_methods.change.regression import CountFit, Spread, fit_counts, fit_shares
from saidanddone_methods.change.series import (
    LEAST_BEFORE,
    Series,
    checked_harmonics,
    lacking,
    paired,
    series_of,
    trend_columns,
)
from saidanddone_methods.checks import open_share
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.frames import reads_frames, value_by
from saidanddone_methods.intervals import FloatArray
from saidanddone_methods.months import MonthlyCounts, month_number
from saidanddone_methods.wording import sureness, too_few_months


@dataclass(frozen=True, slots=True)
class PreTrend:
    """The trend before a change, as the ratio of one year to the year before.

    With a comparison area it is the area's ratio over the comparison's: 1 if both changed alike.
    `p_value` is the two-sided probability of so steep a trend if there were none, with months that
    scatter and take after the month before; None where there is no interval.
    """

    per_year: ChangeRatio
    p_value: float | None
    months: int
    is_beside_another: bool
    autocorrelation: float
    confidence: float

    @property
    def sentence(self) -> str:
        where = ", beside the comparison area" if self.is_beside_another else ""
        text = f"each year before the change{where}, {self.per_year.sentence()}"
        return text + sureness(self.confidence)


@reads_frames(
    series=value_by("month", "count"),
    comparison=value_by("month", "count"),
    population=value_by("month", "population"),
    comparison_population=value_by("month", "population"),
)
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
    4, 305-322). Each series may be a frame with the columns month (dates) and count.

    Raises TooThin with fewer than 8 months or 5 events before, or harmonics with fewer than 24
    months. Raises BadInput for invalid counts or populations.
    """
    open_share(confidence, "confidence")
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
    months = len(before.months)
    is_short = months < LEAST_EACH_SIDE
    lacking = too_few_months(f"{months} before", LEAST_EACH_SIDE) if is_short else ""
    per_year = fitted_ratio(fit, 1, before.months, confidence, lacking)
    evidence = fit.evidence(before.months)
    return PreTrend(
        per_year=per_year,
        p_value=None if is_short else _p_value(fit, evidence),
        months=months,
        is_beside_another=comparison is not None,
        autocorrelation=evidence.autocorrelation,
        confidence=confidence,
    )


def _p_value(fit: CountFit, evidence: MonthlyEvidence) -> float:
    """That of the months, and never below that of independent months, as the interval."""
    log = float(fit.coefficients[1])
    independent = 2 * NormalDist().cdf(-abs(log) / math.sqrt(fit.covariance[1, 1]))
    return max(log_error(evidence, 1).p_value(log), independent)


def _before(series: Series, change: int) -> Series:
    before = series.where(series.months < change)
    if reasons := lacking(before, before.months < change, "before", LEAST_BEFORE):
        raise TooThin(reasons)
    return before


def _columns(series: Series, change: int, harmonics: int) -> FloatArray:
    harmonics = checked_harmonics(harmonics, len(series.months))
    return trend_columns(series.months, change, harmonics)
