"""Compares months before and after with `saidanddone_methods.change`, alone in this app."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from saidanddone_methods.change import MARYLAND_LEVELS, before_after
from saidanddone_methods.errors import BadInput, TooThin


@dataclass(frozen=True)
class Figures:
    """One month, here and in the comparison area."""

    value: int
    comparison: int | None


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

    `sentence` is the one plain sentence ("26 % fewer; could be anything from 9 % to 40 % fewer; the
    comparison area fell 8 %"); `comparison_sentence` says what is left beside that area, and
    `scatter_sentence` what stays sure where months scatter more than chance; both may be empty.
    `level` is the step on the Maryland scale and `level_means` its plain meaning.
    """

    before: int
    after: int
    months: int
    ratio: float
    lower: float
    upper: float
    percent: float
    percent_lower: float
    percent_upper: float
    comparison_before: int | None
    comparison_after: int | None
    comparison_percent: float | None
    sentence: str
    comparison_sentence: str
    scatter_sentence: str
    could_be_no_change: bool
    level: int
    level_means: str


@dataclass(frozen=True)
class EvaluationView:
    """A comparison as a page shows it: a change, or the reasons why there is none yet."""

    windows: Windows
    change: Change | None
    reasons: tuple[str, ...] = ()


def evaluate(windows: Windows, figures: Mapping[date, Figures]) -> EvaluationView:
    """Compare the two windows. A missing month gives a reason that names it.

    The comparison area is used if any of its months in the windows has a figure; then all must have
    one. `figures` maps first days of months to figures; it may hold more months.
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
    low, high = result.percent_limits
    change = Change(
        before=result.before,
        after=result.after,
        months=result.months,
        ratio=result.ratio,
        lower=result.lower,
        upper=result.upper,
        percent=result.percent,
        percent_lower=low,
        percent_upper=high,
        comparison_before=result.comparison_before,
        comparison_after=result.comparison_after,
        comparison_percent=result.comparison_percent,
        sentence=result.sentence,
        comparison_sentence=result.comparison_sentence or "",
        scatter_sentence=result.scatter_sentence or "",
        could_be_no_change=result.could_be_no_change,
        level=result.level,
        level_means=MARYLAND_LEVELS[result.level],
    )
    return EvaluationView(windows, change)


def months_between(first: date, last: date) -> tuple[date, ...]:
    """The first day of each month from `first` to `last`, both included."""
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return tuple(date(month // 12, month % 12 + 1, 1) for month in range(start, end + 1))


def _counts(months: tuple[date, ...], figures: Mapping[date, Figures]) -> dict[date, int | None]:
    return {month: figures[month].value if month in figures else None for month in months}


def _compared(months: tuple[date, ...], figures: Mapping[date, Figures]) -> dict[date, int | None]:
    return {month: figures[month].comparison if month in figures else None for month in months}
