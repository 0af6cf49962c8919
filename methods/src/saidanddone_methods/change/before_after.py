"""Before and after: how much a monthly count changed, and whether that could be chance."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from saidanddone_methods.change.maryland import ALONE, BESIDE_ANOTHER
from saidanddone_methods.change.noise import LEAST_EACH_SIDE, log_error
from saidanddone_methods.change.ranges import ChangeRatio, allowing_for_months
from saidanddone_methods.change.scatter import (
    FittedMonths,
    Scatter,
    fitted_months,
    fitted_months_beside,
)
from saidanddone_methods.checks import positive_number
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.frames import reads_frames, value_by
from saidanddone_methods.intervals import Interval
from saidanddone_methods.months import MonthlyCounts, matched_totals, month_name, month_number
from saidanddone_methods.ratios import RatioMethod, rate_ratio, ratio_of_ratios
from saidanddone_methods.wording import (
    change_headline,
    comparison_clause,
    sureness,
    too_few_months,
)

# The population at risk in each month; the key is any day in the month.
MonthlyPopulation = Mapping[date, float]


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """A change over equal calendar months. Ratios are after over before; percents are signed.

    `before` and `after` are totals over `months` months each. `own` is the area's ratio with its
    ranges. The comparison fields are None without a comparison area. `ratio_of_ratios` is the
    change relative to that area, None also where that area counted none after. `level` is the
    level on the Maryland scale (see MARYLAND_LEVELS).

    `sentence` states the change, `comparison_sentence` the change relative to the comparison area:
    show both. `scatter` is the overdispersion of the months about one ratio (of ratios, with a
    comparison), None for a single month; `autocorrelation` is that of what they lie off it.
    `is_rate`: a population was given, so ratios are of rates.
    """

    before: int
    after: int
    months: int
    own: ChangeRatio
    comparison_before: int | None
    comparison_after: int | None
    comparison: ChangeRatio | None
    ratio_of_ratios: ChangeRatio | None
    method: RatioMethod
    confidence: float
    scatter: Scatter | None
    autocorrelation: float | None
    is_rate: bool

    @property
    def ratio(self) -> float:
        return self.own.estimate

    @property
    def lower(self) -> float | None:
        """The lower limit of `ratio`; None where months are too few to tell."""
        return self.own.interval.lower if self.own.interval else None

    @property
    def upper(self) -> float | None:
        """The upper limit of `ratio`; None where months are too few to tell."""
        return self.own.interval.upper if self.own.interval else None

    @property
    def percent(self) -> float:
        return self.own.percent

    @property
    def comparison_percent(self) -> float | None:
        return None if self.comparison is None else self.comparison.percent

    @property
    def level(self) -> int:
        return ALONE if self.comparison is None else BESIDE_ANOTHER

    @property
    def could_be_no_change(self) -> bool:
        """Whether the change of the ratio could be none; True where there is no interval."""
        return self.own.could_be_no_change

    @property
    def sentence(self) -> str:
        return self._with_comparison(self.own.sentence(self.before))

    @property
    def comparison_sentence(self) -> str | None:
        if self.ratio_of_ratios is None:
            return None
        return f"set against the comparison area, {self.ratio_of_ratios.sentence()}"

    @property
    def whole_sentence(self) -> str:
        """All results in one sentence, for a caller that shows nothing else."""
        own = self.sentence
        if self.comparison_sentence is not None:  # the range of one change is enough
            own = self._with_comparison(change_headline(self.ratio, self.before))
        return "; ".join(filter(None, (own, self.comparison_sentence))) + sureness(self.confidence)

    def _with_comparison(self, clause: str) -> str:
        if self.is_rate:
            clause = f"for as large a population, {clause}"
        if self.comparison is None:
            return clause
        return f"{clause}; {comparison_clause(self.comparison.estimate)}"


@reads_frames(
    series_before=value_by("month", "count"),
    series_after=value_by("month", "count"),
    comparison_before=value_by("month", "count"),
    comparison_after=value_by("month", "count"),
    population=value_by("month", "population"),
    comparison_population=value_by("month", "population"),
)
def before_after(
    series_before: MonthlyCounts,
    series_after: MonthlyCounts,
    comparison_before: MonthlyCounts | None = None,
    comparison_after: MonthlyCounts | None = None,
    *,
    method: RatioMethod = "exact",
    confidence: float = 0.95,
    population: MonthlyPopulation | None = None,
    comparison_population: MonthlyPopulation | None = None,
) -> BeforeAfter:
    """How a monthly count changed between the same calendar months of two years.

    Each series maps a day in each month to that month's count, or to None where the figure is
    missing; or is a frame with the columns month (dates) and count. The range for chance alone is that of `rate_ratio` with `method`; that of the ratio of
    ratios is always exact conditional. Months are taken as equally long (a leap day is 0.3 % of a
    year), and the population as constant. If `population` (and `comparison_population`) gives it
    for each month, the ratios are of rates.

    Each interval allows for chance, for months that scatter more than Poisson counts, and for
    months that take after the month before (`noise.log_error`). With fewer than 12 months on each
    side there is none. It does not allow for a change in how things are reported, or for an earlier
    trend. A comparison area helps only if it would have changed in the same way.

    Raises TooThin where a month is missing (each is named), or where nothing was counted before in
    the area or its comparison. Raises BadInput for invalid counts or months that do not match.
    """
    totals = matched_totals(series_before, series_after, comparison_before, comparison_after)
    area = _Area.of(series_before, series_after, population, "the area")
    comparison_area = None
    if comparison_before is not None and comparison_after is not None:
        what = "the comparison area"
        comparison_area = _Area.of(comparison_before, comparison_after, comparison_population, what)
        if sum(area.before) and not sum(comparison_area.before):
            raise TooThin(["nothing was counted in the comparison area before"])
    elif comparison_population is not None:
        raise BadInput("a population for the comparison area needs a comparison area")
    fit = _fit(area, comparison_area)
    return BeforeAfter(
        before=totals.before,
        after=totals.after,
        months=totals.months,
        own=area.ratio(method, confidence),
        comparison_before=totals.comparison_before,
        comparison_after=totals.comparison_after,
        comparison=comparison_area.ratio(method, confidence) if comparison_area else None,
        ratio_of_ratios=_against(area, comparison_area, confidence) if comparison_area else None,
        method=method,
        confidence=confidence,
        scatter=fit.scatter if fit else None,
        autocorrelation=fit.evidence.autocorrelation if fit else None,
        is_rate=population is not None,
    )


@dataclass(frozen=True, slots=True)
class _Area:
    """Counts by month, in order, and the population at risk (1 where none was given)."""

    before: list[int]
    after: list[int]
    people_before: list[float]
    people_after: list[float]

    @classmethod
    def of(
        cls,
        before: MonthlyCounts,
        after: MonthlyCounts,
        population: MonthlyPopulation | None,
        where: str,
    ) -> "_Area":
        return cls(
            [before[day] or 0 for day in sorted(before)],
            [after[day] or 0 for day in sorted(after)],
            _people(before, population, where),
            _people(after, population, where),
        )

    @property
    def people(self) -> tuple[list[float], list[float]]:
        return self.people_before, self.people_after

    @property
    def exposure(self) -> float:
        """People-months before over people-months after."""
        return sum(self.people_before) / sum(self.people_after)

    @property
    def shown_after(self) -> list[float]:
        """The counts after; where there were none, half an event spread as the counts before."""
        if sum(self.after):
            return list(map(float, self.after))
        return [0.5 * count / sum(self.before) for count in self.before]

    @property
    def log(self) -> float:
        """The logarithm of the ratio; where none was counted after, that of half an event."""
        return math.log(sum(self.shown_after) / sum(self.before) * self.exposure)

    def ratio(self, method: RatioMethod, confidence: float) -> ChangeRatio:
        events = sum(self.before), sum(self.after)
        people = sum(self.people_before), sum(self.people_after)
        chance = rate_ratio(*events, *people, method, confidence)
        return _with_ranges(chance, self.log, (self,), confidence)


def _against(area: _Area, comparison_area: _Area, confidence: float) -> ChangeRatio | None:
    """The ratio of ratios, or None where the comparison area counted none after."""
    if not sum(comparison_area.after):
        return None
    counts = ratio_of_ratios(
        sum(area.before),
        sum(area.after),
        sum(comparison_area.before),
        sum(comparison_area.after),
        confidence,
    )
    factor = area.exposure / comparison_area.exposure
    chance = Interval(counts.estimate * factor, counts.lower * factor, counts.upper * factor)
    log = area.log - comparison_area.log
    return _with_ranges(chance, log, (area, comparison_area), confidence)


def _people(series: MonthlyCounts, population: MonthlyPopulation | None, where: str) -> list[float]:
    if population is None:
        return [1.0] * len(series)
    by_month = {month_number(day): people for day, people in population.items()}
    exposures = []
    for month in sorted(month_number(day) for day in series):
        if month not in by_month:
            raise BadInput(f"the population of {where} is missing for {month_name(month)}")
        name = f"the population of {where} in {month_name(month)}"
        exposures.append(positive_number(by_month[month], name))
    return exposures


def _with_ranges(
    chance: Interval, log: float, areas: tuple[_Area, ...], confidence: float
) -> ChangeRatio:
    """`chance` with the ranges that the months of `areas` (one, or two beside each other) give."""
    months = len(areas[0].before)
    is_short = months < LEAST_EACH_SIDE
    lacking = too_few_months(f"{months} on each side", LEAST_EACH_SIDE) if is_short else ""
    try:
        fit = _fitted(*areas)
    except TooThin as thin:
        return ChangeRatio(chance, None, None, lacking or "; ".join(thin.reasons))
    independent = fit.scatter.widen(chance)
    if is_short:
        return ChangeRatio(chance, independent, None, lacking)
    return allowing_for_months(chance, independent, log, log_error(fit.evidence, 0), confidence)


def _fit(area: _Area, comparison_area: _Area | None) -> FittedMonths | None:
    """The months about one ratio, or None where they are too few. No month is missing here."""
    areas = (area,) if comparison_area is None else (area, comparison_area)
    try:
        return _fitted(*areas) if all(sum(place.after) for place in areas) else None
    except TooThin:
        return None


def _fitted(area: _Area, other: _Area | None = None) -> FittedMonths:
    if other is None:
        return fitted_months(area.before, area.shown_after, area.people)
    counts = area.before, area.shown_after, other.before, other.shown_after
    return fitted_months_beside(*counts, area.people + other.people)
