"""Displacement: whether events moved next door, or fell there too."""

import math
from dataclasses import dataclass

from saidanddone_methods.change.areas import (
    AreaCounts,
    AreaRates,
    Periods,
    interval_of,
    total,
    unit_of,
)
from saidanddone_methods.change.comparison import Difference, refuse_thin
from saidanddone_methods.change.maryland import BESIDE_ANOTHER
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.frames import pass_instead, reads_frames
from saidanddone_methods.intervals import Interval, normal_quantile
from saidanddone_methods.wording import difference_sentence, percent_of, sureness


@reads_frames(
    treated=pass_instead("an AreaCounts, such as AreaCounts(40, 30)"),
    control=pass_instead("an AreaCounts, such as AreaCounts(40, 30)"),
)
def weighted_displacement_difference(
    treated: AreaCounts,
    control: AreaCounts,
    displacement: AreaCounts | None = None,
    displacement_control: AreaCounts | None = None,
    periods: Periods | None = None,
    *,
    dispersion: float = 1.0,
    confidence: float = 0.95,
) -> Difference:
    """The change in the treated and the displacement area, less the change of their controls.

    (treated after - before) - (control after - before), plus the same for the displacement area
    and its control where given. Counts are first divided by the areas' sizes and the periods'
    lengths, and variances by the squares of those. Wheeler & Ratcliffe (2018), Crime Science 7:11.
    Assumes Poisson counts (variance times `dispersion`), areas that share no street, and controls
    that would have changed in the same way. The interval is normal, and allows for chance alone.

    Raises BadInput where only one of the displacement area and its control is given. Raises TooThin
    where treated or control counted fewer than 5.
    """
    if (displacement is None) != (displacement_control is None):
        raise BadInput("give both a displacement area and its control, or neither")
    refuse_thin({"the treated area": treated, "the control area": control})
    periods = periods or Periods()
    signed = [(1, treated), (-1, control)]
    if displacement is not None and displacement_control is not None:
        signed += [(1, displacement), (-1, displacement_control)]
    rate = total((sign, AreaRates.of(area, periods).change) for sign, area in signed)
    difference, error = interval_of(rate, dispersion, confidence)
    around = " and with the places around it counted in" if displacement is not None else ""
    unit = unit_of((area for _, area in signed), periods)
    change_text = difference_sentence(difference, unit, dispersion)
    sentence = f"set against the control area{around}, {change_text}{sureness(confidence)}"
    return Difference(difference, error, BESIDE_ANOTHER, sentence)


@dataclass(frozen=True, slots=True)
class Displacement:
    """The change in the buffer as a share of the success in the treated area.

    `quotient` 0: nothing moved. From 0 to -1: part of the gain was lost next door; below -1: more
    was lost than gained. Above 0: next door improved too. Its limits allow for chance alone, and
    are infinite where the success could be chance. `success` is the change of treated over control and `spill` that of
    buffer over control, both after less before.
    """

    quotient: Interval
    success: float
    spill: float
    level: int
    sentence: str


@reads_frames(
    treated=pass_instead("an AreaCounts, such as AreaCounts(40, 30)"),
    buffer=pass_instead("an AreaCounts, such as AreaCounts(40, 30)"),
    control=pass_instead("an AreaCounts, such as AreaCounts(40, 30)"),
)
def displacement_quotient(
    treated: AreaCounts, buffer: AreaCounts, control: AreaCounts, *, confidence: float = 0.95
) -> Displacement:
    """(buffer / control after less before) over (treated / control after less before).

    Bowers & Johnson (2003), Journal of Quantitative Criminology 19, 275-301. Sizes play no part.
    The interval is Fieller's (1954, Journal of the Royal Statistical Society B 16, 175-185) on
    Poisson counts, to first order, and allows for the shared control and for chance alone.

    Raises TooThin where an area counted fewer than 5, or the control none before or after. Raises
    it too where the treated area did not fall relative to the control: there is no gain.
    """
    refuse_thin({"the treated area": treated, "the buffer": buffer, "the control area": control})
    if not (control.before and control.after):
        raise TooThin(["the control area counted none before or none after"])
    success = treated.after / control.after - treated.before / control.before
    spill = buffer.after / control.after - buffer.before / control.before
    if success >= 0:
        raise TooThin(
            ["the treated area did not fall against the control, so there is nothing to move"]
        )
    limits = _fieller(
        (spill, success),
        _covariances(treated, buffer, control),
        normal_quantile(confidence),
    )
    quotient = Interval(spill / success, *limits)
    return Displacement(quotient, success, spill, BESIDE_ANOTHER, _sentence(quotient, confidence))


def _covariances(
    treated: AreaCounts, buffer: AreaCounts, control: AreaCounts
) -> tuple[float, float, float]:
    """Variance of the spill, of the success, and their covariance, by the delta method."""
    spill = success = both = 0.0
    for a, b, c in (
        (treated.before, buffer.before, control.before),
        (treated.after, buffer.after, control.after),
    ):
        spill += b / c**2 + b**2 / c**3
        success += a / c**2 + a**2 / c**3
        both += a * b / c**3
    return spill, success, both


def _fieller(
    parts: tuple[float, float], covariances: tuple[float, float, float], z: float
) -> tuple[float, float]:
    """The limits of the ratios q for which top - q * bottom is within z standard errors of 0."""
    top, bottom = parts
    top_variance, bottom_variance, both = covariances
    a = bottom**2 - z * z * bottom_variance
    b = top * bottom - z * z * both
    c = top**2 - z * z * top_variance
    if a <= 0:
        return -math.inf, math.inf
    root = math.sqrt(max(b * b - a * c, 0.0))
    return (b - root) / a, (b + root) / a


def _sentence(quotient: Interval, confidence: float) -> str:
    if math.isinf(quotient.upper):
        return "the fall itself could be chance alone, so whether it moved next door cannot be told"
    share = percent_of(quotient.estimate)
    if quotient.estimate < 0:
        headline = f"next door lost {share} of what was gained"
    elif quotient.estimate > 0:
        headline = f"next door gained as well, {share} as much"
    else:
        headline = "next door neither lost nor gained"
    limits = f"chance alone: {_side(quotient.lower)} to {_side(quotient.upper)}"
    return f"{headline}; totals cannot tell how months scatter; {limits}{sureness(confidence)}"


def _side(share: float) -> str:
    return f"{percent_of(share)} {'lost' if share < 0 else 'gained'}"
