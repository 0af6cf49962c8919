"""The table under a change: its figures, its step on the Maryland scale, the trend before."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from saidanddone_methods.cli.change_file import Held, named
from saidanddone_methods.cli.printing import figure
from saidanddone_methods.errors import TooThin
from saidanddone_methods.intervals import Interval
from saidanddone_methods.months import first_day, month_number
from saidanddone_methods.wording import percent_change

if TYPE_CHECKING:
    from saidanddone_methods.change import BeforeAfter
    from saidanddone_methods.change.segmented import Segmented

Rows = list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What the command says. `widened` is the interval with what it leaves out allowed for."""

    ratio: Interval
    level: int
    sentence: str
    dispersion: float | None
    widened: Interval | None
    rows: Rows

    @property
    def keys(self) -> dict[str, Any]:
        """The object that --json prints."""
        return {
            "ratio": self.ratio.estimate,
            "lower": self.ratio.lower,
            "upper": self.ratio.upper,
            "percent": percent_change(self.ratio.estimate),
            "level": self.level,
            "sentence": self.sentence,
            "dispersion": self.dispersion,
        }


def rows_of(answer: Answer, held: Held, confidence: float, harmonics: int | None) -> Rows:
    """The whole table: what the method tells, and what both do."""
    from saidanddone_methods.change import MARYLAND_LEVELS

    ratio, widened = answer.ratio, answer.widened
    sure = f"{confidence * 100:g} % interval"
    what = "ratio of the two ratios" if held.comparison else "ratio of after to before"
    rows = [
        *answer.rows,
        (what, f"{ratio.estimate:.4f}"),
        (sure, f"{ratio.lower:.4f} to {ratio.upper:.4f}"),
    ]
    if widened is not None and widened != ratio:
        rows.append((f"{sure}, widened", f"{widened.lower:.4f} to {widened.upper:.4f}"))
    rows += [
        ("as a change", f"{_percent(ratio.estimate)} %"),
        ("dispersion", figure(answer.dispersion) or "too few months or events to tell"),
        ("Maryland scale", f"{answer.level}: {MARYLAND_LEVELS[answer.level]}"),
        ("already changing?", _trend(held, harmonics)),
    ]
    if lacking := _lacking(held):
        rows.append(("months the file lacks", lacking))
    return rows


def ratio_rows(change: "BeforeAfter", before: list[date], after: list[date]) -> Rows:
    rows = [
        (f"before: {_span(before)}", figure(change.before)),
        (f"after: {_span(after)}", figure(change.after)),
    ]
    if change.comparison is not None:
        rows += [
            ("change here", _percents(Interval(change.ratio, change.lower, change.upper))),
            ("before, comparison area", figure(change.comparison_before)),
            ("after, comparison area", figure(change.comparison_after)),
            ("change there", _percents(change.comparison)),
        ]
    if change.scatter is not None:
        rows.append(("chance of as much scatter", _chance(change.scatter.p_value)))
    return rows


def segmented_rows(change: "Segmented") -> Rows:
    own, beside = change.own, change.comparison
    rows = [
        ("months before, after", f"{own.months_before}, {own.months_after}"),
        ("trend, a year over the last", _ratio_with_limits(own.trend)),
        ("seasons", _waves(change.harmonics)),
    ]
    if beside is not None:
        rows.append(("step here", _ratio_with_limits(own.ratio)))
        rows.append(("step there", _ratio_with_limits(beside.ratio)))
    if own.extra:
        rows.append(("extra variance (negative binomial)", figure(own.extra)))
    rows.append(("residuals a month apart correlate", f"{change.step.autocorrelation:.2f}"))
    return rows


def _trend(held: Held, harmonics: int | None) -> str:
    """The trend before; one year's waves stand for the seasons where nothing else allows for them."""
    from saidanddone_methods.change.series import MONTHS_FOR_SEASONS
    from saidanddone_methods.change.trend import pre_trend

    months = sum(month < held.since for month in held.counts)
    if months < MONTHS_FOR_SEASONS and held.comparison is None:
        return f"{months} months before are too few to tell a trend from the seasons"
    try:
        trend = pre_trend(
            held.counts,
            held.since,
            comparison=held.comparison,
            harmonics=(harmonics or 1) if months >= MONTHS_FOR_SEASONS else 0,
            population=held.population,
            comparison_population=held.comparison_population,
        )
    except TooThin as thin:
        return str(thin)
    return f"{trend.sentence} (p {_chance(trend.p_value)})"


def _lacking(held: Held) -> str:
    """The months between its first and last that the file has no row for, runs of them as one."""
    gaps = [
        [first_day(month) for month in range(month_number(one) + 1, month_number(other))]
        for one, other in pairwise(sorted(held.counts))
    ]
    return ", ".join(_span(gap) for gap in gaps if gap)


def _span(months: list[date]) -> str:
    return named(months[0]) + (f" to {named(months[-1])}" if len(months) > 1 else "")


def _waves(harmonics: int) -> str:
    if not harmonics:
        return "not allowed for; --harmonics 1 or 2 would"
    return f"{harmonics} wave{'' if harmonics == 1 else 's'} a year"


def _ratio_with_limits(ratio: Interval) -> str:
    return f"{ratio.estimate:.4f} ({ratio.lower:.4f} to {ratio.upper:.4f})"


def _percents(ratio: Interval) -> str:
    lower, upper = _percent(ratio.lower), _percent(ratio.upper)
    return f"{_percent(ratio.estimate)} % ({lower} to {upper} %)"


def _percent(ratio: float) -> str:
    # Adding 0 keeps -0.0 out.
    return f"{round(percent_change(ratio), 1) + 0:.1f}"


def _chance(p_value: float) -> str:
    return "below 0.0001" if p_value < 1e-4 else f"{p_value:.2g}"
