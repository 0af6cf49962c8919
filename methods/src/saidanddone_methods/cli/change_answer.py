"""Estimate a change with the method that the command line asks for."""

import argparse
from datetime import date

from saidanddone_methods.change import before_after
from saidanddone_methods.change.segmented import segmented
from saidanddone_methods.cli.change_file import ChangeSeries, month_text, shortened
from saidanddone_methods.cli.change_table import Answer, ratio_rows, segmented_rows
from saidanddone_methods.errors import TooThin
from saidanddone_methods.months import MonthlyCounts, first_day, month_number


def answer_of(series: ChangeSeries, arguments: argparse.Namespace) -> Answer:
    """What `--method` estimates from the series. Raises TooThin with the reasons."""
    return (_ratio if arguments.method == "ratio" else _segmented)(series, arguments)


def _ratio(series: ChangeSeries, arguments: argparse.Namespace) -> Answer:
    begin, end = month_number(series.since), month_number(series.until)
    back = -(-(end - begin + 1) // 12) * 12
    after = [first_day(month) for month in range(begin, end + 1)]
    before = [first_day(month - back) for month in range(begin, end + 1)]
    try:
        change = before_after(
            _during(series.counts, before),
            _during(series.counts, after),
            series.comparison and _during(series.comparison, before),
            series.comparison and _during(series.comparison, after),
            method=arguments.interval or "exact",
            confidence=arguments.confidence,
            population=series.population,
            comparison_population=series.comparison_population,
        )
    except TooThin as thin:
        raise TooThin(_with_way_out(thin, before, series)) from None
    if series.comparison and change.ratio_of_ratios is None:
        raise TooThin(["nothing was counted in the comparison area after"])
    return Answer(
        ratio=change.ratio_of_ratios or change.own,
        level=change.level,
        sentence=change.whole_sentence,
        dispersion=change.scatter.dispersion if change.scatter else None,
        autocorrelation=change.autocorrelation,
        rows=ratio_rows(change, before, after),
    )


def _with_way_out(thin: TooThin, before: list[date], series: ChangeSeries) -> list[str]:
    reasons = shortened(thin.reasons)
    first = min(series.counts)
    if before[0] < first:
        a_year_on = first_day(month_number(first) + 12)
        way_out = (
            "end the months after sooner, with --until"
            if series.since >= a_year_on
            else f"--from can be {month_text(a_year_on)} or later, or choose --method segmented"
        )
        reasons.append(f"the file begins in {month_text(first)}: {way_out}")
    return reasons


def _segmented(series: ChangeSeries, arguments: argparse.Namespace) -> Answer:
    change = segmented(
        _up_to(series.counts, series.until),
        series.since,
        harmonics=arguments.harmonics or 0,
        spread=arguments.spread or "quasi",
        population=series.population,
        comparison=series.comparison and _up_to(series.comparison, series.until),
        comparison_population=series.comparison_population,
        confidence=arguments.confidence,
    )
    return Answer(
        ratio=change.step.ratio,
        level=change.level,
        sentence=change.sentence,
        dispersion=change.dispersion,
        autocorrelation=change.step.autocorrelation,
        rows=segmented_rows(change),
    )


def _during(counts: MonthlyCounts, months: list[date]) -> MonthlyCounts:
    return {month: counts.get(month) for month in months}


def _up_to(counts: MonthlyCounts, until: date) -> MonthlyCounts:
    return {month: count for month, count in counts.items() if month <= until}
