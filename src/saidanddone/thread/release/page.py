"""The thread as one line, drawn from what a release shows and nothing else."""

from dataclasses import replace

from saidanddone.disclosure.pages import Site
from saidanddone.disclosure.parts import pages_in
from saidanddone.thread.release.shapes import Thread
from saidanddone.ui.charts import Stop, ThreadLine
from saidanddone.ui.charts import thread_line as drawn_line

HIDDEN_STANDS_FOR = 1  # a stop is reached; the number itself is replaced before it is shown
TOO_FEW = "a few"


def thread_line(thread: Thread, site: Site) -> ThreadLine:
    """A hidden count is "a few". A stop leads to its page, where the site has it."""
    names = {page.name for _, page in pages_in(site.content)}
    line = drawn_line(
        "From what was said to what was answered",
        [
            Stop(
                stop.label,
                HIDDEN_STANDS_FOR if stop.count.is_hidden else stop.count.shown,
                href=site.address(stop.page) if stop.page in names else "",
            )
            for stop in thread.stops
        ],
    )
    stops = tuple(
        replace(placed, count=TOO_FEW if stop.count.is_hidden else placed.count)
        for placed, stop in zip(line.stops, thread.stops, strict=True)
    )
    return replace(line, stops=stops)
