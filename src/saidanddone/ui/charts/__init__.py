"""Charts drawn on the server as SVG, each with its table, and the chart of the thread.

Pages receive frozen dataclasses with every coordinate worked out; templates only print them. Show with
`{% include "ui/charts/dot_plot.html" with chart=... only %}`, `before_after.html` (for a chart of shares as
well) or `thread_line.html`.
"""

from saidanddone.ui.charts.before_after import before_after
from saidanddone.ui.charts.dot_plot import Dot, DotPlot, PlotRow, dot_plot
from saidanddone.ui.charts.months import MonthsChart, Series, Unshown, Window
from saidanddone.ui.charts.share_by_month import PartOfWhole, share_by_month
from saidanddone.ui.charts.thread_line import Stop, ThreadLine, thread_line

__all__ = [
    "Dot",
    "DotPlot",
    "MonthsChart",
    "PartOfWhole",
    "PlotRow",
    "Series",
    "Stop",
    "ThreadLine",
    "Unshown",
    "Window",
    "before_after",
    "dot_plot",
    "share_by_month",
    "thread_line",
]
