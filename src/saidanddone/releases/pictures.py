"""Charts of a release, drawn from what it shows and nothing else."""

from dataclasses import replace

from saidanddone.releases.content import Content, Measure
from saidanddone.releases.months import period
from saidanddone.ui.charts import BeforeAfter, Series, Stop, ThreadLine, Window, before_after
from saidanddone.ui.charts import thread_line as drawn_line
from saidanddone.ui.charts.before_after import month_number

HIDDEN_STANDS_FOR = 1  # a stop is reached; the number itself is replaced before it is shown
FEWEST_POINTS = 2
TOO_FEW = "a few"
COMPARED = "Comparison area"


def thread_of(content: Content, address_of: dict[str, str]) -> ThreadLine:
    """The thread as one line; a hidden count says "a few". `address_of` a page's name."""
    line = drawn_line(
        "From what was said to what was answered",
        [
            Stop(
                each.label,
                HIDDEN_STANDS_FOR if each.count.is_hidden else each.count.shown,
                href=address_of.get(each.page, ""),
            )
            for each in content.thread
        ],
    )
    stops = tuple(
        replace(placed, count=TOO_FEW if each.count.is_hidden else placed.count)
        for placed, each in zip(line.stops, content.thread, strict=True)
    )
    return replace(line, stops=stops)


def chart_of(measure: Measure) -> BeforeAfter | None:
    """The months that may be shown; None where there is too little to draw."""
    shown = [each.value.shown for each in measure.months if each.value.shown is not None]
    if len(shown) < FEWEST_POINTS or not any(shown):
        return None
    return drawn(measure, measure.comparison_area or COMPARED)


def drawn(measure: Measure, compared: str = COMPARED) -> BeforeAfter:
    """Every month from the first to the last; a hidden or missing one is a gap. Needs a month."""
    months = sorted(measure.months, key=lambda each: each.month)
    first = months[0].month
    run = range(month_number(first), month_number(months[-1].month) + 1)
    here = {month_number(each.month): each.value.shown for each in months}
    there = {month_number(each.month): each.comparison.shown for each in months if each.comparison}
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
