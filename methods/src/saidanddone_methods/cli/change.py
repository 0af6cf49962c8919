"""`change`: did a monthly count change, by how much, and could that be nothing?"""

import argparse
from datetime import date
from typing import Any

from saidanddone_methods.cli.change_file import Held, named, read_held, short
from saidanddone_methods.cli.change_table import Answer, ratio_rows, rows_of, segmented_rows
from saidanddone_methods.cli.printing import as_json, as_table
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.intervals import Interval
from saidanddone_methods.months import MonthlyCounts, first_day, month_number

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
    p.add_argument("file", metavar="FILE", help="a row for each month; - is standard input")
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
    print(f"{answer.sentence[0].upper()}{answer.sentence[1:]}.\n")
    rows = rows_of(answer, held, arguments.confidence, arguments.harmonics)
    as_table("Before and after", ["", "figure"], rows)


def _refuse_mixed(arguments: argparse.Namespace) -> None:
    for option, method in (
        ("harmonics", "segmented"),
        ("spread", "segmented"),
        ("interval", "ratio"),
    ):
        if getattr(arguments, option) is not None and arguments.method != method:
            raise BadInput(f"--{option} goes with --method {method}")


def _ratio(held: Held, arguments: argparse.Namespace) -> Answer:
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
    if held.comparison and change.ratio_of_ratios is None:
        raise TooThin(["nothing was counted in the comparison area after"])
    ratio = change.ratio_of_ratios or Interval(change.ratio, change.lower, change.upper)
    scatter = change.scatter
    return Answer(
        ratio=ratio,
        level=change.level,
        sentence=change.whole_sentence,
        dispersion=scatter.dispersion if scatter else None,
        widened=scatter.widen(ratio) if scatter and scatter.is_more_than_chance else None,
        rows=ratio_rows(change, before, after),
    )


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


def _segmented(held: Held, arguments: argparse.Namespace) -> Answer:
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
    return Answer(
        ratio=change.step.ratio,
        level=change.level,
        sentence=change.sentence,
        dispersion=change.dispersion,
        widened=change.step.widened,
        rows=segmented_rows(change),
    )


def _during(counts: MonthlyCounts, months: list[date]) -> MonthlyCounts:
    return {month: counts.get(month) for month in months}


def _up_to(counts: MonthlyCounts, until: date) -> MonthlyCounts:
    return {month: count for month, count in counts.items() if month <= until}
