"""Charts of a release, drawn from what it shows and nothing else."""

from dataclasses import replace

from saidanddone.releases.charts import COMPARED, months_chart
from saidanddone.releases.content import Content, Measure
from saidanddone.ui.charts import BeforeAfter, Stop, ThreadLine
from saidanddone.ui.charts import thread_line as drawn_line

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
    return months_chart(measure, measure.comparison_area or COMPARED)
