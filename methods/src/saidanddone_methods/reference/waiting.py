"""Kaplan-Meier in exact fractions."""

from collections.abc import Sequence
from fractions import Fraction

HALF = Fraction(1, 2)


def waiting_curve_reference(
    days: Sequence[float], answered: Sequence[bool]
) -> list[tuple[float, Fraction]]:
    """(day, share still waiting after it) for each day on which answers came."""
    share, curve = Fraction(1), []
    for day in sorted({day for day, came in zip(days, answered, strict=True) if came}):
        at_risk = sum(other >= day for other in days)
        answers = sum(came and other == day for other, came in zip(days, answered, strict=True))
        share *= 1 - Fraction(answers, at_risk)
        curve.append((day, share))
    return curve


def median_days_waiting_reference(days: Sequence[float], answered: Sequence[bool]) -> float | None:
    """The first day at or below one half, if the curve ever falls below."""
    curve = waiting_curve_reference(days, answered)
    if not any(share < HALF for _, share in curve):
        return None
    return next(day for day, share in curve if share <= HALF)
