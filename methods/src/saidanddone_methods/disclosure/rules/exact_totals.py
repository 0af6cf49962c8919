"""Which totals may leave exact, given all that has left before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from saidanddone_methods.checks import whole_number
from saidanddone_methods.disclosure.rules.counts import NHS, Profile, ProtectedCount, range_of
from saidanddone_methods.disclosure.rules.interval_bounds import possible_values
from saidanddone_methods.errors import BadInput
from saidanddone_methods.tables.dates import MONTH_NAMES

LEAST_EXACT = 10


@dataclass(frozen=True, slots=True)
class ExactTotal:
    """A programme-wide count of people, as it is. `start` and `end` are its first and last day."""

    indicator: str
    start: date
    end: date
    value: int

    def __post_init__(self) -> None:
        _check_period(self.indicator, self.start, self.end)
        whole_number(self.value, "an exact total")


@dataclass(frozen=True, slots=True)
class ProtectedFigure:
    """A protected count that left, with the parts it was broken into, if any, as shown."""

    indicator: str
    start: date
    end: date
    total: ProtectedCount
    cells: tuple[ProtectedCount, ...] = ()

    def __post_init__(self) -> None:
        _check_period(self.indicator, self.start, self.end)


Figure = ExactTotal | ProtectedFigure


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a figure may leave, and why in one sentence. False in a condition when refused."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


def may_publish_exact(
    new: ExactTotal, past: Iterable[Figure], *, today: date, profile: Profile = NHS
) -> Verdict:
    """Whether a total may leave exact: 10 or more, its period over, combining with nothing.

    `past` is everything that has left about any indicator, exact or protected. An exact total is
    allowed once for a period, and refused where its period overlaps that of an earlier exact
    total of the same indicator in any way, or that of an earlier protected one without being the
    same period: the later less the earlier would be a count of what lies between (a year to date
    less the year to date before it). For the same period as a protected breakdown it is refused if it
    would pin a hidden cell of that breakdown to one value.

    Indicators are told apart by name alone (case and spaces aside): that one counts part of
    another is for the person who decides. Period bounds are whole days, both included.
    """
    if new.value < LEAST_EXACT:
        return Verdict(False, f"Only totals of {LEAST_EXACT} or more may be published exactly.")
    if new.end >= today:
        return Verdict(False, f"The period is not over: it ends on {_day(new.end)}.")
    for figure in past:
        if not (_same_indicator(new, figure) and _overlap(new, figure)):
            continue
        if isinstance(figure, ExactTotal):
            return Verdict(
                False, f"An exact total for {_period(figure)} is already public and overlaps it."
            )
        if not _same_period(new, figure):
            return Verdict(False, _subtraction(figure))
        if _pins_a_cell(new.value, figure, profile):
            return Verdict(
                False,
                f"With the breakdown published for {_period(figure)} it would give away a small "
                "number.",
            )
    return Verdict(True, "Nothing published so far combines with it.")


def may_publish_protected(
    new: ProtectedFigure, past: Iterable[Figure], *, profile: Profile = NHS
) -> Verdict:
    """Whether a protected figure may leave beside the exact totals that already have.

    Refused where its period overlaps that of an exact total of the same indicator without being
    the same, or where that exact total would pin one of its hidden cells. (A breakdown made with
    `protect_table(..., exact_total_is_public=True)` is safe by construction.) It is not judged
    against earlier protected figures.
    """
    for figure in past:
        if not (
            isinstance(figure, ExactTotal)
            and _same_indicator(new, figure)
            and _overlap(new, figure)
        ):
            continue
        if not _same_period(new, figure):
            return Verdict(False, _subtraction(figure))
        if _pins_a_cell(figure.value, new, profile):
            return Verdict(
                False,
                f"With the exact total published for {_period(figure)} this breakdown would give "
                "away a small number.",
            )
    return Verdict(True, "No exact total published so far combines with it.")


def _pins_a_cell(exact: int, figure: ProtectedFigure, profile: Profile) -> bool:
    hidden = [cell.suppressed for cell in figure.cells]
    if not any(hidden):
        return False
    ranges = [range_of(cell, profile) for cell in figure.cells]
    try:
        possible = possible_values(ranges, (exact, exact))
    except BadInput:
        # The parts do not add up to this total (people counted in several, or another day's
        # count), so what a reader could conclude cannot be told: refuse.
        return True
    return any(
        low == high for is_hidden, (low, high) in zip(hidden, possible, strict=True) if is_hidden
    )


def _check_period(indicator: str, start: date, end: date) -> None:
    if not indicator.strip():
        raise BadInput("an indicator needs a name")
    if start > end:
        raise BadInput("a period must not end before it starts")


def _same_indicator(one: Figure, other: Figure) -> bool:
    return _name(one) == _name(other)


def _name(figure: Figure) -> str:
    return " ".join(figure.indicator.split()).casefold()


def _overlap(one: Figure, other: Figure) -> bool:
    return one.start <= other.end and other.start <= one.end


def _same_period(one: Figure, other: Figure) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _subtraction(figure: Figure) -> str:
    return (
        f"A figure for {_period(figure)} is already public; subtracting the two would count the "
        "people in between."
    )


def _period(figure: Figure) -> str:
    return f"{_day(figure.start)} to {_day(figure.end)}"


def _day(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
