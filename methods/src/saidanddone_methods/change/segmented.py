"""A step in a monthly series, beyond its own trend and seasons: interrupted time series."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from saidanddone_methods.change.maryland import ALONE, BESIDE_ANOTHER
from saidanddone_methods.change.neighbours import NOTABLE, allowing_for, autocorrelation
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
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.intervals import FloatArray, Interval, normal_quantile
from saidanddone_methods.months import MonthlyCounts, month_number
from saidanddone_methods.wording import (
    change_sentence,
    comparison_clause,
    neighbours_sentence,
    percent_change,
    scatter_sentence,
    sureness,
)

MOST_NAMED = 12  # missing months in a sentence; `missing` names them all


@dataclass(frozen=True, slots=True)
class Step:
    """A step in one series. `ratio` is the level after over what the trend led to expect.

    `trend` is the ratio of one year to the one before it; `slope` how much that ratio changed with
    the step, None where the model has none. `scatter` holds the dispersion: the variance as a
    multiple of what Poisson counts would have. `autocorrelation` is that of residuals a month
    apart, from -1 to 1: above 0 a high month follows a high month. `widened` is the ratio with an
    interval that allows for it, and for scatter where the spread asked for does not.
    """

    ratio: Interval
    trend: Interval
    slope: Interval | None
    scatter: Scatter
    extra: float
    autocorrelation: float
    widened: Interval
    months_before: int
    months_after: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segmented:
    """A step in an area's series, beside that of a comparison area where one was given.

    `ratio` (with its limits) is that of `own`, the area's own step, without a comparison; else that
    of `against`, the step in the area's months over the comparison's. `comparison` is the step in
    that area by itself, `level` the place on the Maryland scale. `is_rate` where a population was
    given.
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
        """The one that the figures are of."""
        return self.against or self.own

    @property
    def ratio(self) -> float:
        return self.step.ratio.estimate

    @property
    def lower(self) -> float:
        return self.step.ratio.lower

    @property
    def upper(self) -> float:
        return self.step.ratio.upper

    @property
    def percent(self) -> float:
        return percent_change(self.ratio)

    @property
    def could_be_no_change(self) -> bool:
        return 1 in self.step.ratio

    @property
    def dispersion(self) -> float:
        return self.step.scatter.dispersion

    @property
    def level(self) -> int:
        return ALONE if self.comparison is None else BESIDE_ANOTHER

    @property
    def sentence(self) -> str:
        """The step, what it leaves out where that is notable, and the months without a figure."""
        return "; ".join([self._step_clause(), *self._cautions()]) + sureness(self.confidence)

    def _step_clause(self) -> str:
        change = change_sentence(self.step.ratio)
        trend = "trend and seasons" if self.harmonics else "trend"
        if self.comparison is None:
            change = f"set against its own {trend}, {change}"
        else:
            clause = f"{comparison_clause(self.comparison.ratio.estimate)} against its own {trend}"
            change = f"set against the comparison area and its {trend}, {change}; {clause}"
        return f"for as large a population and {change}" if self.is_rate else change

    def _cautions(self) -> Iterator[str]:
        step = self.step
        if self.spread == "poisson" and step.scatter.is_more_than_chance:
            yield scatter_sentence(step.scatter.dispersion, step.scatter.widen(step.ratio))
        if step.autocorrelation >= NOTABLE and step.widened != step.ratio:
            yield neighbours_sentence(step.autocorrelation, step.ratio, step.widened)
        if step.missing:
            more = len(step.missing) - MOST_NAMED
            named = ", ".join(step.missing[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
            yield f"left out, having no figure: {named}"


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
    """By how much the level of a series stepped in the month of `since`, its trend going on.

    log(expected / population) = a + b * time + c * (1 from `since` on) + seasons, so exp(c) is the
    ratio. `harmonics` pairs of sine and cosine stand for the seasons; `slope` lets the trend change
    too, and the ratio is then the step at `since` itself. Beside a comparison area the same is
    fitted to the ratio of the two counts, month by month, so that what struck both drops out.

    As Lopez Bernal, Cummins & Gasparrini (2017, International Journal of Epidemiology 46, 348-355)
    and, with a comparison area, the same (2018, 47, 2082-2093), except that there each month here
    has a level of its own. Assumes that the trend would have gone on as a straight line on the log
    scale, that nothing else stepped in the same month, and that months are independent given the
    model (`step.widened` is for where they are not).

    A month missing in either series keeps its place in time, is left out of both and named. Raises
    TooThin with fewer than 8 months before or 3 after, fewer than 5 events on either side, or
    seasons asked of fewer than 24 months; BadInput for counts that cannot be.
    """
    z = normal_quantile(confidence)
    change = month_number(since)
    area = series_of(series, population)
    beside = both = None
    if comparison is not None:
        other = series_of(comparison, comparison_population, "the comparison area")
        area, other = paired(area, other)
    elif comparison_population is not None:
        raise BadInput("a population for the comparison area needs a comparison area")
    columns, after = _columns(area, change, harmonics, slope)
    own = _step(area, after, fit_counts(columns, area.counts, area.exposure, spread), slope, z)
    if comparison is not None:
        _refuse_thin(other, after, " in the comparison area")
        comparison_fit = fit_counts(columns, other.counts, other.exposure, spread)
        beside = _step(other, after, comparison_fit, slope, z)
        exposure = area.exposure / other.exposure
        shares = fit_shares(columns, area.counts, other.counts, exposure, spread)
        both = _step(area, after, shares, slope, z)
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
    """Constant, trend, step, slope where asked, seasons: the step is the third, the slope fourth."""
    after = series.months >= change
    _refuse_thin(series, after)
    harmonics = checked_harmonics(harmonics, len(series.months))
    trend = trend_columns(series.months, change, harmonics)
    parts = [trend[:, :2], after.astype(np.float64)[:, None]]
    if slope:
        parts.append((after * (series.months - change) / 12)[:, None])
    return np.hstack([*parts, trend[:, 2:]]), after


def _step(series: Series, after: np.ndarray, fit: CountFit, slope: bool, z: float) -> Step:
    ratio, carried = fit.ratio(2, z), autocorrelation(series.months, fit.residuals)
    return Step(
        ratio=ratio,
        trend=fit.ratio(1, z),
        slope=fit.ratio(3, z) if slope else None,
        scatter=Scatter.of(fit.dispersion, fit.freedom),
        extra=fit.extra,
        autocorrelation=carried,
        widened=allowing_for(ratio, carried, fit.residual_variance),
        months_before=int((~after).sum()),
        months_after=int(after.sum()),
        missing=series.missing,
    )


def _refuse_thin(series: Series, after: np.ndarray, where: str = "") -> None:
    reasons = [
        *lacking(series, ~after, "before", LEAST_BEFORE, where),
        *lacking(series, after, "after", LEAST_AFTER, where),
    ]
    if reasons:
        raise TooThin(reasons)
