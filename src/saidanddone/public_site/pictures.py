"""Charts of a release, drawn from what it shows and nothing else."""

from dataclasses import replace

from saidanddone.thread.release import Thread
from saidanddone.ui.charts import Stop, ThreadLine
from saidanddone.ui.charts import thread_line as drawn_line

HIDDEN_STANDS_FOR = 1  # a stop is reached; the number itself is replaced before it is shown
TOO_FEW = "a few"


def thread_of(thread: Thread, address_of: dict[str, str]) -> ThreadLine:
    """The thread as one line; a hidden count says "a few". `address_of` a page's name."""
    line = drawn_line(
        "From what was said to what was answered",
        [
            Stop(
                stop.label,
                HIDDEN_STANDS_FOR if stop.count.is_hidden else stop.count.shown,
                href=address_of.get(stop.page, ""),
            )
            for stop in thread.stops
        ],
    )
    stops = tuple(
        replace(placed, count=TOO_FEW if stop.count.is_hidden else placed.count)
        for placed, stop in zip(line.stops, thread.stops, strict=True)
    )
    return replace(line, stops=stops)
