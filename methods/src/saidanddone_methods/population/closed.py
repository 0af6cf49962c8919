"""Models of a closed population seen on several occasions.

M0: the chance of being seen is the same for all people and occasions. Mt: occasions differ (overlap
without pairs). Mh: people differ, by Chao's lower bound, Poisson (2) or Darroch. Mth: both.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from saidanddone_methods.checks import whole_number
from saidanddone_methods.errors import BadInput
from saidanddone_methods.frames import pass_instead, reads_frames, value_by
from saidanddone_methods.intervals import Interval
from saidanddone_methods.population.design import FloatArray
from saidanddone_methods.population.histories import OverlapCounts, Pair
from saidanddone_methods.population.loglinear import LogLinear, fit_loglinear
from saidanddone_methods.population.thresholds import refuse_few_again

Way = Literal["Chao", "Poisson", "Darroch"]  # in which people differ

MOST_TIMES = 40  # above this, 2 ** times exceeds all other numbers in the fit


@dataclass(frozen=True, slots=True)
class ClosedModel:
    """The estimate of one model. `population` is None where the model has no estimate.

    A model with `Chao` in its name gives a lower bound. A smaller `akaike` (AIC) is better.
    `deviance` on `degrees_of_freedom` measures the lack of fit.
    """

    name: str
    population: Interval | None
    standard_error: float | None
    deviance: float | None
    degrees_of_freedom: int
    akaike: float | None


@dataclass(frozen=True, slots=True)
class _Seen:
    """`counts` of people seen `times` times; a row is a history or a number of times.

    `offset` is the log of the number of histories that a row stands for.
    """

    times: FloatArray
    counts: FloatArray
    offset: FloatArray


@reads_frames(counts=pass_instead("OverlapCounts.of(lists, histories)"))
def closed_models(
    counts: OverlapCounts, pairs: Sequence[Pair] = (), *, confidence: float = 0.95
) -> tuple[ClosedModel, ...]:
    """Every model for histories: M0, Mt, Mh and Mth; with two occasions only M0 and Mt.

    `pairs` are dependent in the models Mt and Mth. Models, columns and standard errors are those of
    Baillargeon & Rivest (2007), Journal of Statistical Software 19(5), and Rivest & Baillargeon
    (2007), Biometrics 63, 999-1006. For someone seen k times, Poisson adds 2 ** k - 1, Darroch
    k ** 2 / 2, and Chao max(k - j + 1, 0) for each j from 3; its negative coefficients are removed
    one by one. Raises BadInput for an unknown pair, TooThin where fewer than FEWEST_AGAIN people
    were seen again.
    """
    refuse_few_again(counts.on_several, counts.observed)
    times = _times(counts)
    seen = _Seen(times, counts.counts, np.zeros(len(times)))
    alike = times[:, None]
    by_occasion, covered = _occasions(counts, pairs)
    models = [_model("M0", alike, seen, confidence), _model("Mt", by_occasion, covered, confidence)]
    if len(counts.lists) > 2:
        models += _differing("Mh", alike, seen, confidence)
        models += _differing("Mth", by_occasion, covered, confidence)
    return tuple(models)


def model_with_occasions(
    counts: OverlapCounts, pairs: Sequence[Pair], way: Way | None, confidence: float
) -> ClosedModel:
    """One model of `closed_models`: Mt, or Mth with people who differ in that `way`."""
    by_occasion, covered = _occasions(counts, pairs)
    if way is None:
        return _model("Mt", by_occasion, covered, confidence)
    return _differ("Mth", way, by_occasion, covered, confidence)


def _times(counts: OverlapCounts) -> FloatArray:
    times: FloatArray = counts.design.present.sum(axis=1)
    return times


def _occasions(counts: OverlapCounts, pairs: Sequence[Pair]) -> tuple[FloatArray, _Seen]:
    """The columns of Mt with `pairs`, and the counts of the histories that it covers."""
    design, times = counts.design, _times(counts)
    chosen = design.both[:, counts.pair_numbers(pairs)]
    met = counts.counts @ chosen > 0
    # As in overlap: the parameter of a pair without anyone on both is at minus infinity.
    covers = ~chosen[:, ~met].any(axis=1)
    covered = _Seen(times[covers], counts.counts[covers], np.zeros(int(covers.sum())))
    return np.hstack([design.present, chosen[:, met]])[covers], covered


@reads_frames(people=value_by("times", "people"))
def closed_models_of_times(
    people: Mapping[int, int], occasions: int | None = None, *, confidence: float = 0.95
) -> tuple[ClosedModel, ...]:
    """M0 and Mh from the number of `people` by times seen: `{1: 1645, 2: 183, ...}`.

    A polars or pandas frame has the columns times and people.
    `occasions` is how often people could be seen at most. None: at any time; M0 is then the Poisson
    distribution truncated below 1 and above the largest observed number of times. With more than
    MOST_TIMES occasions only times up to that number are fitted. Raises BadInput for invalid times
    or counts, TooThin where fewer than FEWEST_AGAIN people were seen again.
    """
    seen = {
        whole_number(times, "times seen", at_least=1): whole_number(count, "a count")
        for times, count in people.items()
    }
    most = max((times for times, count in seen.items() if count), default=0)
    last = most if occasions is None else whole_number(occasions, "occasions", at_least=2)
    if most > last:
        raise BadInput(f"someone was seen {most} times, but there were {last} occasions")
    if most > MOST_TIMES:
        raise BadInput(f"these models take people seen up to {MOST_TIMES} times, not {most}")
    refuse_few_again(sum(n for times, n in seen.items() if times > 1), sum(seen.values()))
    if last > MOST_TIMES:
        last = most
    times = np.arange(1.0, last + 1)
    counts = np.array([float(seen.get(int(k), 0)) for k in times])
    by_times = _Seen(times, counts, np.array([_ways(int(k), occasions) for k in times]))
    models = [_model("M0", times[:, None], by_times, confidence)]
    if len(times) > 2:
        models += _differing("Mh", times[:, None], by_times, confidence)
    return tuple(models)


def _ways(times: int, occasions: int | None) -> float:
    """The log of the number of ways to be seen `times` times."""
    if occasions is None:
        return -math.lgamma(times + 1)
    return math.log(math.comb(occasions, times))


def _differing(name: str, base: FloatArray, seen: _Seen, confidence: float) -> list[ClosedModel]:
    """The models of `base` with each of the three terms for differences between people."""
    return [_differ(name, way, base, seen, confidence) for way in get_args(Way)]


def _differ(name: str, way: Way, base: FloatArray, seen: _Seen, confidence: float) -> ClosedModel:
    times = seen.times[:, None]
    if way == "Chao":
        from_third = np.arange(3, seen.times.max() + 1)
        extra = _without_negative(base, np.maximum(times - from_third + 1, 0.0), seen)
    elif way == "Poisson":
        extra = 2.0**times - 1
    else:
        extra = times**2 / 2
    return _model(f"{name} {way}", np.hstack([base, extra]), seen, confidence)


def _without_negative(base: FloatArray, extra: FloatArray, seen: _Seen) -> FloatArray:
    """Chao's columns, after removing those with a negative coefficient, one by one."""
    while extra.shape[1]:
        fitted = _fit(np.hstack([base, extra]), seen)
        negative = np.flatnonzero(fitted.at[1 + base.shape[1] :] < 0)
        if not len(negative):
            break
        extra = np.delete(extra, negative[0], axis=1)
    return extra


def _model(name: str, columns: FloatArray, seen: _Seen, confidence: float) -> ClosedModel:
    fitted = _fit(columns, seen)
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


def _fit(columns: FloatArray, seen: _Seen) -> LogLinear:
    constant = np.ones((len(columns), 1))
    return fit_loglinear(np.hstack([constant, columns]), seen.counts, seen.offset)
