"""A chart of monthly shares: each month's part of a whole, what it is out of below, and the target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from saidanddone.ui.charts.months import (
    NOT_RECORDED,
    SHARES,
    MonthsChart,
    Plan,
    Series,
    Unshown,
    Value,
    drawings,
    month_number,
    month_of,
)
from saidanddone.ui.components import NOTHING, Table, table

TOO_FEW = "too few to show"
NOTHING_TO_COUNT = "nothing to count"
BELOW = "Out of"


@dataclass(frozen=True)
class PartOfWhole:
    """A month's part and whole as they may be shown; None where one is hidden."""

    month: date
    part: int | None
    whole: int | None

    @property
    def share(self) -> Value:
        """0 to 1. Hidden where either is; nothing where there was nothing to be part of."""
        if self.part is None or self.whole is None:
            return Unshown(TOO_FEW, 0.0, 1.0)
        return self.part / self.whole if self.whole else Unshown(NOTHING_TO_COUNT)


def share_by_month(
    chart_id: str,
    title: str,
    months: Sequence[PartOfWhole],
    *,
    out_of: str,
    target: float | None = None,
    subtitle: str = "",
    note: str = "",
) -> MonthsChart | None:
    """Lay out the chart and its table. `out_of` names the whole; `target` is a share from 0 to 1.

    None where fewer than two months have a share to draw.
    """
    by_number = {month_number(month.month): month for month in months}
    run = range(min(by_number), max(by_number) + 1) if by_number else range(0)
    shares = tuple(by_number[number].share if number in by_number else None for number in run)
    series = Series(title, month_of(run.start), shares)
    if len(series.points) < 2:
        return None
    below = tuple(_whole(by_number.get(number)) for number in run)
    plan = Plan(
        (series,), SHARES, target=target, hidden_words=TOO_FEW, below_name=BELOW, below=below
    )
    wide, narrow = drawings(plan)
    aim = "" if target is None else f"A line shows what is aimed at: {target:.0%}. "
    return MonthsChart(
        chart_id=chart_id,
        title=title,
        subtitle=subtitle,
        description=(
            f"Each month's share, out of {out_of}, from {month_of(plan.first):%B %Y} to "
            f"{month_of(plan.last):%B %Y}. {aim}The table has the same figures."
        ),
        note=note,
        wide=wide,
        narrow=narrow,
        table=_table(title, out_of, [by_number.get(number) for number in run], run),
    )


def _whole(month: PartOfWhole | None) -> str:
    return NOTHING if month is None or month.whole is None else f"{month.whole:,}"


def _table(
    title: str, out_of: str, months: Sequence[PartOfWhole | None], run: Sequence[int]
) -> Table:
    return table(
        title,
        ["Month", "How many", f"Out of {out_of}", "Share"],
        [
            [f"{month_of(number):%B %Y}", *_cells(month)]
            for number, month in zip(run, months, strict=True)
        ],
        numeric=range(1, 4),
        is_wide=True,
        is_dense=True,
    )


def _cells(month: PartOfWhole | None) -> tuple[str, str, str]:
    if month is None:
        return NOT_RECORDED, NOTHING, NOTHING
    part, whole = (TOO_FEW if n is None else f"{n:,}" for n in (month.part, month.whole))
    share = month.share
    return part, whole, share.words if isinstance(share, Unshown) else f"{share:.0%}"
