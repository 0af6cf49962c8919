"""A dot plot: one row for each theme, one dot with an interval for each community's share."""

from collections.abc import Sequence
from dataclasses import dataclass

from saidanddone.ui.charts.drawing import Drawing, Label, Mark, Rule, mark, text_width, wrapped
from saidanddone.ui.components import NOTHING, Cell, Table, table

TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
LINE = 20  # between the lines of a label
LANE = 19  # between the communities of a row


@dataclass(frozen=True)
class Dot:
    """One community's share in one theme: `count` of `of` people, between `lower` and `upper` (shares, 0 to 1)."""

    count: int
    of: int
    lower: float
    upper: float

    @property
    def share(self) -> float:
        return self.count / self.of if self.of else 0.0


@dataclass(frozen=True)
class PlotRow:
    """A theme; `dots` in the order of the communities, None where a community was not asked."""

    label: str
    dots: tuple[Dot | None, ...]
    href: str = ""


@dataclass(frozen=True)
class DotPlot:
    """What `ui/charts/dot_plot.html` shows."""

    chart_id: str
    title: str
    subtitle: str
    description: str
    note: str
    wide: Drawing
    narrow: Drawing
    table: Table


@dataclass(frozen=True)
class _Frame:
    """The scales of one of the two drawings."""

    width: int
    size: int
    plot_left: float
    plot_right: float
    label_width: float
    label_above: bool

    def x(self, share: float) -> float:
        return round(self.plot_left + share * (self.plot_right - self.plot_left), 1)


WIDE = _Frame(960, 16, 390, 850, 360, label_above=False)
NARROW = _Frame(345, 15, 12, 270, 333, label_above=True)


def dot_plot(
    chart_id: str,
    title: str,
    communities: Sequence[str],
    rows: Sequence[PlotRow],
    *,
    subtitle: str = "",
    note: str = "",
) -> DotPlot:
    """Lay out a dot plot with its table. `chart_id` is unique on the page. At most four communities."""
    named = " and ".join(communities)
    return DotPlot(
        chart_id=chart_id,
        title=title,
        subtitle=subtitle,
        description=(
            f"One row for each of {len(rows)} themes. In each row a mark for {named} shows the share "
            "of people who raised it, and a line through it how far chance could move it. "
            "The table has the same figures."
        ),
        note=note,
        wide=_draw(WIDE, communities, rows),
        narrow=_draw(NARROW, communities, rows),
        table=_table(title, communities, rows),
    )


def _draw(frame: _Frame, communities: Sequence[str], rows: Sequence[PlotRow]) -> Drawing:
    legend_marks, legend_labels, y = _legend(frame, communities)
    placed: list[_Placed] = []
    for row in rows:
        placed.append(_place(frame, row, y))
        y = placed[-1].bottom
    axis = [
        Label(frame.x(tick), y + 20, f"{tick:.0%}", "sd-text-soft", "middle", frame.size - 1)
        for tick in TICKS
    ]
    return Drawing(
        width=frame.width,
        height=round(y + 30),
        boxes=(),
        rules=tuple(rule for row in placed for rule in row.rules),
        paths=tuple(whisker for row in placed for whisker in row.whiskers),
        marks=(*legend_marks, *(dot for row in placed for dot in row.marks)),
        labels=(*legend_labels, *(label for row in placed for label in row.labels), *axis),
    )


@dataclass(frozen=True)
class _Placed:
    """One row as drawn, down to `bottom`."""

    bottom: float
    rules: tuple[Rule, ...]
    whiskers: tuple[Mark, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]


def _place(frame: _Frame, row: PlotRow, top: float) -> _Placed:
    """A theme's words beside its dots, or above them on a phone; a lane for each community."""
    lines = wrapped(row.label, frame.label_width, frame.size)
    words, lanes = LINE * len(lines), LANE * len(row.dots)
    if frame.label_above:
        first_line, dots_top = top + 22.0, top + 10 + words
        bottom = dots_top + lanes + 8
    else:
        dots_top, bottom = top, top + max(words, lanes) + 18
        first_line = (top + bottom - words + LINE) / 2 + 5
    middle = (dots_top + bottom) / 2 if not frame.label_above else dots_top + lanes / 2
    whiskers, marks = [], []
    labels = [
        Label(0, first_line + LINE * number, line, size=frame.size)
        for number, line in enumerate(lines)
    ]
    for community, dot in enumerate(row.dots):
        if dot is None:
            continue
        y = round(middle + (community - (len(row.dots) - 1) / 2) * LANE, 1)
        line = f"M{frame.x(dot.lower)} {y}H{frame.x(dot.upper)}"
        whiskers.append(Mark(line, f"sd-whisker sd-series-{min(community, 3)}"))
        marks.append(mark(community, frame.x(dot.share), y))
        counted = f"{dot.count} of {dot.of}"
        labels.append(Label(frame.width, y + 5, counted, "sd-text-soft", "end", frame.size - 1))
    grid = (
        Rule(frame.x(tick), dots_top, frame.x(tick), bottom, "sd-grid" if tick else "sd-axis")
        for tick in TICKS
    )
    under = Rule(0, bottom, frame.width, bottom, "sd-grid")
    return _Placed(bottom, (*grid, under), tuple(whiskers), tuple(marks), tuple(labels))


def _legend(frame: _Frame, communities: Sequence[str]) -> tuple[list[Mark], list[Label], float]:
    """Each community's mark beside its name, above the first row; and where the rows begin."""
    x, y = frame.plot_left if not frame.label_above else 8.0, 14.0
    marks: list[Mark] = []
    labels: list[Label] = []
    start = x
    for number, name in enumerate(communities):
        width = text_width(name, frame.size) + 40
        if x + width > frame.width and x > start:
            x, y = start, y + LINE + 4
        marks.append(mark(number, x, y))
        labels.append(Label(x + 14, y + 5, name, "sd-text-strong", size=frame.size))
        x += width
    return marks, labels, y + 18


def _table(title: str, communities: Sequence[str], rows: Sequence[PlotRow]) -> Table:
    head = ["Theme"]
    for name in communities:
        head += [name, "Share", "Could be"]
    return table(
        title,
        head,
        [
            [Cell(row.label, href=row.href), *(cell for dot in row.dots for cell in _cells(dot))]
            for row in rows
        ],
        numeric=range(1, len(head)),
        is_wide=True,
        is_dense=True,
    )


def _cells(dot: Dot | None) -> tuple[str, str, str]:
    if dot is None:
        return "not asked", NOTHING, NOTHING
    return f"{dot.count} of {dot.of}", f"{dot.share:.0%}", f"{dot.lower:.0%} to {dot.upper:.0%}"
