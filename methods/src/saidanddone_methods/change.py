"""Before and after: did it fall, by how much, and could that be nothing?"""

from dataclasses import dataclass
from types import MappingProxyType

from saidanddone_methods.intervals import Interval
from saidanddone_methods.months import MonthlyCounts, matched_totals
from saidanddone_methods.ratios import RatioMethod, rate_ratio, ratio_of_ratios
from saidanddone_methods.wording import change_sentence, comparison_clause, percent_change

__all__ = [
    "MARYLAND_LEVELS",
    "BeforeAfter",
    "MonthlyCounts",
    "RatioMethod",
    "before_after",
    "rate_ratio",
    "ratio_of_ratios",
]

# Sherman and others (1997), Preventing Crime: what works, what doesn't, what's promising,
# chapter 2; in our words. `before_after` gives 2 or 3: one figure by itself is a 1, and several
# areas or chance allocation (4 and 5) are not what it compares.
MARYLAND_LEVELS = MappingProxyType(
    {
        1: "two things seen together at one time; which came first is not known",
        2: "before and after in one place, with nothing to compare it with",
        3: "before and after, beside a place where the same was not done",
        4: "before and after in many places with and without, other causes allowed for",
        5: "places or people chosen by chance",
    }
)


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """A change over equal calendar months. Ratios are after over before; percents are signed.

    `before` and `after` are totals over `months` months each. `lower` and `upper` are limits of
    `ratio`. The comparison fields are None without a comparison area; `ratio_of_ratios` is the
    change set against the comparison's, None also where that area counted none after.
    `level` is the step on the Maryland scale (see MARYLAND_LEVELS). `sentence` says the change;
    `comparison_sentence` says what is left of it beside the comparison area: show both.
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

    @property
    def could_be_no_change(self) -> bool:
        """Whether the interval of the ratio holds 1."""
        return self.lower <= 1 <= self.upper

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
) -> BeforeAfter:
    """How a monthly count changed between the same calendar months of two years.

    Each series maps a day in each month to that month's count, or to None where the figure is
    missing. The interval of the ratio is `rate_ratio`'s by `method` (exact unless asked
    otherwise); that of the ratio of ratios is always exact conditional. Months are taken as
    equally long (a leap day is 0.3 % of a year).

    Both intervals hold chance alone. They know nothing of a change in how things are reported, of
    trends already under way, or of events that come in clusters, which make them too narrow; and
    a comparison area shows what else was going on only if it would have gone the same way.

    Raises TooThin when a month is missing (each is named), or nothing was counted before, in the
    area or in its comparison; BadInput for counts that cannot be or months that do not match.
    """
    totals = matched_totals(series_before, series_after, comparison_before, comparison_after)
    ratio = rate_ratio(totals.before, totals.after, method=method, confidence=confidence)
    comparison = against = None
    if totals.comparison_before is not None and totals.comparison_after is not None:
        comparison = rate_ratio(
            totals.comparison_before, totals.comparison_after, method=method, confidence=confidence
        )
        if totals.comparison_after:
            against = ratio_of_ratios(
                totals.before,
                totals.after,
                totals.comparison_before,
                totals.comparison_after,
                confidence,
            )
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
        level=2 if comparison is None else 3,
        sentence=sentence,
        comparison_sentence=None
        if against is None
        else f"set against the comparison area, {change_sentence(against)}",
        method=method,
        confidence=confidence,
    )
