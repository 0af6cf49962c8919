"""Closed populations seen on several occasions: what the estimate becomes as chances differ.

M0: everyone is as likely to be seen on every occasion. Mt: occasions differ (the same as overlap
without pairs). Mh: people differ, as Chao's lower bound, Poisson (2) or Darroch have it. Mth: both.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from saidanddone_methods.checks import whole_number
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.intervals import Interval
from saidanddone_methods.population.design import FloatArray
from saidanddone_methods.population.histories import OverlapCounts, Pair
from saidanddone_methods.population.loglinear import LogLinear, fit_loglinear

WAYS_PEOPLE_DIFFER = ("Chao", "Poisson", "Darroch")
MOST_TIMES = 40  # beyond that 2 ** times drowns every other number


@dataclass(frozen=True, slots=True)
class ClosedModel:
    """One model's answer. `population` is None where the model has no estimate.

    With `Chao` in its name it is a lower bound. A model with a smaller `akaike` (AIC) predicts
    better; `deviance` on `degrees_of_freedom` tells how badly the model fits.
    """

    name: str
    population: Interval | None
    standard_error: float | None
    deviance: float | None
    degrees_of_freedom: int
    akaike: float | None


def closed_models(
    counts: OverlapCounts, pairs: Sequence[Pair] = (), *, confidence: float = 0.95
) -> tuple[ClosedModel, ...]:
    """Every model for histories: M0, Mt, Mh and Mth; with two occasions only M0 and Mt.

    `pairs` depend on each other in the models Mt and Mth. Models, columns and standard errors as
    Baillargeon & Rivest (2007), Journal of Statistical Software 19(5), and Rivest & Baillargeon
    (2007), Biometrics 63, 999-1006, have them: Poisson adds 2 ** k - 1 for someone seen k times,
    Darroch k ** 2 / 2, Chao max(k - j + 1, 0) for each j from 3, of which the negative ones are
    left out one by one. Raises BadInput for a pair that is none.
    """
    design = counts.design
    times = design.present.sum(axis=1)
    chosen = [design.both[:, counts.pair_number(pair)] for pair in pairs]
    each = np.column_stack([design.present, *chosen])
    alike, offset = times[:, None], np.zeros(len(times))
    models = [
        _model("M0", alike, counts.counts, offset, confidence),
        _model("Mt", each, counts.counts, offset, confidence),
    ]
    if len(counts.lists) > 2:
        for name, base in (("Mh", alike), ("Mth", each)):
            models += [
                _differing(name, way, base, times, counts.counts, offset, confidence)
                for way in WAYS_PEOPLE_DIFFER
            ]
    return tuple(models)


def closed_models_of_times(
    people: Mapping[int, int], occasions: int | None = None, *, confidence: float = 0.95
) -> tuple[ClosedModel, ...]:
    """M0 and Mh from how many `people` were seen so many times: `{1: 1645, 2: 183, ...}`.

    `occasions` is how often people could be seen at most; None where any time would do, when M0 is
    the Poisson distribution cut off below 1 and above the most that anyone was seen. With more
    than MOST_TIMES occasions, too, only times up to that most are fitted. Raises BadInput for
    times or counts that cannot be, TooThin where nobody was seen twice.
    """
    seen = {
        whole_number(times, "times seen", at_least=1): whole_number(count, "a count")
        for times, count in people.items()
    }
    most = max((times for times, count in seen.items() if count), default=0)
    if most < 2:
        raise TooThin(["nobody was seen more than once, so nothing tells how many never were"])
    last = most if occasions is None else whole_number(occasions, "occasions", at_least=2)
    if most > last:
        raise BadInput(f"someone was seen {most} times, but there were {last} occasions")
    if most > MOST_TIMES:
        raise BadInput(f"these models take people seen up to {MOST_TIMES} times, not {most}")
    if last > MOST_TIMES:
        last = most
    times = np.arange(1.0, last + 1)
    counts = np.array([float(seen.get(int(k), 0)) for k in times])
    offset = np.array([_ways(int(k), occasions) for k in times])
    models = [_model("M0", times[:, None], counts, offset, confidence)]
    if len(times) > 2:
        models += [
            _differing("Mh", way, times[:, None], times, counts, offset, confidence)
            for way in WAYS_PEOPLE_DIFFER
        ]
    return tuple(models)


def _ways(times: int, occasions: int | None) -> float:
    """The log of how many ways there are to be seen so many times."""
    if occasions is None:
        return -math.lgamma(times + 1)
    return math.log(math.comb(occasions, times))


def _differing(
    name: str,
    way: str,
    base: FloatArray,
    times: FloatArray,
    counts: FloatArray,
    offset: FloatArray,
    confidence: float,
) -> ClosedModel:
    if way == "Poisson":
        extra = (2.0**times - 1)[:, None]
    elif way == "Darroch":
        extra = (times**2 / 2)[:, None]
    else:
        from_third = np.arange(3, times.max() + 1)
        extra = np.maximum(times[:, None] - from_third + 1, 0.0)
        extra = _without_negative(base, extra, counts, offset)
    return _model(f"{name} {way}", np.hstack([base, extra]), counts, offset, confidence)


def _without_negative(
    base: FloatArray, extra: FloatArray, counts: FloatArray, offset: FloatArray
) -> FloatArray:
    """Chao's columns but those whose coefficient comes out below 0, the first of them first."""
    while extra.shape[1]:
        fitted = fit_loglinear(_with_constant(np.hstack([base, extra])), counts, offset)
        negative = np.flatnonzero(fitted.at[1 + base.shape[1] :] < 0)
        if not len(negative):
            break
        extra = np.delete(extra, negative[0], axis=1)
    return extra


def _model(
    name: str, columns: FloatArray, counts: FloatArray, offset: FloatArray, confidence: float
) -> ClosedModel:
    fitted: LogLinear = fit_loglinear(_with_constant(columns), counts, offset)
    if not fitted.settled:
        return ClosedModel(name, None, None, None, fitted.degrees_of_freedom, None)
    return ClosedModel(
        name,
        fitted.interval(confidence),
        fitted.standard_error,
        fitted.deviance,
        fitted.degrees_of_freedom,
        fitted.akaike,
    )


def _with_constant(columns: FloatArray) -> FloatArray:
    return np.column_stack([np.ones(len(columns)), columns])
