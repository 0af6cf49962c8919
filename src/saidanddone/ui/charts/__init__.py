"""Charts drawn on the server as SVG, each with its table, and the chart of the thread.

Pages receive frozen dataclasses with every coordinate worked out; templates only print them. Show with
`{% include "ui/charts/dot_plot.html" with chart=... only %}`, `before_after.html` or `thread_line.html`.
"""

from saidanddone.ui.charts.before_after import BeforeAfter, Series, Window, before_after
from saidanddone.ui.charts.dot_plot import Dot, DotPlot, PlotRow, dot_plot
from saidanddone.ui.charts.thread_line import Stop, ThreadLine, thread_line

__all__ = [
    "BeforeAfter",
    "Dot",
    "DotPlot",
    "PlotRow",
    "Series",
    "Stop",
    "ThreadLine",
    "Window",
    "before_after",
    "dot_plot",
    "thread_line",
]
