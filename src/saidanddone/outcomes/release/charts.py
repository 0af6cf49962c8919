"""The chart of a measure, for public pages and the case study alike: from what a release shows and nothing else."""

from saidanddone.disclosure.months import period
from saidanddone.outcomes.release.shapes import Measure
from saidanddone.ui.charts import BeforeAfter, Series, Window, before_after
from saidanddone.ui.charts.before_after import month_number

COMPARED = "Comparison area"
FEWEST_POINTS = 2


def months_chart(measure: Measure, compared: str = COMPARED) -> BeforeAfter:
    """Every month from the first to the last; a hidden or missing one is a gap. Needs a month."""
    months = sorted(measure.months, key=lambda month: month.month)
    first = months[0].month
    run = range(month_number(first), month_number(months[-1].month) + 1)
    here = {month_number(month.month): month.value.shown for month in months}
    there = {
        month_number(month.month): month.comparison.shown for month in months if month.comparison
    }
    series = [Series("Here", first, tuple(here.get(month) for month in run))]
    if any(value is not None for value in there.values()):
        series.append(Series(compared, first, tuple(there.get(month) for month in run)))
    note = f"Source: {measure.source.removesuffix('.')}."
    if measure.counts != "things":
        note += " Each month is rounded to the nearest 5; months of 1 to 7 are hidden."
    return before_after(
        f"chart-{measure.slug.replace('_', '-')}",
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
        note=note,
    )


def chart_of(measure: Measure) -> BeforeAfter | None:
    """The months that may be shown; None where there is too little to draw."""
    shown = [month.value.shown for month in measure.months if month.value.shown is not None]
    if len(shown) < FEWEST_POINTS or not any(shown):
        return None
    return months_chart(measure, measure.comparison_area or COMPARED)
