"""Sentences for a change and its interval, in plain words and whole percents."""

import math
from decimal import Decimal

from saidanddone_methods.intervals import Interval


def percent_change(ratio: float) -> float:
    """-26 for a ratio of .74, 14 for 1.14."""
    return (ratio - 1) * 100


def change_sentence(ratio: Interval, before: int | None = None) -> str:
    """`26 % fewer; could be anything from 9 % to 40 % fewer`.

    `before` is the count before, named where the count fell to 0.
    """
    limits = limits_clause(ratio)
    parting = "; " if limits.startswith("could") else ", "
    return f"{change_headline(ratio.estimate, before)}{parting}{limits}"


def change_headline(ratio: float, before: int | None = None) -> str:
    """`26 % fewer`."""
    if ratio == 0:
        return "none after" if before is None else f"none after, against {before} before"
    return _change(ratio)


def limits_clause(ratio: Interval) -> str:
    """`could be anything from 9 % to 40 % fewer`, or words for equal limits in whole percents.

    Whether it could be no change depends on the limits before rounding.
    """
    if 1 in ratio:
        limits = f"{_change(ratio.lower)} to {_change(ratio.upper)}"
        return f"could be anything from {limits}, so this could be no change"
    # The smaller change comes first.
    direction = "fewer" if ratio.upper < 1 else "more"
    near, far = sorted((ratio.lower, ratio.upper), key=lambda limit: abs(limit - 1))
    if _size(near) == _size(far):
        # "less than 1 %, give or take less than 1 %" would wrongly include no change.
        is_little = _size(near) == "less than 1 %"
        return "little but more than chance" if is_little else "give or take less than 1 %"
    return f"could be anything from {_size(near)} to {_size(far)} {direction}"


def chance_clause(ratio: Interval) -> str:
    """`chance alone: 9 % to 40 % fewer`, for the limits that allow for chance alone."""
    ends = sorted((ratio.lower, ratio.upper), key=lambda limit: abs(limit - 1))
    if 1 in ratio or _is_one(ends[0]):
        return f"chance alone: {_change(ratio.lower)} to {_change(ratio.upper)}"
    near, far = map(_size, ends)
    span = near if near == far else f"{near} to {far}"
    return f"chance alone: {span} {'fewer' if ratio.upper < 1 else 'more'}"


def too_few_months(counted: str, needed: int) -> str:
    """`too few months to tell (7 on each side, 12 are needed)`."""
    return f"too few months to tell ({counted}, {needed} are needed)"


def comparison_clause(ratio: float) -> str:
    """`the comparison area fell 8 %`."""
    if ratio == 0:
        return "the comparison area fell to none"
    if _is_one(ratio):
        return "the comparison area did not change"
    moved = "fell" if ratio < 1 else "rose"
    size = _size(ratio)
    return f"the comparison area {moved} {size if size[0].isdigit() else f'by {size}'}"


def difference_sentence(difference: Interval, unit: str, dispersion: float) -> str:
    """`10 fewer; totals cannot tell how months scatter; chance alone: 41 fewer to 21 more`.

    `unit` names what the events are divided by: " for each unit of time". With a `dispersion` above
    1 the limits are not those of chance alone, and it is named.
    """
    low, high = _events(difference.lower), _events(difference.upper)
    allowed = "chance alone" if dispersion <= 1 else f"with a dispersion of {dispersion:g}"
    return (
        f"{_events(difference.estimate)}{unit}; totals cannot tell how months scatter; "
        f"{allowed}: {low} to {high}"
    )


def sureness(confidence: float) -> str:
    """How often such ranges are right; "" for the usual 95 times in 100."""
    if math.isclose(confidence, 0.95):
        return ""
    return f"; such ranges are right {confidence * 100:g} times in 100"


def too_few(number: int, thing: str, where: str, least: int) -> str:
    """`1 month before the change is too few; 8 are needed`."""
    many = "is" if number == 1 else "are"
    return f"{number_of(number, thing)}{where} {many} too few; {least} are needed"


def number_of(number: int, thing: str) -> str:
    """`1 event`, `3 events`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def percent_of(share: float) -> str:
    """`21 %`, never rounded to 0 and without a sign."""
    percent = round(abs(share) * 100)
    return "less than 1 %" if not percent and share else f"{percent:,} %"


def _events(difference: float) -> str:
    size = abs(difference)
    if size == 0:
        return "no change"
    figure = f"{size:,.0f}" if size >= 10 else f"{Decimal(f'{size:.2g}'):f}"
    return f"{figure} {'fewer' if difference < 0 else 'more'}"


def _is_one(ratio: float) -> bool:
    """Whether a ratio is 1, up to rounding."""
    return math.isclose(ratio, 1, rel_tol=1e-12)


def _change(ratio: float) -> str:
    if _is_one(ratio):
        return "no change"
    return f"{_size(ratio)} {'fewer' if ratio < 1 else 'more'}"


def _size(ratio: float) -> str:
    """The size of a change in percent, never rounded to 0 % or to 100 %."""
    if math.isinf(ratio):
        return "any number"
    percent = percent_of(ratio - 1)
    return "more than 99 %" if percent == "100 %" and 0 < ratio < 1 else percent
