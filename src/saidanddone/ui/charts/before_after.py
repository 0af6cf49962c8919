"""A chart of monthly counts, with the months before and after a change shaded."""

from collections.abc import Sequence

from saidanddone.ui.charts.months import (
    NOT_RECORDED,
    MonthsChart,
    Plan,
    Series,
    Unshown,
    Value,
    Window,
    counts_up_to,
    drawings,
    month_number,
    month_of,
)
from saidanddone.ui.components import Table, table

COUNT = "How many"


def before_after(
    chart_id: str,
    title: str,
    series: Sequence[Series],
    windows: Sequence[Window],
    *,
    subtitle: str = "",
    note: str = "",
    target: float | None = None,
) -> MonthsChart:
    """Lay out the chart and its table. `chart_id` is unique on the page; the y axis begins at 0.

    `target` is drawn as a line. Raises ValueError where there is no value to draw.
    """
    points = [value for curve in series for value in curve.points]
    hidden = [value for curve in series for value in curve.hidden]
    if not points:
        raise ValueError("A chart of no values: show a sentence instead.")
    highest = max([*points, target or 0, *(value.highest or 0 for value in hidden)])
    plan = Plan(
        tuple(series),
        counts_up_to(highest),
        tuple(windows),
        target,
        hidden_words=hidden[0].words if hidden else "",
    )
    wide, narrow = drawings(plan)
    return MonthsChart(
        chart_id=chart_id,
        title=title,
        subtitle=subtitle,
        description=_description(plan),
        note=note,
        wide=wide,
        narrow=narrow,
        table=_table(title, plan),
    )


def _description(plan: Plan) -> str:
    names = " and ".join(curve.name for curve in plan.series)
    span = f"from {month_of(plan.first):%B %Y} to {month_of(plan.last):%B %Y}"
    parts = [f"Monthly figures {span} for {names}."]
    if plan.windows:
        parts.append(f"Shaded: {'; '.join(window.label for window in plan.windows)}.")
    if plan.target is not None:
        parts.append(f"A line shows what is aimed at: {plan.scale.words(plan.target)}.")
    if plan.hidden_words:
        parts.append(f"A grey mark stands for {plan.hidden_words}.")
    return " ".join([*parts, "The table has the same figures."])


def _table(title: str, plan: Plan) -> Table:
    def row(month: int) -> list[str]:
        day = month_of(month)
        within = [
            window.label
            for window in plan.windows
            if month_number(window.first) <= month <= month_number(window.last)
        ]
        shown = [_cell(curve.at(month)) for curve in plan.series]
        return [f"{day:%B %Y}", *shown, *((within or [""])[:1] if plan.windows else [])]

    names = [curve.name for curve in plan.series] if len(plan.series) > 1 else [COUNT]
    return table(
        title,
        ["Month", *names, *(["Compared in"] if plan.windows else [])],
        [row(month) for month in range(plan.first, plan.last + 1)],
        numeric=range(1, len(plan.series) + 1),
        is_wide=True,
        is_dense=True,
    )


def _cell(value: Value) -> str:
    if isinstance(value, Unshown):
        return value.words
    return NOT_RECORDED if value is None else f"{value:,.6g}"
