"""Direct and indirect standardisation of rates for age."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saidanddone_methods.checks import number_from_zero, positive_number, whole_number
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.intervals import FloatArray, Interval
from saidanddone_methods.rates import RateMethod, count_limits
from saidanddone_methods.wording import too_few

# UK public health bodies give no directly standardised rate below this.
EVENTS_FOR_DIRECT = 10


@dataclass(frozen=True, slots=True)
class StandardisedRate:
    """Events per `per` people with the age bands of the standard population.

    `left_out` are the bands, from 1, without people here: the rate is that of the other bands.
    """

    rate: Interval
    events: int
    per: float
    confidence: float
    left_out: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class StandardisedRatio:
    """`events` over those `expected` at the reference's rates; 1 is as many as in the reference.

    `rate` is the ratio times the reference's crude rate, per `per`. `method` is that used for the
    interval: exact below 10 events, else Byar's. `left_out` are the bands, from 1, without people
    here: nothing is expected in them.
    """

    ratio: Interval
    rate: Interval
    events: int
    expected: float
    method: RateMethod
    per: float
    confidence: float
    left_out: tuple[int, ...] = ()


def directly_standardised(
    counts: Sequence[int],
    populations: Sequence[float],
    standard: Sequence[float],
    *,
    per: float = 1,
    confidence: float = 0.95,
) -> StandardisedRate:
    """The mean of the rates by band, weighted by a `standard` population; one entry for each band.

    Dobson's interval: Byar's limits of the total, shifted and scaled to the variance of the rate.
    Assumes independent events and known populations. Two places are comparable with the same
    standard, where their rates differ by about the same factor in all bands. A band without people
    has no rate: it is left out, the weights of the others are scaled up, and `left_out` names it.

    Source: Dobson, Kuulasmaa, Eberle & Scherer (1991), Statistics in Medicine 10, 457-462.
    A lower limit below 0 (few events in a band of great weight) is given as 0. Raises BadInput for
    invalid bands, unequal numbers of them, or events among no people. Raises TooThin below 10
    events.
    """
    bands = len(counts)
    events = _column(counts, "count", bands, whole_number)
    people = _column(populations, "population", bands, number_from_zero)
    weights = _column(standard, "standard population", bands)
    per = positive_number(per, "per")
    total = int(events.sum())
    if total < EVENTS_FOR_DIRECT:
        raise TooThin([too_few(total, "event", " to weigh by band", EVENTS_FOR_DIRECT)])
    here, left_out = _with_people(events, people)
    events, people, weights = events[here], people[here], weights[here]
    weights = weights / weights.sum()
    rate = float((weights * events / people).sum())
    variance = float((weights**2 * events / people**2).sum())
    (low, high), _ = count_limits(total, "byar", confidence)
    spread = math.sqrt(variance / total)
    lower, upper = max(0.0, rate + spread * (low - total)), rate + spread * (high - total)
    interval = Interval(rate * per, lower * per, upper * per)
    return StandardisedRate(interval, total, per, confidence, left_out)


def indirectly_standardised(
    counts: Sequence[int],
    populations: Sequence[float],
    reference_counts: Sequence[int],
    reference_populations: Sequence[float],
    *,
    per: float = 1,
    confidence: float = 0.95,
) -> StandardisedRatio:
    """Events over those that this population would have at a reference's rates, band by band.

    The interval is that of the count over the expected events; the reference counts as exact.
    The ratios of two places compare with the reference, not strictly with each other.

    Source: Breslow & Day (1987), Statistical methods in cancer research II, page 65 on.
    Raises BadInput for invalid bands, unequal numbers of them, or events among no people; TooThin
    where none are expected.
    """
    bands = len(counts)
    events = _column(counts, "count", bands, whole_number)
    people = _column(populations, "population", bands, number_from_zero)
    reference = _column(reference_counts, "reference count", bands, whole_number)
    others = _column(reference_populations, "reference population", bands)
    per = positive_number(per, "per")
    _, left_out = _with_people(events, people)
    expected = float((people * reference / others).sum())
    if not expected:
        raise TooThin(
            ["no events can be expected here: check the reference and the people in each band"]
        )
    total = int(events.sum())
    (low, high), method = count_limits(total, "byar", confidence)
    crude = float(reference.sum() / others.sum()) * per
    ratio = Interval(total / expected, low / expected, high / expected)
    return StandardisedRatio(
        ratio,
        Interval(ratio.estimate * crude, ratio.lower * crude, ratio.upper * crude),
        total,
        expected,
        method,
        per,
        confidence,
        left_out,
    )


def _with_people(
    events: FloatArray, people: FloatArray
) -> tuple[NDArray[np.bool_], tuple[int, ...]]:
    """Which bands have people, shape (bands,), and the numbers, from 1, of those that have none."""
    here = people > 0
    if (events[~here] > 0).any():
        band = int(np.argmax(~here & (events > 0)))
        raise BadInput(f"band {band + 1} has no people, but counts {events[band]:g}")
    return here, tuple(int(band) + 1 for band in np.flatnonzero(~here))


def _column(
    values: Sequence[float],
    what: str,
    bands: int,
    check: Callable[..., float] = positive_number,
) -> FloatArray:
    """One value for each band, each checked by name."""
    if len(values) != bands or not bands:
        raise BadInput(f"give one {what} for each band, and at least one band")
    return np.array(
        [check(value, f"the {what} of band {band}") for band, value in enumerate(values, 1)],
        dtype=np.float64,
    )
