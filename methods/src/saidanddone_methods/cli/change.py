"""`change`: did a monthly count change, by how much, and could that be nothing?"""

import argparse
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from saidanddone_methods.cli.change_file import Held, named, read_held, short
from saidanddone_methods.cli.printing import as_json, as_table, figure
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.intervals import Interval
from saidanddone_methods.months import MonthlyCounts, first_day, month_name, month_number
from saidanddone_methods.wording import percent_change

if TYPE_CHECKING:
    from saidanddone_methods.change import BeforeAfter
    from saidanddone_methods.change.segmented import Segmented

DESCRIPTION = """\
Set the months from DATE on against those before. `ratio` sets them against the same calendar
months a year (or as many whole years as they span) earlier. `segmented` fits the trend of the
whole series, with seasons if asked, and gives the step at DATE beyond it.

FILE has one row a month. With --compare the figures are those of the area set against the
comparison; without it nothing tells the change from what happened everywhere.

`dispersion` above 1 says that months scatter more than chance would have them. Where that, or that
months take after the month before, makes the interval too narrow, `sentence` says how wide it is."""


def add_to(commands: Any) -> None:
    p = commands.add_parser(
        "change",
        help="whether a monthly count changed, by how much, and whether that could be nothing",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    p.add_argument("file", metavar="FILE")
    p.add_argument("--date", required=True, metavar="COL|YEAR,MONTH", help="month, as 2016-04")
    p.add_argument("--count", required=True, metavar="COL", help="how many that month")
    p.add_argument(
        "--from",
        dest="since",
        required=True,
        metavar="DATE",
        help="first month after; of a day, its month",
    )
    p.add_argument("--until", metavar="DATE", help="last month after (the file's last)")
    p.add_argument(
        "--method", choices=("ratio", "segmented"), default="ratio", help="as above (ratio)"
    )
    p.add_argument("--compare", metavar="COL", help="counts where the same was not done")
    p.add_argument(
        "--population",
        metavar="COL[,COL]",
        help="how many it could have happened to that month; with --compare, there too",
    )
    p.add_argument("--harmonics", type=int, metavar="K", help="segmented: waves a year (0)")
    p.add_argument(
        "--spread",
        choices=("quasi", "poisson", "negative-binomial"),
        help="segmented: how months scatter (quasi)",
    )
    p.add_argument(
        "--interval", choices=("exact", "score", "midp"), help="ratio: which interval (exact)"
    )
    p.add_argument("--confidence", type=float, default=0.95, metavar="SHARE", help="(0.95)")
    p.add_argument("--json", action="store_true", help="print one JSON object")
    p.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    _refuse_mixed(arguments)
    held = read_held(arguments)
    answer = (_ratio if arguments.method == "ratio" else _segmented)(held, arguments)
    if arguments.json:
        as_json(answer.keys)
        return
    print(f"{answer.keys['sentence'][0].upper()}{answer.keys['sentence'][1:]}.\n")
    as_table("Before and after", ["", "figure"], [*answer.rows, *_common(answer, held, arguments)])


@dataclass(frozen=True)
class _Answer:
    """`widened` is the interval with what it leaves out allowed for, None where it is no wider."""

    keys: dict[str, Any]
    rows: list[tuple[str, str]]
    widened: Interval | None


def _refuse_mixed(arguments: argparse.Namespace) -> None:
    for option, method in (
        ("harmonics", "segmented"),
        ("spread", "segmented"),
        ("interval", "ratio"),
    ):
        if getattr(arguments, option) is not None and arguments.method != method:
            raise BadInput(f"--{option} goes with --method {method}")


def _ratio(held: Held, arguments: argparse.Namespace) -> _Answer:
    from saidanddone_methods.change import before_after

    begin, end = month_number(held.since), month_number(held.until)
    back = -(-(end - begin + 1) // 12) * 12
    after = [first_day(month) for month in range(begin, end + 1)]
    before = [first_day(month - back) for month in range(begin, end + 1)]
    try:
        change = before_after(
            _during(held.counts, before),
            _during(held.counts, after),
            held.comparison and _during(held.comparison, before),
            held.comparison and _during(held.comparison, after),
            method=arguments.interval or "exact",
            confidence=arguments.confidence,
            population=held.population,
            comparison_population=held.comparison_population,
        )
    except TooThin as thin:
        raise TooThin(_with_way_out(thin, before, held)) from None
    answer = change.ratio_of_ratios if held.comparison else None
    if held.comparison and answer is None:
        raise TooThin(["nothing was counted in the comparison area after"])
    ratio, lower, upper = (
        (answer.estimate, answer.lower, answer.upper)
        if answer
        else (change.ratio, change.lower, change.upper)
    )
    keys = _keys(ratio, lower, upper, change.level, change.whole_sentence)
    keys["dispersion"] = change.scatter.dispersion if change.scatter else None
    widened = None
    if change.scatter is not None and change.scatter_sentence is not None:
        widened = change.scatter.widen(Interval(ratio, lower, upper))
    return _Answer(keys, _ratio_rows(change, before, after), widened)


def _with_way_out(thin: TooThin, before: list[date], held: Held) -> list[str]:
    reasons = short(thin.reasons)
    first = min(held.counts)
    if before[0] < first:
        a_year_on = first_day(month_number(first) + 12)
        way_out = (
            "end the months after sooner, with --until"
            if held.since >= a_year_on
            else f"--from can be {named(a_year_on)} or later, or choose --method segmented"
        )
        reasons.append(f"the file begins in {named(first)}: {way_out}")
    return reasons


def _ratio_rows(
    change: "BeforeAfter", before: list[date], after: list[date]
) -> list[tuple[str, str]]:
    rows = [
        (f"before: {named(before[0])} to {named(before[-1])}", figure(change.before)),
        (f"after: {named(after[0])} to {named(after[-1])}", figure(change.after)),
    ]
    if change.comparison is not None:
        rows += [
            ("change here", _percents(Interval(change.ratio, change.lower, change.upper))),
            ("before, comparison area", figure(change.comparison_before)),
            ("after, comparison area", figure(change.comparison_after)),
            ("change there", _percents(change.comparison)),
        ]
    if change.scatter is not None:
        rows.append(("chance of as much scatter", f"{change.scatter.p_value:.2g}"))
    return rows


def _segmented(held: Held, arguments: argparse.Namespace) -> _Answer:
    from saidanddone_methods.change.segmented import segmented

    change = segmented(
        _up_to(held.counts, held.until),
        held.since,
        harmonics=arguments.harmonics or 0,
        spread=arguments.spread or "quasi",
        population=held.population,
        comparison=held.comparison and _up_to(held.comparison, held.until),
        comparison_population=held.comparison_population,
        confidence=arguments.confidence,
    )
    keys = _keys(change.ratio, change.lower, change.upper, change.level, change.sentence)
    keys["dispersion"] = change.dispersion
    widened = None if change.step.widened == change.step.ratio else change.step.widened
    return _Answer(keys, _segmented_rows(change), widened)


def _segmented_rows(change: "Segmented") -> list[tuple[str, str]]:
    own, beside = change.own, change.comparison
    rows = [
        ("months before, after", f"{own.months_before}, {own.months_after}"),
        ("trend, a year over the last", _ratio_with_limits(own.trend)),
    ]
    if beside is not None:
        rows.append(("step here", _ratio_with_limits(own.ratio)))
        rows.append(("step there", _ratio_with_limits(beside.ratio)))
    if own.extra:
        rows.append(("extra variance (negative binomial)", figure(own.extra)))
    rows.append(("residuals a month apart correlate", f"{change.step.autocorrelation:.2f}"))
    return rows


def _ratio_with_limits(ratio: Interval) -> str:
    return f"{ratio.estimate:.4f} ({ratio.lower:.4f} to {ratio.upper:.4f})"


def _percents(ratio: Interval) -> str:
    each = [percent_change(part) for part in (ratio.estimate, ratio.lower, ratio.upper)]
    # Adding 0 keeps -0.0 out.
    return "{:.1f} % ({:.1f} to {:.1f} %)".format(*(round(part, 1) + 0 for part in each))


def _common(answer: _Answer, held: Held, arguments: argparse.Namespace) -> list[tuple[str, str]]:
    from saidanddone_methods.change import MARYLAND_LEVELS

    keys = answer.keys
    what = "ratio of the two ratios" if held.comparison else "ratio of after to before"
    sure = f"{arguments.confidence * 100:g} %"
    rows = [
        (what, f"{keys['ratio']:.4f}"),
        (f"{sure} interval", f"{keys['lower']:.4f} to {keys['upper']:.4f}"),
    ]
    if answer.widened:
        limits = f"{answer.widened.lower:.4f} to {answer.widened.upper:.4f}"
        rows.append((f"{sure} interval, widened", limits))
    rows += [
        ("as a change", f"{round(keys['percent'], 1) + 0:.1f} %"),
        ("dispersion", figure(keys["dispersion"]) or "too few months or events to tell"),
        ("Maryland scale", f"{keys['level']}: {MARYLAND_LEVELS[keys['level']]}"),
        ("already changing?", _trend(held, arguments.harmonics)),
    ]
    if outside := _outside(held):
        rows.append(("months the file lacks", outside))
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
    return f"{trend.sentence} (p {trend.p_value:.2g})"


def _outside(held: Held) -> str:
    first, last = month_number(min(held.counts)), month_number(max(held.counts))
    lacking = [m for m in range(first, last + 1) if first_day(m) not in held.counts]
    return ", ".join(month_name(month) for month in lacking)


def _keys(ratio: float, lower: float, upper: float, level: int, sentence: str) -> dict[str, Any]:
    return {
        "ratio": ratio,
        "lower": lower,
        "upper": upper,
        "percent": percent_change(ratio),
        "level": level,
        "sentence": sentence,
    }


def _during(counts: MonthlyCounts, months: list[date]) -> MonthlyCounts:
    return {month: counts.get(month) for month in months}


def _up_to(counts: MonthlyCounts, until: date) -> MonthlyCounts:
    return {month: count for month, count in counts.items() if month <= until}
