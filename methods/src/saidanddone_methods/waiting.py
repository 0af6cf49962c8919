"""Kaplan-Meier: how long people wait for an answer, with those still waiting censored."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saidanddone_methods.errors import BadInput
from saidanddone_methods.frames import pass_instead, reads_frames
from saidanddone_methods.intervals import FloatArray

# The share still waiting is a product of ratios; rounding may put one half a little above .5.
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class WaitingCurve:
    """The share still waiting just after each of `days`, the distinct days with answers.

    Both arrays have shape (days,), in order; before the first day the share is 1.
    """

    days: FloatArray
    share_waiting: FloatArray


@reads_frames(
    days=pass_instead("its column of days"), answered=pass_instead("its column of answered")
)
def waiting_curve(
    days: Sequence[float] | FloatArray, answered: Sequence[bool] | NDArray[np.bool_]
) -> WaitingCurve:
    """The Kaplan-Meier curve of waiting.

    `days` run from being heard to being answered, or to today where `answered` is False. Both have
    one entry for each thing said; `days` are 0 or more. On one day, answers count before
    censoring. Assumes that people still waiting have the same prospects as others who have waited
    as long.

    Source: Kaplan & Meier (1958), Journal of the American Statistical Association 53, 457-481.
    Cost: one sort. Raises BadInput for unequal lengths, negative days, or flags not true or false.
    """
    waits, flags = _checked(days, answered)
    distinct, place = np.unique(waits, return_inverse=True)
    answers = np.bincount(place, weights=flags, minlength=len(distinct))
    leavers = np.bincount(place, minlength=len(distinct))
    at_risk = len(waits) - np.concatenate([[0], np.cumsum(leavers)])[:-1]
    share = np.cumprod(1 - answers / at_risk)
    came = answers > 0
    return WaitingCurve(distinct[came], share[came])


def median_days_waiting(
    days: Sequence[float] | FloatArray, answered: Sequence[bool] | NDArray[np.bool_]
) -> float | None:
    """The median wait in days; None while half or more still wait.

    It is the first day of `waiting_curve` on which the share still waiting is one half or less.
    None where the curve never falls below one half, or nothing was said or answered. Everything
    said is counted, not a sample, so there is no interval. Input and errors as `waiting_curve`.
    """
    curve = waiting_curve(days, answered)
    if not (curve.share_waiting < 0.5 - ROUNDING).any():
        return None
    return float(curve.days[int(np.argmax(curve.share_waiting <= 0.5 + ROUNDING))])


def _checked(
    days: Sequence[float] | FloatArray, answered: Sequence[bool] | NDArray[np.bool_]
) -> tuple[FloatArray, FloatArray]:
    if len(days) != len(answered):
        raise BadInput(f"there are {len(days)} waits but {len(answered)} answered flags")
    flags = np.asarray(answered)
    if len(flags) and flags.dtype != np.bool_:
        raise BadInput("each answered flag must be true or false")
    try:
        waits = np.asarray(days, dtype=np.float64)
    except (TypeError, ValueError):
        raise BadInput("days must be numbers") from None
    if waits.ndim != 1 or not np.isfinite(waits).all() or (waits < 0).any():
        raise BadInput("days must be numbers of 0 or more, one for each thing said")
    return waits, flags.astype(np.float64)
