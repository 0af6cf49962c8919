"""Before and after: how much a monthly count changed, and whether that could be chance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from saidanddone_methods.change.maryland import ALONE, BESIDE_ANOTHER
from saidanddone_methods.change.scatter import Scatter, monthly_scatter, scatter_beside
from saidanddone_methods.checks import positive_number
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.intervals import Interval
from saidanddone_methods.months import MonthlyCounts, matched_totals, month_name, month_number
from saidanddone_methods.ratios import RatioMethod, rate_ratio, ratio_of_ratios
from saidanddone_methods.wording import (
    change_headline,
    change_sentence,
    comparison_clause,
    percent_change,
    scatter_sentence,
    sureness,
)

# The population at risk in each month; the key is any day in the month.
MonthlyPopulation = Mapping[date, float]


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """A change over equal calendar months. Ratios are after over before; percents are signed.

    `before` and `after` are totals over `months` months each. `lower` and `upper` are limits of
    `ratio`. The comparison fields are None without a comparison area. `ratio_of_ratios` is the
    change relative to that area, None also where that area counted none after. `level` is the
    level on the Maryland scale (see MARYLAND_LEVELS).

    `sentence` states the change, `comparison_sentence` the change relative to the comparison area:
    show both. `scatter` is the overdispersion of the months about one ratio (of ratios, with a
    comparison), None for a single month. Where it is more than chance, `scatter_sentence` gives the
    wider interval. `is_rate`: a population was given, so ratios are of rates.
    """

    before: int
    after: int
    months: int
    ratio: float
    lower: float
    upper: float
    comparison_before: int | None
    comparison_after: int | None
    comparison: Interval | None
    ratio_of_ratios: Interval | None
    method: RatioMethod
    confidence: float
    scatter: Scatter | None
    is_rate: bool

    @property
    def percent(self) -> float:
        return percent_change(self.ratio)

    @property
    def comparison_percent(self) -> float | None:
        return None if self.comparison is None else percent_change(self.comparison.estimate)

    @property
    def level(self) -> int:
        return ALONE if self.comparison is None else BESIDE_ANOTHER

    @property
    def could_be_no_change(self) -> bool:
        """Whether the interval of the ratio contains 1."""
        return 1 in self._own

    @property
    def sentence(self) -> str:
        return self._with_comparison(change_sentence(self._own, self.before))

    @property
    def comparison_sentence(self) -> str | None:
        if self.ratio_of_ratios is None:
            return None
        return f"set against the comparison area, {change_sentence(self.ratio_of_ratios)}"

    @property
    def scatter_sentence(self) -> str | None:
        if self.scatter is None or not self.scatter.is_more_than_chance:
            return None
        widened = self.scatter.widen(self.ratio_of_ratios or self._own)
        return scatter_sentence(self.scatter.dispersion, widened)

    @property
    def whole_sentence(self) -> str:
        """All results in one sentence, for a caller that shows nothing else."""
        own = self.sentence
        if self.comparison_sentence is not None:  # the range of one change is enough
            own = self._with_comparison(change_headline(self.ratio, self.before))
        parts = own, self.comparison_sentence, self.scatter_sentence
        return "; ".join(filter(None, parts)) + sureness(self.confidence)

    @property
    def _own(self) -> Interval:
        return Interval(self.ratio, self.lower, self.upper)

    def _with_comparison(self, clause: str) -> str:
        if self.is_rate:
            clause = f"for as large a population, {clause}"
        if self.comparison is None:
            return clause
        return f"{clause}; {comparison_clause(self.comparison.estimate)}"

    @property
    def percent_limits(self) -> tuple[float, float]:
        """Signed percents at the limits, the lower first: (-40.4, -8.1) for a fall."""
        return percent_change(self.lower), percent_change(self.upper)


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
    missing. The interval of the ratio is that of `rate_ratio` with `method`. The interval of the
    ratio of ratios is always exact conditional. Months are taken as equally long (a leap day is
    0.3 % of a year), and the population as constant. If `population` (and `comparison_population`)
    gives it for each month, the ratios are of rates.

    Both intervals allow for chance alone. They do not allow for a change in how things are
    reported, or for an earlier trend. Events in clusters make them too narrow; `scatter` shows by
    how much. A comparison area helps only if it would have changed in the same way.

    Raises TooThin where a month is missing (each is named), or where nothing was counted before in
    the area or its comparison. Raises BadInput for invalid counts or months that do not match.
    """
    totals = matched_totals(series_before, series_after, comparison_before, comparison_after)
    area = _Area.of(series_before, series_after, population, "the area")
    ratio = area.ratio(method, confidence)
    comparison_area = comparison = against = None
    if comparison_before is not None and comparison_after is not None:
        what = "the comparison area"
        comparison_area = _Area.of(comparison_before, comparison_after, comparison_population, what)
        if not sum(comparison_area.before):
            raise TooThin(["nothing was counted in the comparison area before"])
        comparison, against = (
            comparison_area.ratio(method, confidence),
            _against(area, comparison_area, confidence),
        )
    elif comparison_population is not None:
        raise BadInput("a population for the comparison area needs a comparison area")
    return BeforeAfter(
        before=totals.before,
        after=totals.after,
        months=totals.months,
        ratio=ratio.estimate,
        lower=ratio.lower,
        upper=ratio.upper,
        comparison_before=totals.comparison_before,
        comparison_after=totals.comparison_after,
        comparison=comparison,
        ratio_of_ratios=against,
        method=method,
        confidence=confidence,
        scatter=_scatter(area, comparison_area),
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

    def ratio(self, method: RatioMethod, confidence: float) -> Interval:
        events = sum(self.before), sum(self.after)
        people = sum(self.people_before), sum(self.people_after)
        return rate_ratio(*events, *people, method, confidence)


def _against(area: _Area, comparison_area: _Area, confidence: float) -> Interval | None:
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
    return Interval(counts.estimate * factor, counts.lower * factor, counts.upper * factor)


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


def _scatter(area: _Area, comparison_area: _Area | None) -> Scatter | None:
    """The scatter of the months, or None where they are too few. No month is missing here."""
    try:
        if comparison_area is None:
            return monthly_scatter(area.before, area.after, area.people)
        return scatter_beside(
            area.before,
            area.after,
            comparison_area.before,
            comparison_area.after,
            area.people + comparison_area.people,
        )
    except TooThin:
        return None
