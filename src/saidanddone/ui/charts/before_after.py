"""A chart of monthly series, with the months before and after a change shaded."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, floor, log10

from saidanddone.ui.charts.drawing import (
    Box,
    Drawing,
    Label,
    Mark,
    Rule,
    mark,
    text_width,
    wrapped,
)
from saidanddone.ui.components import Table, table

MONTHS_IN_YEAR = 12
LINE = 18  # between lines of words
NAME = 22  # between the names of series above a narrow drawing
FIGURE_WIDTH = 0.64  # of a figure's size, in the widest face in common use (DejaVu Sans)


@dataclass(frozen=True)
class Series:
    """Monthly values from `first`; None where nothing may be shown. The first series given is the main one."""

    name: str
    first: date
    values: tuple[float | None, ...]

    def at(self, month: int) -> float | None:
        """The value of a month counted from year 0."""
        index = month - month_number(self.first)
        return self.values[index] if 0 <= index < len(self.values) else None


@dataclass(frozen=True)
class Window:
    """Months compared, both included; `kind` is before or after."""

    label: str
    first: date
    last: date
    kind: str


@dataclass(frozen=True)
class BeforeAfter:
    """What `ui/charts/before_after.html` shows."""

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
    height: int
    size: int
    left: float
    right: float
    top: float
    bottom: float
    first: int
    last: int
    highest: float

    def x(self, month: float) -> float:
        months = max(1, self.last - self.first)
        return round(self.left + (month - self.first) / months * (self.right - self.left), 1)

    def y(self, value: float) -> float:
        return round(self.bottom - value / self.highest * (self.bottom - self.top), 1)


def month_number(day: date) -> int:
    """Months since year 0, so that months can be counted and compared."""
    return day.year * MONTHS_IN_YEAR + day.month - 1


def month_of(number: int) -> date:
    return date(number // MONTHS_IN_YEAR, number % MONTHS_IN_YEAR + 1, 1)


def before_after(
    chart_id: str,
    title: str,
    series: Sequence[Series],
    windows: Sequence[Window],
    *,
    subtitle: str = "",
    note: str = "",
) -> BeforeAfter:
    """Lay out the chart and its table. `chart_id` is unique on the page; the y axis begins at 0.

    Raises ValueError where there is no value to draw.
    """
    values = [value for curve in series for value in curve.values if value is not None]
    if not values:
        raise ValueError("A chart of no values: show a sentence instead.")
    first = min(month_number(curve.first) for curve in series)
    last = max(month_number(curve.first) + len(curve.values) - 1 for curve in series)
    step = _tick_step(max(values))
    highest = step * max(1, ceil(max(values) / step))  # a series of zeros lies on the axis

    def frame(width: int, plot: int, size: int, right: float, *, names_above: int) -> _Frame:
        # The highest tick is not always the widest: "0.25" stands below "1".
        left = max(map(len, _ticks(highest, step))) * size * FIGURE_WIDTH + 10
        flat = _Frame(width, 0, size, left, right, 0, 0, first, last, highest)
        lines = max((len(_window_words(flat, window)) for window in windows), default=0)
        top = 12.0 + LINE * lines + NAME * names_above
        return replace(flat, top=top, bottom=top + plot, height=round(top + plot + 48))

    names = " and ".join(curve.name for curve in series)
    return BeforeAfter(
        chart_id=chart_id,
        title=title,
        subtitle=subtitle,
        description=(
            f"Monthly figures from {month_of(first):%B %Y} to {month_of(last):%B %Y} for {names}. "
            f"Shaded: {'; '.join(window.label for window in windows)}. "
            "The table has the same figures."
        ),
        note=note,
        wide=_draw(frame(960, 320, 15, 780, names_above=0), series, windows, step, is_wide=True),
        narrow=_draw(
            frame(345, 224, 14, 333, names_above=len(series)), series, windows, step, is_wide=False
        ),
        table=_table(title, series, windows, first, last),
    )


def _tick_step(highest: float) -> float:
    """A round step (1, 2, 2.5 or 5 times a power of ten) that gives four to six ticks."""
    rough = max(highest, 1) / 4
    power = 10.0 ** floor(log10(rough))
    return next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= rough)


def _ticks(highest: float, step: float) -> list[str]:
    """The labels of the y axis, from 0 up."""
    return [f"{step * number:,.6g}" for number in range(round(highest / step) + 1)]


def _draw(
    frame: _Frame,
    series: Sequence[Series],
    windows: Sequence[Window],
    step: float,
    *,
    is_wide: bool,
) -> Drawing:
    boxes, window_labels = _windows(frame, windows)
    rules, axis_labels = _axes(frame, step, every=_month_step(frame))
    paths: list[Mark] = []
    marks: list[Mark] = []
    # The main series is drawn last, on top.
    for number, curve in reversed(list(enumerate(series))):
        dashed = " sd-dashed" if number else ""
        paths.append(Mark(_line(frame, curve), f"sd-series-{min(number, 3)}{dashed}"))
        for month in range(frame.first, frame.last + 1):
            value = curve.at(month)
            if value is not None:
                radius = 5.0 if is_wide else 3.6
                marks.append(mark(number, frame.x(month), frame.y(value), radius))
    name_marks, names = _names(frame, series, is_wide=is_wide)
    return Drawing(
        width=frame.width,
        height=frame.height,
        boxes=boxes,
        rules=rules,
        paths=tuple(paths),
        marks=(*marks, *name_marks),
        labels=(*window_labels, *axis_labels, *names),
    )


def _window_span(frame: _Frame, window: Window) -> tuple[float, float]:
    """Where a window's shade begins and how wide it is: half a month beyond its first and last."""
    left = max(frame.left, frame.x(month_number(window.first) - 0.5))
    right = min(frame.right + 6, frame.x(month_number(window.last) + 0.5))
    return left, round(right - left, 1)


