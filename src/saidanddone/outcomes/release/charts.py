"""The chart of a measure, for public pages and the case study alike: from what a release shows and nothing else."""

from datetime import date

from saidanddone.disclosure.figures import Figure
from saidanddone.disclosure.months import period
from saidanddone.outcomes.release.shapes import Measure
from saidanddone.ui.charts import (
    MonthsChart,
    PartOfWhole,
    Series,
    Unshown,
    Window,
    before_after,
    share_by_month,
)
from saidanddone.ui.charts.months import Value, month_number

HERE = "This area"
COMPARED = "Comparison area"
FEWEST_POINTS = 2


def months_chart(measure: Measure, compared: str = COMPARED) -> MonthsChart:
    """Every month from the first to the last; a missing one is a gap, a hidden one a grey mark. Needs a month."""
    months = sorted(measure.months, key=lambda month: month.month)
    first = months[0].month
    run = range(month_number(first), month_number(months[-1].month) + 1)
    here = {month_number(month.month): month.value for month in months}
    there = {month_number(month.month): month.comparison for month in months if month.comparison}

    def curve(name: str, figures: dict[int, Figure]) -> Series:
        return Series(name, first, tuple(_value(measure, figures.get(month)) for month in run))

    series = [curve(HERE, here)]
    if any(not figure.is_hidden for figure in there.values()):
        series.append(curve(compared, there))
    return before_after(
        _chart_id(measure),
        measure.title,
        series,
        [
            Window(
                f"{window.kind.capitalize()}: {period(window.first, window.last)}",
                window.first,
                window.last,
                window.kind,
            )
            for window in measure.windows
        ],
        subtitle="Each month",
        note=_note(measure),
        target=measure.monthly_target,
    )


def share_chart(measure: Measure) -> MonthsChart | None:
    """Each month's share, worked out from what is shown; None where fewer than two can be told."""
    return share_by_month(
        _chart_id(measure),
        measure.title,
        [_part_of_whole(month.month, month.value, month.out_of) for month in measure.months],
        out_of=measure.out_of,
        target=None if measure.monthly_target is None else measure.monthly_target / 100,
        subtitle=f"Each month, out of {measure.out_of}",
        note=_note(measure),
    )


def chart_of(measure: Measure) -> MonthsChart | None:
    """The months that may be shown; None where there is too little to draw."""
    if measure.out_of:
        return share_chart(measure)
    shown = [month.value.shown for month in measure.months if month.value.shown is not None]
    if len(shown) < FEWEST_POINTS or not any(shown):
        return None
    return months_chart(measure, measure.comparison_area or COMPARED)


def _part_of_whole(month: date, value: Figure, whole: Figure | None) -> PartOfWhole:
    return PartOfWhole(month, value.shown, None if whole is None else whole.shown)


def _value(measure: Measure, figure: Figure | None) -> Value:
    """A hidden month has one mark whatever it counts: only that it is from 1 to the highest hidden."""
    if figure is None or figure.shown is not None:
        return None if figure is None else figure.shown
    return Unshown(f"1 to {measure.hides_to}", 1, measure.hides_to)


def _note(measure: Measure) -> str:
    note = f"Source: {measure.source.removesuffix('.')}."
    if measure.counts == "things":
        return note
    hidden = f"1 to {measure.hides_to}"
    if not measure.out_of:
        return f"{note} Each month is rounded to the nearest 5; months of {hidden} are hidden."
    return (
        f"{note} Both counts are rounded to the nearest 5, and the share is worked out from them. A month is "
        f"hidden where a count, or what is left of the whole, is {hidden}."
    )


def _chart_id(measure: Measure) -> str:
    return f"chart-{measure.slug.replace('_', '-')}"
