"""A monthly series in order, and its design columns for trend and seasons."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from saidanddone_methods.checks import positive_number, whole_number
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.intervals import FloatArray
from saidanddone_methods.months import MonthlyCounts, month_name, month_number
from saidanddone_methods.wording import too_few

MOST_HARMONICS = 5  # at whole months the sine of the sixth harmonic is 0
MONTHS_FOR_SEASONS = 24  # with fewer, season and trend are confounded
LEAST_BEFORE, LEAST_AFTER = 8, 3  # months
LEAST_EVENTS = 5  # with fewer, the interval of a step or trend is useless


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Month numbers in order (year * 12 + month - 1), counts and exposures, each of shape (n,).

    `missing` names the months without a count between the first and the last. They keep their
    place in time and are never filled in.
    """

    months: FloatArray
    counts: FloatArray
    exposure: FloatArray
    missing: tuple[str, ...]

    def where(self, which: np.ndarray) -> "Series":
        """The months for which `which` is true."""
        return Series(self.months[which], self.counts[which], self.exposure[which], self.missing)


def series_of(
    counts: MonthlyCounts, population: Mapping[date, float] | None = None, what: str = "the series"
) -> Series:
    """Put a series in order. Months that are None or absent are missing, and are named.

    Raises BadInput for a repeated month, an invalid count or population; TooThin for no month.
    """
    count_of: dict[int, int] = {}
    seen: set[int] = set()
    for day, count in counts.items():
        if not isinstance(day, date):
            raise BadInput(f"the months of {what} must be dates")
        month = month_number(day)
        if month in seen:
            raise BadInput(f"{month_name(month)} stands twice in {what}")
        seen.add(month)
        if count is not None:
            count_of[month] = whole_number(count, f"{month_name(month)} of {what}")
    if not count_of:
        raise TooThin([f"there are no months in {what}"])
    months = sorted(count_of)
    missing = tuple(month_name(m) for m in range(months[0], months[-1] + 1) if m not in count_of)
    return Series(
        np.array(months, dtype=np.float64),
        np.array([count_of[month] for month in months], dtype=np.float64),
        _exposure(months, population, what),
        missing,
    )


def paired(area: Series, other: Series) -> tuple[Series, Series]:
    """Both series over the months that both have; months missing in either are named in both.

    Raises BadInput unless both begin and end in the same months.
    """
    if area.months[0] != other.months[0] or area.months[-1] != other.months[-1]:
        raise BadInput("the comparison area must begin and end in the same months as the area")
    shared = np.intersect1d(area.months, other.months)
    run = range(int(area.months[0]), int(area.months[-1]) + 1)
    missing = tuple(month_name(month) for month in run if month not in set(shared.tolist()))
    matched = [series.where(np.isin(series.months, shared)) for series in (area, other)]
    return replace(matched[0], missing=missing), replace(matched[1], missing=missing)


def trend_columns(months: FloatArray, origin: float, harmonics: int) -> FloatArray:
    """A constant, years since `origin`, and `harmonics` sine and cosine pairs of the year."""
    of_year = months % 12 + 1
    columns = [np.ones_like(months), (months - origin) / 12]
    for wave in range(1, harmonics + 1):
        angle = 2 * np.pi * wave * of_year / 12
        columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns)


def checked_harmonics(harmonics: int, months: int) -> int:
    """Return `harmonics`, 0 to MOST_HARMONICS. Raises TooThin for too few months, or BadInput."""
    harmonics = whole_number(harmonics, "harmonics")
    if harmonics > MOST_HARMONICS:
        raise BadInput(f"harmonics must be {MOST_HARMONICS} or fewer, but is {harmonics}")
    if harmonics and months < MONTHS_FOR_SEASONS:
        raise TooThin([too_few(months, "month", " to tell seasons", MONTHS_FOR_SEASONS)])
    return harmonics


def lacking(series: Series, which: np.ndarray, name: str, least: int, where: str = "") -> list[str]:
    """Reasons why the months `which`, `name` ("before") the change, are too few to fit."""
    if which.sum() < least:
        return [too_few(int(which.sum()), "month", f" {name} the change", least)]
    if (events := int(series.counts[which].sum())) < LEAST_EVENTS:
        counted = f"only {events} counted" if events else "nothing was counted"
        return [f"{counted} {name} the change{where}; {LEAST_EVENTS} events are needed"]
    return []


def _exposure(months: list[int], population: Mapping[date, float] | None, what: str) -> FloatArray:
    if population is None:
        return np.ones(len(months))
    by_month = {month_number(day): people for day, people in population.items()}
    for month in months:
        if month not in by_month:
            raise BadInput(f"the population of {what} is missing for {month_name(month)}")
    return np.array(
        [
            positive_number(by_month[month], f"the population of {what} in {month_name(month)}")
            for month in months
        ]
    )
