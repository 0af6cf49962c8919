"""Before and after: did it fall, by how much, and could that be nothing?"""

from collections.abc import Iterable, Mapping
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
)

# How many people there were to whom it could happen; the key is any day in the month.
MonthlyPopulation = Mapping[date, float]


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """A change over equal calendar months. Ratios are after over before; percents are signed.

    `before` and `after` are totals over `months` months each. `lower` and `upper` are limits of
    `ratio`. The comparison fields are None without a comparison area; `ratio_of_ratios` is the
    change set against the comparison's, None also where that area counted none after.
    `level` is the step on the Maryland scale (see MARYLAND_LEVELS). `sentence` says the change;
    `comparison_sentence` says what is left of it beside the comparison area: show both.
    `scatter` says how much the months scatter about one ratio (of ratios, where there is a
    comparison), None for a single month; where that is more than chance, `scatter_sentence` says
    what remains sure once it is allowed for.
    """

    before: int
    after: int
    months: int
    ratio: float
    lower: float
    upper: float
    percent: float
    comparison_before: int | None
    comparison_after: int | None
    comparison: Interval | None
    comparison_percent: float | None
    ratio_of_ratios: Interval | None
    level: int
    sentence: str
    comparison_sentence: str | None
    method: RatioMethod
    confidence: float
    scatter: Scatter | None = None
    scatter_sentence: str | None = None

    @property
    def could_be_no_change(self) -> bool:
        """Whether the interval of the ratio holds 1."""
        return self.lower <= 1 <= self.upper

    @property
    def whole_sentence(self) -> str:
        """All that the figures say, in one sentence: for whoever shows nothing else."""
        if self.comparison is None or self.ratio_of_ratios is None:
            parts = [self.sentence]
        else:
            headline = change_headline(self.ratio, self.before)
            said = f"{headline}; {comparison_clause(self.comparison.estimate)}"
            parts = [said, self.comparison_sentence or ""]
        return "; ".join([*parts, *filter(None, [self.scatter_sentence])])

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
    missing. The interval of the ratio is `rate_ratio`'s by `method` (exact unless asked
    otherwise); that of the ratio of ratios is always exact conditional. Months are taken as
    equally long (a leap day is 0.3 % of a year), and as many people as living there throughout,
    unless `population` (and `comparison_population`) says how many there were each month: then
    the ratios are of rates.

    Both intervals hold chance alone. They know nothing of a change in how things are reported, of
    trends already under way, or of events that come in clusters, which make them too narrow
    (`scatter` shows by how much); and a comparison area shows what else was going on only if it
    would have gone the same way.

    Raises TooThin when a month is missing (each is named), or nothing was counted before, in the
    area or in its comparison; BadInput for counts that cannot be or months that do not match.
    """
    totals = matched_totals(series_before, series_after, comparison_before, comparison_after)
    early, late = _exposures(series_before, series_after, population, "the area")
    ratio = rate_ratio(totals.before, totals.after, early, late, method, confidence)
    comparison = against = None
    if comparison_before is not None and comparison_after is not None:
        there = _exposures(
            comparison_before, comparison_after, comparison_population, "the comparison area"
        )
        gone, come = totals.comparison_before or 0, totals.comparison_after or 0
        comparison = rate_ratio(gone, come, *there, method, confidence)
        if come:
            counts = ratio_of_ratios(totals.before, totals.after, gone, come, confidence)
            against = _times(counts, (early / late) / (there[0] / there[1]))
    scatter = _scatter(series_before, series_after, comparison_before, comparison_after)
    sentence = change_sentence(ratio, before=totals.before)
    if comparison is not None:
        sentence = f"{sentence}; {comparison_clause(comparison.estimate)}"
    return BeforeAfter(
        before=totals.before,
        after=totals.after,
        months=totals.months,
        ratio=ratio.estimate,
        lower=ratio.lower,
        upper=ratio.upper,
        percent=percent_change(ratio.estimate),
        comparison_before=totals.comparison_before,
        comparison_after=totals.comparison_after,
        comparison=comparison,
        comparison_percent=None if comparison is None else percent_change(comparison.estimate),
        ratio_of_ratios=against,
        level=ALONE if comparison is None else BESIDE_ANOTHER,
        sentence=sentence,
        comparison_sentence=None
        if against is None
        else f"set against the comparison area, {change_sentence(against)}",
        method=method,
        confidence=confidence,
        scatter=scatter,
        scatter_sentence=None
        if scatter is None or not scatter.is_more_than_chance
        else scatter_sentence(scatter.dispersion, scatter.widen(against or ratio)),
    )


def _times(ratio: Interval, factor: float) -> Interval:
    return Interval(ratio.estimate * factor, ratio.lower * factor, ratio.upper * factor)


def _exposures(
    before: MonthlyCounts, after: MonthlyCounts, population: MonthlyPopulation | None, where: str
) -> tuple[float, float]:
    """People-months before and after; 1 and 1 where nobody said how many people there were."""
    if population is None:
        return 1.0, 1.0
    by_month = {month_number(day): people for day, people in population.items()}

    def people_months(days: Iterable[date]) -> float:
        total = 0.0
        for month in sorted(month_number(day) for day in days):
            if month not in by_month:
                raise BadInput(f"the population of {where} is missing for {month_name(month)}")
            total += positive_number(
                by_month[month], f"the population of {where} in {month_name(month)}"
            )
        return total

    return people_months(before), people_months(after)


def _scatter(
    before: MonthlyCounts,
    after: MonthlyCounts,
    comparison_before: MonthlyCounts | None,
    comparison_after: MonthlyCounts | None,
) -> Scatter | None:
    """Months are complete by now, so in order they match."""
    own = _in_order(before), _in_order(after)
    try:
        if comparison_before is None or comparison_after is None:
            return monthly_scatter(*own)
        return scatter_beside(*own, _in_order(comparison_before), _in_order(comparison_after))
    except TooThin:
        return None


def _in_order(series: MonthlyCounts) -> list[int]:
    return [series[day] or 0 for day in sorted(series)]