def _window_words(frame: _Frame, window: Window) -> list[str]:
    """A window's label in lines, a little wider than the window where that is narrow."""
    return wrapped(window.label, max(_window_span(frame, window)[1], 110), frame.size)


def _windows(frame: _Frame, windows: Sequence[Window]) -> tuple[tuple[Box, ...], tuple[Label, ...]]:
    boxes, labels = [], []
    tall = frame.bottom - frame.top
    for window in windows:
        left, width = _window_span(frame, window)
        boxes.append(Box(left, frame.top, width, tall, f"sd-window-{window.kind}"))
        lines = _window_words(frame, window)
        # Words wider than their window stay inside the picture.
        x = min(left, frame.width - max(text_width(line, frame.size) for line in lines))
        for number, line in enumerate(reversed(lines)):
            y = frame.top - 12 - LINE * number  # clear of a marker at the top
            labels.append(Label(round(x, 1), y, line, "sd-text-strong", size=frame.size))
    return tuple(boxes), tuple(labels)


def _axes(frame: _Frame, step: float, every: int) -> tuple[tuple[Rule, ...], tuple[Label, ...]]:
    rules, labels = [], []
    for number, tick in enumerate(_ticks(frame.highest, step)):
        y = frame.y(step * number)
        kind = "sd-axis" if number == 0 else "sd-grid"
        rules.append(Rule(frame.left, y, frame.right + 6, y, kind))
        labels.append(Label(frame.left - 8, y + 5, tick, "sd-text-soft", "end", frame.size))
    for month in range(frame.first, frame.last + 1):
        if (month - frame.first) % every:
            continue
        day = month_of(month)
        x = frame.x(month)
        rules.append(Rule(x, frame.bottom, x, frame.bottom + 5, "sd-axis"))
        labels.append(
            Label(x, frame.bottom + 21, f"{day:%b}", "sd-text-soft", "middle", frame.size)
        )
        if month == frame.first or month % MONTHS_IN_YEAR < every:
            labels.append(
                Label(x, frame.bottom + 39, f"{day:%Y}", "sd-text-strong", "middle", frame.size)
            )
    return tuple(rules), tuple(labels)


def _month_step(frame: _Frame) -> int:
    """How many months between labels, so that they do not touch."""
    room = (frame.right - frame.left) / max(1, frame.last - frame.first)
    return next(step for step in (1, 2, 3, 4, 6, 12, 24, 60, 120, 1200) if step * room >= 46)


def _line(frame: _Frame, curve: Series) -> str:
    """A path that breaks where a value is not shown."""
    pieces: list[str] = []
    is_down = False
    for month in range(frame.first, frame.last + 1):
        value = curve.at(month)
        if value is None:
            is_down = False
            continue
        pieces.append(f"{'L' if is_down else 'M'}{frame.x(month)} {frame.y(value)}")
        is_down = True
    return "".join(pieces)


def _names(
    frame: _Frame, series: Sequence[Series], *, is_wide: bool
) -> tuple[list[Mark], list[Label]]:
    """A name at the end of each series, moved apart where two would touch; above the chart on a phone."""
    if not is_wide:
        marks = [mark(number, 8, 12 + NAME * number, 4.5) for number in range(len(series))]
        return marks, [
            Label(20, 17 + NAME * number, curve.name, "sd-text-strong", size=frame.size)
            for number, curve in enumerate(series)
        ]
    labels: list[Label] = []
    lowest = 0.0
    ends = sorted((frame.y(_end(curve)), curve.name) for curve in series)
    for y, name in ends:
        lines = wrapped(name, frame.width - frame.right - 22, frame.size)
        y = max(y + 5, lowest)
        for number, line in enumerate(lines):
            labels.append(
                Label(
                    frame.right + 20,
                    round(y + LINE * number, 1),
                    line,
                    "sd-text-strong",
                    size=frame.size,
                )
            )
        lowest = y + LINE * len(lines) + 4
    return [], labels


def _end(curve: Series) -> float:
    return next((value for value in reversed(curve.values) if value is not None), 0.0)


def _table(
    title: str, series: Sequence[Series], windows: Sequence[Window], first: int, last: int
) -> Table:
    def row(month: int) -> list[str]:
        day = month_of(month)
        within = [
            window.label
            for window in windows
            if month_number(window.first) <= month <= month_number(window.last)
        ]
        values = [curve.at(month) for curve in series]
        shown = ["not shown" if value is None else f"{value:,.6g}" for value in values]
        return [f"{day:%B %Y}", *shown, *((within or [""])[:1] if windows else [])]

    return table(
        title,
        ["Month", *(curve.name for curve in series), *(["Compared in"] if windows else [])],
        [row(month) for month in range(first, last + 1)],
        numeric=range(1, len(series) + 1),
        is_wide=True,
        is_dense=True,
    )
