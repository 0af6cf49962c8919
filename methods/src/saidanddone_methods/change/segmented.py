"""A step in a monthly series, beyond its own trend and seasons: interrupted time series."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from saidanddone_methods.change.maryland import ALONE, BESIDE_ANOTHER
from saidanddone_methods.change.regression import CountFit, Spread, fit_counts
from saidanddone_methods.change.series import (
    Series,
    checked_harmonics,
    series_of,
    trend_columns,
)
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.intervals import FloatArray, Interval, normal_quantile
from saidanddone_methods.months import MonthlyCounts, month_number
from saidanddone_methods.wording import change_sentence, comparison_clause, percent_change

LEAST_BEFORE, LEAST_AFTER = 8, 3


@dataclass(frozen=True, slots=True)
class Step:
    """A step in one series. `ratio` is the level after over what the trend led to expect.

    `trend` is the ratio of one year to the one before it; `slope` how much that ratio changed with
    the step, None where the model has none. `dispersion` is the variance as a multiple of what
    Poisson counts would have. `autocorrelation` is that of residuals a month apart, from -1 to 1:
    well above 0, a high month follows a high month and the true interval is wider.
    """

    ratio: Interval
    trend: Interval
    slope: Interval | None
    dispersion: float
    extra: float
    autocorrelation: float
    months_before: int
    months_after: int
    missing: tuple[str, ...]
    log_error: float


@dataclass(frozen=True, slots=True)
class Segmented:
    """A step in an area's series, beside that of a comparison area where one was given.

    `ratio` (with its interval) is the area's own step without a comparison, else its step over the
    comparison's; `level` the place on the Maryland scale; `missing` names months without a count.
    """

    ratio: float
    lower: float
    upper: float
    percent: float
    own: Step
    comparison: Step | None
    level: int
    sentence: str
    missing: tuple[str, ...]
    spread: Spread
    harmonics: int
    confidence: float

    @property
    def could_be_no_change(self) -> bool:
        return self.lower <= 1 <= self.upper

    @property
    def dispersion(self) -> float:
        return self.own.dispersion


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
    too, and the ratio is then the step at `since` itself. A comparison area is fitted by itself and
    its step divided out, errors added as independent ones.

    As Lopez Bernal, Cummins & Gasparrini (2017, International Journal of Epidemiology 46, 348-355)
    and, with a comparison area, the same (2018, 47, 2082-2093). Assumes that the trend would have
    gone on as a straight line on the log scale, that nothing else stepped in the same month, and
    that months are independent given the model (see `autocorrelation`).

    A missing month keeps its place in time and is named. Raises TooThin with fewer than 8 months
    before or 3 after, no events on one side, or seasons asked of fewer than 24 months; BadInput
    for counts that cannot be.
    """
    z = normal_quantile(confidence)
    change = month_number(since)
    held = series_of(series, population)
    own = _step(held, change, harmonics, slope, spread, z)
    beside = None
    if comparison is not None:
        other = series_of(comparison, comparison_population, "the comparison area")
        if _span(other) != _span(held):
            raise BadInput("the comparison area must begin and end in the same months as the area")
        beside = _step(other, change, harmonics, slope, spread, z)
    elif comparison_population is not None:
        raise BadInput("a population for the comparison area needs a comparison area")
    ratio = own.ratio if beside is None else _over(own, beside, z)
    missing = own.missing if beside is None else _together(own.missing, beside.missing)
    return Segmented(
        ratio=ratio.estimate,
        lower=ratio.lower,
        upper=ratio.upper,
        percent=percent_change(ratio.estimate),
        own=own,
        comparison=beside,
        level=ALONE if beside is None else BESIDE_ANOTHER,
        sentence=_sentence(ratio, own, beside, missing),
        missing=missing,
        spread=spread,
        harmonics=harmonics,
        confidence=confidence,
    )


def _step(
    series: Series, change: int, harmonics: int, slope: bool, spread: Spread, z: float
) -> Step:
    after = series.months >= change
    _refuse_thin(series, after)
    harmonics = checked_harmonics(harmonics, len(series.months))
    columns = [trend_columns(series.months, change, harmonics), after.astype(np.float64)[:, None]]
    if slope:
        columns.append((after * (series.months - change) / 12)[:, None])
    fit = fit_counts(np.hstack(columns), series.counts, series.exposure, spread)
    step = 2 + 2 * harmonics
    return Step(
        ratio=_ratio(fit, step, z),
        trend=_ratio(fit, 1, z),
        slope=_ratio(fit, step + 1, z) if slope else None,
        dispersion=fit.dispersion,
        extra=fit.extra,
        autocorrelation=_autocorrelation(series.months, fit.residuals),
        months_before=int((~after).sum()),
        months_after=int(after.sum()),
        missing=series.missing,
        log_error=math.sqrt(fit.covariance[step, step]),
    )


def _refuse_thin(series: Series, after: np.ndarray) -> None:
    reasons = []
    for which, name, least in (~after, "before", LEAST_BEFORE), (after, "after", LEAST_AFTER):
        if which.sum() < least:
            reasons.append(
                f"{which.sum()} months {name} the change are too few; {least} are needed"
            )
        elif not series.counts[which].any():
            reasons.append(f"nothing was counted {name} the change")
    if reasons:
        raise TooThin(reasons)


def _ratio(fit: CountFit, column: int, z: float) -> Interval:
    log, error = float(fit.coefficients[column]), math.sqrt(fit.covariance[column, column])
    return Interval(math.exp(log), math.exp(log - z * error), math.exp(log + z * error))


def _over(own: Step, beside: Step, z: float) -> Interval:
    ratio = own.ratio.estimate / beside.ratio.estimate
    spread = math.exp(z * math.hypot(own.log_error, beside.log_error))
    return Interval(ratio, ratio / spread, ratio * spread)


def _autocorrelation(months: FloatArray, residuals: FloatArray) -> float:
    """Of residuals in neighbouring months; a gap parts neighbours."""
    off = residuals - residuals.mean()
    neighbours = np.diff(months) == 1
    total = float((off**2).sum())
    return float((off[1:] * off[:-1])[neighbours].sum()) / total if total else 0.0


def _span(series: Series) -> tuple[float, float]:
    return float(series.months[0]), float(series.months[-1])


def _together(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return (*first, *(f"{name} in the comparison area" for name in second))


def _sentence(ratio: Interval, own: Step, beside: Step | None, missing: tuple[str, ...]) -> str:
    if beside is None:
        said = f"set against its own trend, {change_sentence(ratio)}"
    else:
        said = (
            f"set against its own trend and the comparison area, {change_sentence(ratio)}; "
            f"{comparison_clause(beside.ratio.estimate)}"
        )
    if missing:
        said = f"{said}; without {', '.join(missing)}, which the file lacks"
    return said
