"""Interrupted time series: a step in a monthly series beyond its trend and seasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from saidanddone_methods.change.maryland import ALONE, BESIDE_ANOTHER
from saidanddone_methods.change.noise import LEAST_EACH_SIDE
from saidanddone_methods.change.ranges import ChangeRatio, fitted_ratio
from saidanddone_methods.change.regression import CountFit, Spread, fit_counts, fit_shares
from saidanddone_methods.change.scatter import Scatter
from saidanddone_methods.change.series import (
    LEAST_AFTER,
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
from saidanddone_methods.wording import comparison_clause, sureness, too_few_months

MOST_NAMED = 12  # missing months named in a sentence; `missing` has all of them


@dataclass(frozen=True, slots=True)
class Step:
    """A step in one series. `ratio` is the level after over the level that the trend predicts.

    `trend` is the ratio of one year to the year before. `slope` is the factor by which that ratio
    changed with the step, None without one in the model. Each has its ranges. `scatter` has the
    dispersion. `autocorrelation` is that of residuals one month apart, from -1 to 1.
    """

    ratio: ChangeRatio
    trend: ChangeRatio
    slope: ChangeRatio | None
    scatter: Scatter
    extra: float
    autocorrelation: float
    months_before: int
    months_after: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segmented:
    """The step in an area's series, with a comparison area where one was given.

    Without a comparison, `ratio` and its limits are those of `own`, the area's step. With one, they
    are those of `against`, the step in the ratio of the two series. `comparison` is the step in
    that area alone, `level` the Maryland level. `is_rate`: a population was given.
    """

    own: Step
    comparison: Step | None
    against: Step | None
    spread: Spread
    harmonics: int
    confidence: float
    is_rate: bool

    @property
    def step(self) -> Step:
        """The step that the figures describe."""
        return self.against or self.own

    @property
    def ratio(self) -> float:
        return self.step.ratio.estimate

    @property
    def lower(self) -> float | None:
        """The lower limit of `ratio`; None where months are too few to tell."""
        return self.step.ratio.interval.lower if self.step.ratio.interval else None

    @property
    def upper(self) -> float | None:
        """The upper limit of `ratio`; None where months are too few to tell."""
        return self.step.ratio.interval.upper if self.step.ratio.interval else None

    @property
    def percent(self) -> float:
        return self.step.ratio.percent

    @property
    def could_be_no_change(self) -> bool:
        """Whether the step could be none; True where there is no interval."""
        return self.step.ratio.could_be_no_change

    @property
    def dispersion(self) -> float:
        return self.step.scatter.dispersion

    @property
    def level(self) -> int:
        return ALONE if self.comparison is None else BESIDE_ANOTHER

    @property
    def sentence(self) -> str:
        """The step, then the months without a figure."""
        clauses = [self._step_clause()]
        if missing := self.step.missing:
            more = len(missing) - MOST_NAMED
            named = ", ".join(missing[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
            clauses.append(f"left out, having no figure: {named}")
        return "; ".join(clauses) + sureness(self.confidence)

    def _step_clause(self) -> str:
        change = self.step.ratio.sentence()
        trend = "trend and seasons" if self.harmonics else "trend"
        if self.comparison is None:
            change = f"set against its own {trend}, {change}"
        else:
            clause = f"{comparison_clause(self.comparison.ratio.estimate)} against its own {trend}"
            change = f"set against the comparison area and its {trend}, {change}; {clause}"
        return f"for as large a population and {change}" if self.is_rate else change


@reads_frames(
    series=value_by("month", "count"),
    comparison=value_by("month", "count"),
    population=value_by("month", "population"),
    comparison_population=value_by("month", "population"),
)
def segmented(
    series: MonthlyCounts,
    since: date,
    *,
    harmonics: int = 0,
    slope: bool = False,
    spread: Spread = "quasi",
    population: Mapping[date, float] | None = None,
    comparison: MonthlyCounts | None = None,
    comparison_population: Mapping[date, float] | None = None,
    confidence: float = 0.95,
) -> Segmented:
    """The step in the level of a series in the month of `since`, given its trend and seasons.

    log(expected / population) = a + b * time + c * (1 from `since` on) + seasons, so exp(c) is the
    ratio. `harmonics` pairs of sine and cosine model the seasons. `slope` lets the trend change
    too; the ratio is then the step at `since`. With a comparison area the model is fitted to the
    ratio of the two counts in each month, so that what affects both cancels.

    As Lopez Bernal, Cummins & Gasparrini (2017, International Journal of Epidemiology 46, 348-355)
    and, with a comparison area, the same authors (2018, 47, 2082-2093), except that here each month
    has its own level. Assumes that the trend would have continued as a straight line on the log
    scale, and that nothing else stepped in the same month. The interval allows for months that
    scatter and that take after the month before (`noise.log_error`); with fewer than 12 months on
    either side there is none.

    Each series may be a polars or pandas frame with the columns month (dates) and count. A month
    missing in either keeps its place in time, is left out of both, and is named.
    Raises TooThin with fewer than 8 months before or 3 after, fewer than 5 events on either side,
    or harmonics with fewer than 24 months. Raises BadInput for invalid counts.
    """
    open_share(confidence, "confidence")
    change = month_number(since)
    area = series_of(series, population)
    beside = both = None
    if comparison is not None:
        other = series_of(comparison, comparison_population, "the comparison area")
        area, other = paired(area, other)
    elif comparison_population is not None:
        raise BadInput("a population for the comparison area needs a comparison area")
    columns, after = _columns(area, change, harmonics, slope)
    own = _step(
        area, after, fit_counts(columns, area.counts, area.exposure, spread), slope, confidence
    )
    if comparison is not None:
        _refuse_thin(other, after, " in the comparison area")
        comparison_fit = fit_counts(columns, other.counts, other.exposure, spread)
        beside = _step(other, after, comparison_fit, slope, confidence)
        exposure = area.exposure / other.exposure
        shares = fit_shares(columns, area.counts, other.counts, exposure, spread)
        both = _step(area, after, shares, slope, confidence)
    return Segmented(
        own=own,
        comparison=beside,
        against=both,
        spread=spread,
        harmonics=harmonics,
        confidence=confidence,
        is_rate=population is not None,
    )


def _columns(
    series: Series, change: int, harmonics: int, slope: bool
) -> tuple[FloatArray, np.ndarray]:
    """Columns in order: constant, trend, step, slope where wanted, seasons; and which months are after."""
    after = series.months >= change
    _refuse_thin(series, after)
    harmonics = checked_harmonics(harmonics, len(series.months))
    trend = trend_columns(series.months, change, harmonics)
    parts = [trend[:, :2], after.astype(np.float64)[:, None]]
    if slope:
        parts.append((after * (series.months - change) / 12)[:, None])
    return np.hstack([*parts, trend[:, 2:]]), after


def _step(series: Series, after: np.ndarray, fit: CountFit, slope: bool, confidence: float) -> Step:
    months_before, months_after = int((~after).sum()), int(after.sum())
    lacking = ""
    if min(months_before, months_after) < LEAST_EACH_SIDE:
        counted = f"{months_before} before and {months_after} after"
        lacking = too_few_months(counted, LEAST_EACH_SIDE)

    def factor(column: int) -> ChangeRatio:
        return fitted_ratio(fit, column, series.months, confidence, lacking)

    return Step(
        ratio=factor(2),
        trend=factor(1),
        slope=factor(3) if slope else None,
        scatter=Scatter.of(fit.dispersion, fit.freedom),
        extra=fit.extra,
        autocorrelation=fit.evidence(series.months).autocorrelation,
        months_before=months_before,
        months_after=months_after,
        missing=series.missing,
    )


def _refuse_thin(series: Series, after: np.ndarray, where: str = "") -> None:
    reasons = [
        *lacking(series, ~after, "before", LEAST_BEFORE, where),
        *lacking(series, after, "after", LEAST_AFTER, where),
    ]
    if reasons:
        raise TooThin(reasons)
