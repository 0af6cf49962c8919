"""What charts of months share: series, scales, axes, lines that break, and marks for what is hidden."""

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
from saidanddone.ui.components import Table

MONTHS_IN_YEAR = 12
LINE = 18  # between lines of words
FIGURE_WIDTH = 0.64  # of a figure's size, in the widest face in common use (DejaVu Sans)
NOT_RECORDED = "not recorded"


@dataclass(frozen=True)
class Unshown:
    """A month without a point. `words` stand in the table.

    A grey mark runs from `lowest` to `highest`, never by what is hidden: equal for every such month. None
    for both where there was nothing to count, and so nothing is drawn.
    """

    words: str
    lowest: float | None = None
    highest: float | None = None


Value = float | Unshown | None


@dataclass(frozen=True)
class Series:
    """Monthly values from `first`; None where nothing is recorded. The first series given is the main one."""

    name: str
    first: date
    values: tuple[Value, ...]

    def at(self, month: int) -> Value:
        """The value of a month counted from year 0."""
        index = month - month_number(self.first)
        return self.values[index] if 0 <= index < len(self.values) else None

    @property
    def points(self) -> list[float]:
        return [value for value in self.values if isinstance(value, int | float)]

    @property
    def hidden(self) -> list[Unshown]:
        """What is marked grey."""
        return [v for v in self.values if isinstance(v, Unshown) and v.highest is not None]


@dataclass(frozen=True)
class Window:
    """Months compared, both included; `kind` is before or after."""

    label: str
    first: date
    last: date
    kind: str


@dataclass(frozen=True)
class Scale:
    """The y axis from 0: a tick each `step` up to `highest`. Shares run from 0 to 1."""

    highest: float
    step: float
    is_percent: bool = False

    @property
    def ticks(self) -> list[tuple[float, str]]:
        numbers = range(round(self.highest / self.step) + 1)
        return [(self.step * number, self.words(self.step * number)) for number in numbers]

    def words(self, value: float) -> str:
        return f"{value:.0%}" if self.is_percent else f"{value:,.6g}"


SHARES = Scale(1.0, 0.25, is_percent=True)


@dataclass(frozen=True)
class MonthsChart:
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
class Plan:
    """What is drawn, whatever the width: `below` are words under a month, by its number, named `below_name`."""

    series: tuple[Series, ...]
    scale: Scale
    windows: tuple[Window, ...] = ()
    target: float | None = None
    hidden_words: str = ""
    below_name: str = ""
    below: tuple[str, ...] = ()

    @property
    def first(self) -> int:
        return min(month_number(curve.first) for curve in self.series)

    @property
    def last(self) -> int:
        return max(month_number(curve.first) + len(curve.values) - 1 for curve in self.series)

    @property
    def keys(self) -> list[tuple[str, str]]:
        """What the legend names: kind (a series' number, target or hidden) and words. One series needs no name."""
        named = [(str(number), curve.name) for number, curve in enumerate(self.series)]
        keys = named if len(named) > 1 else []
        if self.target is not None:
            keys.append(("target", f"Aimed at: {self.scale.words(self.target)}"))
        if any(curve.hidden for curve in self.series):
            keys.append(("hidden", self.hidden_words))
        return keys


@dataclass(frozen=True)
class Frame:
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
    scale: Scale

    def x(self, month: float) -> float:
        months = max(1, self.last - self.first)
        return round(self.left + (month - self.first) / months * (self.right - self.left), 1)

    def y(self, value: float) -> float:
        return round(self.bottom - value / self.scale.highest * (self.bottom - self.top), 1)

    @property
    def room(self) -> float:
        """From one month to the next."""
        return (self.right - self.left) / max(1, self.last - self.first)


def month_number(day: date) -> int:
    """Months since year 0, so that months can be counted and compared."""
    return day.year * MONTHS_IN_YEAR + day.month - 1


