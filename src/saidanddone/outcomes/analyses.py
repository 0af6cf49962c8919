"""Compares months before and after with `saidanddone_methods.change`, alone in this app."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from saidanddone_methods.change import MARYLAND_LEVELS, BeforeAfter, before_after
from saidanddone_methods.change.ranges import ChangeRatio
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.wording import chance_clause, percent_change


@dataclass(frozen=True)
class Figures:
    """One month, here and in the comparison area, or with what it is out of."""

    value: int
    comparison: int | None
    out_of: int | None = None


@dataclass(frozen=True)
class Windows:
    """The months compared, first days, both ends included."""

    before_from: date
    before_to: date
    after_from: date
    after_to: date

    @property
    def before(self) -> tuple[date, ...]:
        return months_between(self.before_from, self.before_to)

    @property
    def after(self) -> tuple[date, ...]:
        return months_between(self.after_from, self.after_to)


@dataclass(frozen=True)
class Change:
    """How a count changed. Ratios are after over before, percents signed; limits at 95 %.

    `sentence` is the one plain sentence ("26 % fewer; could be anything from 6 % to 41 % fewer; the
    comparison area fell 8 %"); `comparison_sentence` says what is left beside that area. The limits
    allow for months that scatter and that take after one another. Where they cannot be given, they
    are None and `sentence` says why. `chance_sentence` gives those for chance alone, and is empty
    where `sentence` does. `level` is the step on the Maryland scale, `level_means` its plain meaning.
    """

    before: int
    after: int
    months: int
    ratio: float
    percent: float
    percent_lower: float | None
    percent_upper: float | None
    percent_lower_by_chance: float
    percent_upper_by_chance: float
    comparison_before: int | None
    comparison_after: int | None
    comparison_percent: float | None
    sentence: str
    comparison_sentence: str
    chance_sentence: str
    could_be_no_change: bool
    level: int
    level_means: str


@dataclass(frozen=True)
class EvaluationView:
    """A comparison as a page shows it: a change, or the reasons why there is none yet."""

    windows: Windows
    change: Change | None
    reasons: tuple[str, ...] = ()


def evaluate(
    windows: Windows, figures: Mapping[date, Figures], *, no_interval: str = ""
) -> EvaluationView:
    """Compare the two windows. A missing month gives a reason that names it.

    The comparison area is used if any of its months in the windows has a figure; then all must have
    one. `figures` maps first days of months to figures; it may hold more months. `no_interval` is
    why no interval may be told that shows how single months scatter.
    """
    has_comparison = any(
        figures[month].comparison is not None
        for month in (*windows.before, *windows.after)
        if month in figures
    )
    try:
        result = before_after(
            _counts(windows.before, figures),
            _counts(windows.after, figures),
            _compared(windows.before, figures) if has_comparison else None,
            _compared(windows.after, figures) if has_comparison else None,
        )
    except TooThin as thin:
        return EvaluationView(windows, None, thin.reasons)
    except BadInput as error:
        return EvaluationView(windows, None, (str(error),))
    return EvaluationView(windows, _change(_without_interval(result, no_interval)))


def _without_interval(result: BeforeAfter, why: str) -> BeforeAfter:
    """The result with chance alone for its range, where `why` names a reason."""
    if not why:
        return result

    def chance_alone(ratio: ChangeRatio) -> ChangeRatio:
        return ratio if ratio.interval is None else replace(ratio, interval=None, lacking=why)

    against = result.ratio_of_ratios
    return replace(
        result, own=chance_alone(result.own), ratio_of_ratios=against and chance_alone(against)
    )


def _change(result: BeforeAfter) -> Change:
    own = result.own
    return Change(
        before=result.before,
        after=result.after,
        months=result.months,
        ratio=result.ratio,
        percent=result.percent,
        percent_lower=percent_change(own.interval.lower) if own.interval else None,
        percent_upper=percent_change(own.interval.upper) if own.interval else None,
        percent_lower_by_chance=percent_change(own.chance.lower),
        percent_upper_by_chance=percent_change(own.chance.upper),
        comparison_before=result.comparison_before,
        comparison_after=result.comparison_after,
        comparison_percent=result.comparison_percent,
        sentence=result.sentence,
        comparison_sentence=result.comparison_sentence or "",
        chance_sentence=f"allowing for {chance_clause(own.chance)}" if own.interval else "",
        could_be_no_change=result.could_be_no_change,
        level=result.level,
        level_means=MARYLAND_LEVELS[result.level],
    )


def months_between(first: date, last: date) -> tuple[date, ...]:
    """The first day of each month from `first` to `last`, both included."""
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return tuple(date(month // 12, month % 12 + 1, 1) for month in range(start, end + 1))


def _counts(months: tuple[date, ...], figures: Mapping[date, Figures]) -> dict[date, int | None]:
    return {month: figures[month].value if month in figures else None for month in months}


def _compared(months: tuple[date, ...], figures: Mapping[date, Figures]) -> dict[date, int | None]:
    return {month: figures[month].comparison if month in figures else None for month in months}
