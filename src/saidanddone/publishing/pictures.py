"""Charts of a release, drawn from what it shows and nothing else."""

from dataclasses import replace

from saidanddone.publishing.content import Content, Figure, Measure
from saidanddone.publishing.drafting.months import in_words
from saidanddone.ui.charts import BeforeAfter, Series, Stop, ThreadLine, Window, before_after
from saidanddone.ui.charts import thread_line as drawn_line
from saidanddone.ui.charts.before_after import month_number, month_of

HIDDEN_STANDS_FOR = 1  # a stop is reached; the number itself is replaced before it is shown
FEWEST_POINTS = 2
TOO_FEW = "a few"


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
    months = sorted(measure.months, key=lambda each: each.month)
    first, last = month_number(months[0].month), month_number(months[-1].month)
    here: dict[int, Figure | None] = {month_number(each.month): each.value for each in months}
    there = {month_number(each.month): each.comparison for each in months}
    run = range(first, last + 1)
    series = [Series("Here", months[0].month, tuple(_value(here.get(month)) for month in run))]
    if any(each is not None and each.shown is not None for each in there.values()):
        name = measure.comparison_area or "Comparison area"
        series.append(Series(name, month_of(first), tuple(_value(there.get(m)) for m in run)))
    return before_after(
        f"chart-{measure.slug}",
        measure.title,
        series,
        [
            Window(
                f"{window.kind.capitalize()}: {in_words(window.first, window.last)}",
                window.first,
                window.last,
                window.kind,
            )
            for window in measure.windows
        ],
        subtitle=_subtitle(measure),
        note=f"Source: {measure.source}.",
    )


def _value(figure: Figure | None) -> float | None:
    return None if figure is None else figure.shown


def _subtitle(measure: Measure) -> str:
    if measure.counts == "things":
        return "Each month"
    return "Each month, rounded to the nearest 5; 1 to 7 not shown"
