"""Which totals may be published exactly, given every figure published before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from saidanddone_methods.checks import whole_number
from saidanddone_methods.disclosure.rules.counts import NHS, Profile, ProtectedCount, range_of
from saidanddone_methods.disclosure.rules.interval_bounds import possible_values
from saidanddone_methods.errors import BadInput
from saidanddone_methods.frames import pass_instead, reads_frames
from saidanddone_methods.tables.dates import MONTH_NAMES

LEAST_EXACT = 10


@dataclass(frozen=True, slots=True)
class ExactTotal:
    """A programme-wide count of people, not rounded, over `start` to `end` (both included)."""

    indicator: str
    start: date
    end: date
    value: int

    def __post_init__(self) -> None:
        _check_period(self.indicator, self.start, self.end)
        whole_number(self.value, "an exact total")


@dataclass(frozen=True, slots=True)
class ProtectedFigure:
    """A published protected count and, where it was broken down, its parts as shown."""

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
    """Whether a figure may be published, and why in one sentence. False as a condition if refused."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


@reads_frames(new=pass_instead("an ExactTotal"))
def may_publish_exact(
    new: ExactTotal, past: Iterable[Figure], *, today: date, profile: Profile = NHS
) -> Verdict:
    """Whether a total may be published exactly: 10 or more, for a finished period, and safe.

    `past` holds every published figure of any indicator, exact or protected. An exact total is
    allowed once for a period. It is refused where its period overlaps that of an earlier exact
    total of the same indicator. It is also refused where its period overlaps that of a protected
    one and differs from it: subtracting the two would count the people in between. Where the
    period is the same, it is refused if it leaves a hidden cell of the breakdown one value.

    Indicators differ by name alone (ignoring case and spaces). Whether one counts part of another
    is for the person who decides. Periods are whole days, both ends included.
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


@reads_frames(new=pass_instead("a ProtectedFigure"))
def may_publish_protected(
    new: ProtectedFigure, past: Iterable[Figure], *, profile: Profile = NHS
) -> Verdict:
    """Whether a protected figure may be published, given the exact totals published before.

    It is refused where its period overlaps that of an exact total of the same indicator and
    differs from it, or where that total leaves one of its hidden cells one value. (A breakdown
    from `protect_table(..., exact_total_is_public=True)` is safe by construction.) Earlier
    protected figures are not looked at.
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
        # The parts do not add up to this total (people counted in several, or a count of another
        # day). What a reader could conclude is then unknown, so refuse.
        return True
    return any(
        low == high for is_hidden, (low, high) in zip(hidden, possible, strict=True) if is_hidden
    )


def _check_period(indicator: str, start: date, end: date) -> None:
    if not indicator.strip():
        raise BadInput("an indicator needs a name")
    if start > end:
        raise BadInput("a period must not end before it starts")


def _same_indicator(first: Figure, second: Figure) -> bool:
    return _name(first) == _name(second)


def _name(figure: Figure) -> str:
    return " ".join(figure.indicator.split()).casefold()


def _overlap(first: Figure, second: Figure) -> bool:
    return first.start <= second.end and second.start <= first.end


def _same_period(first: Figure, second: Figure) -> bool:
    return (first.start, first.end) == (second.start, second.end)


def _subtraction(figure: Figure) -> str:
    return (
        f"A figure for {_period(figure)} is already public; subtracting the two would count the "
        "people in between."
    )


def _period(figure: Figure) -> str:
    return f"{_day(figure.start)} to {_day(figure.end)}"


def _day(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
