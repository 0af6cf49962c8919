"""Difference in differences: the change of an area less the change of a comparison area."""

from collections.abc import Sequence
from dataclasses import dataclass

from saidanddone_methods.change.areas import (
    AreaCounts,
    AreaRates,
    Periods,
    interval_of,
    total,
    unit_of,
)
from saidanddone_methods.change.maryland import BESIDE_ANOTHER
from saidanddone_methods.checks import open_share
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.frames import pass_instead, reads_frames
from saidanddone_methods.intervals import Interval
from saidanddone_methods.wording import difference_sentence, number_of, sureness

LEAST_EVENTS = 5  # below this a normal interval around a count is unreliable


@dataclass(frozen=True, slots=True)
class Difference:
    """The change in events (per unit of time and size, where given) less that of the comparison.

    Below 0 is a greater fall. `error` is the standard error, `level` the Maryland level. Totals do
    not show how months scatter or take after one another, so the interval allows for chance alone
    (times `dispersion`, where one was given) and is right less often than its confidence says.
    """

    difference: Interval
    error: float
    level: int
    sentence: str


@reads_frames(
    area=pass_instead("an AreaCounts, such as AreaCounts(40, 30)"),
    comparison=pass_instead("an AreaCounts, such as AreaCounts(40, 30)"),
)
def difference_in_differences(
    area: AreaCounts,
    comparison: AreaCounts | Sequence[AreaCounts],
    periods: Periods | None = None,
    *,
    dispersion: float = 1.0,
    confidence: float = 0.95,
) -> Difference:
    """(after - before) in the area, less (after - before) in the comparison.

    Several comparison areas count as one: their counts and sizes are added. Counts are taken as
    Poisson with their variance times `dispersion` (at least 1), and the interval is normal. Assumes
    that the area would have changed by the same *number* as the comparison, so compare areas of one
    size or give sizes. `ratio_of_ratios` assumes the same *share*; the two can disagree (Angrist &
    Pischke, 2009, Mostly Harmless Econometrics, chapter 5).

    Raises TooThin where an area counted fewer than 5 before and after together.
    """
    periods = periods or Periods()
    others = [comparison] if isinstance(comparison, AreaCounts) else list(comparison)
    if not others:
        raise BadInput("give at least one area to compare with")
    other = AreaCounts(
        sum(place.before for place in others),
        sum(place.after for place in others),
        sum(place.size for place in others),
    )
    refuse_thin({"the area": area, "the comparison area": other})
    changes = ((1, area), (-1, other))
    rate = total((sign, AreaRates.of(place, periods).change) for sign, place in changes)
    difference, error = interval_of(rate, dispersion, open_share(confidence, "confidence"))
    change_text = difference_sentence(difference, unit_of((area, other), periods), dispersion)
    sentence = f"set against the comparison area, {change_text}{sureness(confidence)}"
    return Difference(difference, error, BESIDE_ANOTHER, sentence)


def refuse_thin(areas: dict[str, AreaCounts]) -> None:
    """Raise TooThin that names every area with too few events for a normal interval."""
    reasons = [
        f"{name} counted {number_of(area.before + area.after, 'event')}; {LEAST_EVENTS} are needed"
        for name, area in areas.items()
        if area.before + area.after < LEAST_EVENTS
    ]
    if reasons:
        raise TooThin(reasons)