def month_of(number: int) -> date:
    return date(number // MONTHS_IN_YEAR, number % MONTHS_IN_YEAR + 1, 1)


def counts_up_to(highest: float) -> Scale:
    """Ticks at whole numbers: 1, 2, 2.5 or 5 times a power of ten, four to six of them."""
    rough = max(highest, 1) / 4
    power = 10.0 ** floor(log10(rough))
    steps = (power * nice for nice in (1, 2, 2.5, 5, 10))
    step = next(step for step in steps if step >= rough and step == int(step))
    return Scale(step * max(1, ceil(highest / step)), step)  # a series of zeros lies on the axis


def drawings(plan: Plan) -> tuple[Drawing, Drawing]:
    """The wide one and the narrow one."""
    wide, narrow = _frame(plan, 960, 320, 15, 780), _frame(plan, 345, 224, 14, 333)
    return _draw(plan, wide, is_wide=True), _draw(plan, narrow, is_wide=False)


def _frame(plan: Plan, width: int, plot: int, size: int, right: float) -> Frame:
    # The highest tick is not always the widest: "0.25" stands below "1".
    widest = max(len(words) for _, words in plan.scale.ticks)
    # The first of the words below is centred on the axis, so their name ends well before it.
    below = text_width(plan.below_name, size) + size if plan.below else 0.0
    left = max(widest * size * FIGURE_WIDTH, below) + 10
    flat = Frame(width, 0, size, left, right, 0, 0, plan.first, plan.last, plan.scale)
    lines = max((len(_window_words(flat, window)) for window in plan.windows), default=0)
    legend = 0 if width > 500 else sum(len(_key_lines(flat, words)) for _, words in plan.keys)
    top = 12.0 + LINE * (lines + legend) + (6 if legend else 0)
    under = 68 if plan.below else 48
    return replace(flat, top=top, bottom=top + plot, height=round(top + plot + under))


def _draw(plan: Plan, frame: Frame, *, is_wide: bool) -> Drawing:
    boxes, window_labels = _windows(frame, plan.windows)
    rules, axis_labels = _axes(frame, plan)
    paths: list[Mark] = []
    marks: list[Mark] = []
    hidden: list[Box] = []
    # The main series is drawn last, on top.
    for number, curve in reversed(list(enumerate(plan.series))):
        dashed = " sd-dashed" if number else ""
        paths.append(Mark(_line(frame, curve), f"sd-series-{min(number, 3)}{dashed}"))
        for month in range(frame.first, frame.last + 1):
            value = curve.at(month)
            if isinstance(value, Unshown):
                hidden += _hidden_box(frame, month, value)
            elif value is not None:
                marks.append(mark(number, frame.x(month), frame.y(value), 5.0 if is_wide else 3.6))
    if plan.target is not None:
        y = frame.y(plan.target)
        rules.append(Rule(frame.left, y, frame.right + 6, y, "sd-target"))
    legend = _names_beside(frame, plan) if is_wide else _names_above(frame, plan)
    return Drawing(
        width=frame.width,
        height=frame.height,
        boxes=(*boxes, *dict.fromkeys(hidden), *legend.boxes),
        rules=(*rules, *legend.rules),
        paths=tuple(paths),
        marks=(*marks, *legend.marks),
        labels=(*window_labels, *axis_labels, *legend.labels),
    )


def _hidden_box(frame: Frame, month: int, value: Unshown) -> list[Box]:
    if value.lowest is None or value.highest is None:
        return []
    wide = min(10.0, round(frame.room * 0.6, 1))
    top = max(frame.top, frame.y(value.highest))
    tall = round(frame.y(value.lowest) - top, 1)
    return [Box(round(frame.x(month) - wide / 2, 1), top, wide, tall, "sd-hidden")]


def _window_span(frame: Frame, window: Window) -> tuple[float, float]:
    """Where a window's shade begins and how wide it is: half a month beyond its first and last."""
    left = max(frame.left, frame.x(month_number(window.first) - 0.5))
    right = min(frame.right + 6, frame.x(month_number(window.last) + 0.5))
    return left, round(right - left, 1)


def _window_words(frame: Frame, window: Window) -> list[str]:
    """A window's label in lines, a little wider than the window where that is narrow."""
    return wrapped(window.label, max(_window_span(frame, window)[1], 110), frame.size)


def _windows(frame: Frame, windows: Sequence[Window]) -> tuple[tuple[Box, ...], tuple[Label, ...]]:
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


def _axes(frame: Frame, plan: Plan) -> tuple[list[Rule], list[Label]]:
    rules, labels = [], []
    for value, tick in plan.scale.ticks:
        y = frame.y(value)
        rules.append(Rule(frame.left, y, frame.right + 6, y, "sd-grid" if value else "sd-axis"))
        labels.append(Label(frame.left - 8, y + 5, tick, "sd-text-soft", "end", frame.size))
    every = _month_step(frame)
    for month in range(frame.first, frame.last + 1, every):
        day = month_of(month)
        x, y = frame.x(month), frame.bottom
        rules.append(Rule(x, y, x, y + 5, "sd-axis"))
        labels.append(Label(x, y + 21, f"{day:%b}", "sd-text-soft", "middle", frame.size))
        if month == frame.first or month % MONTHS_IN_YEAR < every:
            labels.append(Label(x, y + 39, f"{day:%Y}", "sd-text-strong", "middle", frame.size))
        if plan.below:
            words = plan.below[month - frame.first]
            labels.append(Label(x, y + 59, words, "sd-text-soft", "middle", frame.size))
    if plan.below:
        y = frame.bottom + 59
        labels.append(
            Label(
                frame.left - 8 - frame.size,
                y,
                plan.below_name,
                "sd-text-strong",
                "end",
                frame.size,
            )
        )
    return rules, labels


def _month_step(frame: Frame) -> int:
    """How many months between labels, so that they do not touch."""
    return next(step for step in (1, 2, 3, 4, 6, 12, 24, 60, 120, 1200) if step * frame.room >= 46)


def _line(frame: Frame, curve: Series) -> str:
    """A path that breaks where a value is not shown."""
    pieces: list[str] = []
    is_down = False
    for month in range(frame.first, frame.last + 1):
        value = curve.at(month)
        if value is None or isinstance(value, Unshown):
            is_down = False
            continue
        pieces.append(f"{'L' if is_down else 'M'}{frame.x(month)} {frame.y(value)}")
        is_down = True
    return "".join(pieces)


@dataclass
class _Legend:
    """A sign and words for each key."""

    boxes: list[Box]
    rules: list[Rule]
    marks: list[Mark]
    labels: list[Label]

    def sign(self, kind: str, x: float, y: float) -> None:
        if kind == "target":
            self.rules.append(Rule(x - 7, y, x + 7, y, "sd-target"))
        elif kind == "hidden":
            self.boxes.append(Box(x - 5, y - 6, 10, 12, "sd-hidden"))
        else:
            self.marks.append(mark(int(kind), x, y, 4.5))


def _key_lines(frame: Frame, words: str) -> list[str]:
    return wrapped(words, frame.width - 24, frame.size)


def _names_above(frame: Frame, plan: Plan) -> _Legend:
    """On a phone, each key in as many lines as it needs."""
    legend = _Legend([], [], [], [])
    y = 12.0
    for kind, words in plan.keys:
        legend.sign(kind, 8, y)
        for line in _key_lines(frame, words):
            legend.labels.append(Label(20, y + 5, line, "sd-text-strong", size=frame.size))
            y += LINE
    return legend


def _names_beside(frame: Frame, plan: Plan) -> _Legend:
    """Each key at the end of its line, moved apart where two would touch."""
    legend = _Legend([], [], [], [])
    lowest = 0.0
    keys = sorted((_end(frame, plan, kind), words, kind) for kind, words in plan.keys)
    for end, words, kind in keys:
        y = max(end, lowest)
        indent = 22 if kind in ("target", "hidden") else 0
        if indent:
            legend.sign(kind, frame.right + 27, y)
        for line in wrapped(words, frame.width - frame.right - 22 - indent, frame.size):
            label = Label(
                frame.right + 20 + indent,
                round(y + 5, 1),
                line,
                "sd-text-strong",
                size=frame.size,
            )
            legend.labels.append(label)
            y += LINE
        lowest = y + 4
    return legend


def _end(frame: Frame, plan: Plan, kind: str) -> float:
    """Where a key stands: level with its line's last point, with the target, or near the axis."""
    if kind == "target" and plan.target is not None:
        return frame.y(plan.target)
    if kind == "hidden":
        return frame.bottom - LINE
    points = plan.series[int(kind)].points
    return frame.y(points[-1] if points else 0.0)
