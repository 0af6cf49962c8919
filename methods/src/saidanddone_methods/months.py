"""Monthly counts over equal calendar months, a year or more apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from saidanddone_methods.checks import whole_number
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.tables.dates import MONTH_NAMES

# A count for each month; the key is any day in it. None says that the figure is missing.
MonthlyCounts = Mapping[date, int | None]


@dataclass(frozen=True, slots=True)
class MatchedTotals:
    """Totals over `months` calendar months before and the same months after."""

    before: int
    after: int
    comparison_before: int | None
    comparison_after: int | None
    months: int


def matched_totals(
    before: MonthlyCounts,
    after: MonthlyCounts,
    comparison_before: MonthlyCounts | None,
    comparison_after: MonthlyCounts | None,
) -> MatchedTotals:
    """Add up each series once it is sure that like is set against like.

    The months after must be the months before, moved by whole years, and neither run may have a
    gap. Raises TooThin naming each missing month; BadInput for counts that cannot be, periods
    that overlap or share no calendar month, or a comparison area given on one side only or with
    months of its own.
    """
    if (comparison_before is None) != (comparison_after is None):
        raise BadInput("the comparison area needs its months both before and after, or neither")
    early, late = _by_month(before, "before"), _by_month(after, "after")
    run, shift = _run(early, late)
    places = [_Place(early, -shift, "before"), _Place(late, 0, "after")]
    if comparison_before is not None and comparison_after is not None:
        for series, offset, where in (
            (comparison_before, -shift, "in the comparison area before"),
            (comparison_after, 0, "in the comparison area after"),
        ):
            places.append(_Place(_by_month(series, where), offset, where))
    if missing := [reason for place in places for reason in place.missing(run)]:
        raise TooThin(missing)
    for place in places[2:]:
        place.refuse_more_than(run)
    totals = [sum(count or 0 for count in place.counts.values()) for place in places]
    if len(totals) == 2:
        return MatchedTotals(totals[0], totals[1], None, None, len(run))
    return MatchedTotals(totals[0], totals[1], totals[2], totals[3], len(run))


@dataclass(frozen=True, slots=True)
class _Place:
    """One series; its month for each month of the run lies `offset` months away."""

    counts: dict[int, int | None]
    offset: int
    where: str

    def missing(self, run: range) -> list[str]:
        return [
            f"{month_name(month + self.offset)} is missing {self.where}"
            for month in run
            if self.counts.get(month + self.offset) is None
        ]

    def refuse_more_than(self, run: range) -> None:
        expected = {month + self.offset for month in run}
        if extra := sorted(self.counts.keys() - expected):
            raise BadInput(f"{month_name(extra[0])} stands {self.where} but not in the area itself")


def month_number(day: date) -> int:
    """One number for each month: year * 12, January being 0 more."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """The first day of the month numbered so."""
    return date(month // 12, month % 12 + 1, 1)


def month_name(month: int) -> str:
    """`June 2024` for the month numbered year * 12 + 5."""
    year, of_year = divmod(month, 12)
    return f"{MONTH_NAMES[of_year]} {year}"


def _by_month(series: MonthlyCounts, where: str) -> dict[int, int | None]:
    counts: dict[int, int | None] = {}
    for day, count in series.items():
        if not isinstance(day, date):
            raise BadInput(f"the months {where} must be dates")
        month = month_number(day)
        name = month_name(month)
        if month in counts:
            raise BadInput(f"{name} stands twice {where}")
        counts[month] = None if count is None else whole_number(count, f"{name} {where}")
    if not counts:
        raise TooThin([f"there are no months {where}"])
    return counts


def _run(early: dict[int, int | None], late: dict[int, int | None]) -> tuple[range, int]:
    """The months after that must all be there, and how many months earlier their partners are."""
    if max(early) >= min(late):
        raise BadInput("the months before must end before the months after begin")
    # Moved by so many years at least, the months before cannot land among themselves.
    longest = max(max(months) - min(months) + 1 for months in (early, late))
    shifts = range(-(-longest // 12) * 12, max(late) - min(early) + 1, 12)
    shared = {shift: len(late.keys() & {month + shift for month in early}) for shift in shifts}
    shift = max(shared, key=lambda months: (shared[months], -months), default=0)
    if not shared.get(shift):
        raise BadInput(
            "the periods share no calendar month, so a change of season would pass for a change"
        )
    months = late.keys() | {month + shift for month in early}
    return range(min(months), max(months) + 1), shift
