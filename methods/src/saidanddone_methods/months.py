"""Totals of monthly counts over the same calendar months of different years."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from saidanddone_methods.checks import whole_number
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.tables.dates import MONTH_NAMES

# A count for each month; the key is any day in it. None is a missing figure.
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
    """Add up each series, after checking that the months match.

    The months after must be the months before, moved by whole years, without gaps. Raises TooThin
    that names each missing month. Raises BadInput for invalid counts, for periods that overlap or
    share no calendar month, and for a comparison area on one side only or with other months.
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
    """One series, `offset` months from the run of months after."""

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
    """The number of a month: year * 12 + month - 1."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """The first day of the month with this number."""
    return date(month // 12, month % 12 + 1, 1)


def month_name(month: int) -> str:
    """`June 2024` for the month with number 2024 * 12 + 5."""
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
    """The run of months after, and by how many months the months before are earlier."""
    if max(early) >= min(late):
        raise BadInput("the months before must end before the months after begin")
    # The shift must be longer than both periods, so that they do not overlap.
    longest = max(max(months) - min(months) + 1 for months in (early, late))
    shifts = range(-(-longest // 12) * 12, max(late) - min(early) + 1, 12)
    shared = {shift: len(late.keys() & {month + shift for month in early}) for shift in shifts}
    shift = max(shared, key=lambda months: (shared[months], -months), default=0)
    if not shared.get(shift):
        raise BadInput("the periods share no calendar month: compare the same months of two years")
    months = late.keys() | {month + shift for month in early}
    return range(min(months), max(months) + 1), shift
