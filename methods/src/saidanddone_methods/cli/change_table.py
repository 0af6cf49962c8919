"""The table under a change: its figures, its level on the Maryland scale, the trend before."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from saidanddone_methods.cli.change_file import ChangeSeries, month_text
from saidanddone_methods.cli.printing import figure
from saidanddone_methods.errors import TooThin
from saidanddone_methods.intervals import Interval
from saidanddone_methods.months import first_day, month_number
from saidanddone_methods.wording import percent_change

if TYPE_CHECKING:
    from saidanddone_methods.change import BeforeAfter
    from saidanddone_methods.change.ranges import ChangeRatio
    from saidanddone_methods.change.segmented import Segmented

Rows = list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What the command prints."""

    ratio: "ChangeRatio"
    level: int
    sentence: str
    dispersion: float | None
    autocorrelation: float | None
    rows: Rows

    @property
    def keys(self) -> dict[str, Any]:
        """The object that --json prints. Without an interval, `no_interval` says why."""
        ratio = self.ratio
        return {
            "ratio": ratio.estimate,
            "lower": ratio.interval.lower if ratio.interval else None,
            "upper": ratio.interval.upper if ratio.interval else None,
            "percent": ratio.percent,
            "level": self.level,
            "sentence": self.sentence,
            "no_interval": ratio.lacking or None,
            "chance_lower": ratio.chance.lower,
            "chance_upper": ratio.chance.upper,
            "independent_lower": ratio.independent.lower if ratio.independent else None,
            "independent_upper": ratio.independent.upper if ratio.independent else None,
            "dispersion": self.dispersion,
            "autocorrelation": self.autocorrelation,
        }


def rows_of(answer: Answer, series: ChangeSeries, confidence: float, harmonics: int | None) -> Rows:
    """The rows of the table: those of the method, then those that both methods share."""
    from saidanddone_methods.change import MARYLAND_LEVELS

    ratio = answer.ratio
    sure = f"{confidence * 100:g} % interval"
    what = "ratio of the two ratios" if series.comparison else "ratio of after to before"
    rows = [
        *answer.rows,
        (what, f"{ratio.estimate:.4f}"),
        (sure, _limits(ratio.interval) if ratio.interval else ratio.lacking),
        (f"{sure}, chance alone", _limits(ratio.chance)),
    ]
    if ratio.independent is not None:
        rows.append((f"{sure}, independent months", _limits(ratio.independent)))
    rows += [
        ("as a change", f"{_percent(ratio.estimate)} %"),
        ("dispersion", figure(answer.dispersion) or "too few months or events to tell"),
        ("autocorrelation", _correlation(answer.autocorrelation)),
        ("Maryland scale", f"{answer.level}: {MARYLAND_LEVELS[answer.level]}"),
        ("already changing?", _trend(series, harmonics)),
    ]
    if missing := _missing(series):
        rows.append(("months the file lacks", missing))
    return rows


def ratio_rows(change: "BeforeAfter", before: list[date], after: list[date]) -> Rows:
    """The rows of `--method ratio`: both periods, and the comparison area where there is one."""
    rows = [
        (f"before: {_span(before)}", figure(change.before)),
        (f"after: {_span(after)}", figure(change.after)),
    ]
    if change.comparison is not None:
        rows += [
            ("change here", _percents(change.own)),
            ("before, comparison area", figure(change.comparison_before)),
            ("after, comparison area", figure(change.comparison_after)),
            ("change there", _percents(change.comparison)),
        ]
    if change.scatter is not None:
        rows.append(("chance of as much scatter", _chance(change.scatter.p_value)))
    return rows


def segmented_rows(change: "Segmented") -> Rows:
    """The rows of `--method segmented`: the series, its trend and seasons, its step."""
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
    return rows


def _trend(series: ChangeSeries, harmonics: int | None) -> str:
    """The trend before. Seasons are one wave a year where `harmonics` gives none."""
    from saidanddone_methods.change.series import MONTHS_FOR_SEASONS
    from saidanddone_methods.change.trend import pre_trend

    months = sum(month < series.since for month in series.counts)
    if months < MONTHS_FOR_SEASONS and series.comparison is None:
        return f"{months} months before are too few to tell a trend from the seasons"
    try:
        trend = pre_trend(
            series.counts,
            series.since,
            comparison=series.comparison,
            harmonics=(harmonics or 1) if months >= MONTHS_FOR_SEASONS else 0,
            population=series.population,
            comparison_population=series.comparison_population,
        )
    except TooThin as thin:
        return str(thin)
    return trend.sentence + ("" if trend.p_value is None else f" (p {_chance(trend.p_value)})")


def _missing(series: ChangeSeries) -> str:
    """The months without a row between the first and the last, each run of them as one."""
    gaps = [
        [first_day(number) for number in range(month_number(month) + 1, month_number(next_month))]
        for month, next_month in pairwise(sorted(series.counts))
    ]
    return ", ".join(_span(gap) for gap in gaps if gap)


def _span(months: list[date]) -> str:
    return month_text(months[0]) + (f" to {month_text(months[-1])}" if len(months) > 1 else "")


def _waves(harmonics: int) -> str:
    if not harmonics:
        return "not allowed for; --harmonics 1 or 2 would"
    return f"{harmonics} wave{'' if harmonics == 1 else 's'} a year"


def _limits(ratio: Interval) -> str:
    return f"{ratio.lower:.4f} to {ratio.upper:.4f}"


def _ratio_with_limits(ratio: "ChangeRatio") -> str:
    if ratio.interval is None:
        return f"{ratio.estimate:.4f} (chance alone {_limits(ratio.chance)})"
    return f"{ratio.estimate:.4f} ({_limits(ratio.interval)})"


def _percents(ratio: "ChangeRatio") -> str:
    limits = ratio.interval or ratio.chance
    alone = "" if ratio.interval else "chance alone "
    lower, upper = _percent(limits.lower), _percent(limits.upper)
    return f"{_percent(ratio.estimate)} % ({alone}{lower} to {upper} %)"


def _correlation(correlation: float | None) -> str:
    """The autocorrelation of what months lie off the fit."""
    return "too few months or events to tell" if correlation is None else f"{correlation:.2f}"


def _percent(ratio: float) -> str:
    # Adding 0 keeps -0.0 out.
    return f"{round(percent_change(ratio), 1) + 0:.1f}"


def _chance(p_value: float) -> str:
    return "below 0.0001" if p_value < 1e-4 else f"{p_value:.2g}"
