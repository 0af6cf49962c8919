"""Counts and rates with the intervals that public health uses: Byar, exact Poisson, Wilson."""

import math
from dataclasses import dataclass
from typing import Literal, get_args

from saidanddone_methods.checks import open_share, positive_number, whole_number
from saidanddone_methods.errors import BadInput
from saidanddone_methods.intervals import Interval, normal_quantile, wilson
from saidanddone_methods.special import poisson_mean_above, poisson_mean_below

RateMethod = Literal["byar", "exact", "wilson"]

# Below this the exact limits replace Byar's approximation, as in the technical guide of Public
# Health England's Fingertips.
BYAR_FROM = 10


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` over `population`, times `per`. `method` is the one used, not the one asked for."""

    rate: Interval
    method: RateMethod
    count: int
    population: float
    per: float
    confidence: float


def rate(
    count: int,
    population: float = 1,
    *,
    method: RateMethod = "byar",
    per: float = 1,
    confidence: float = 0.95,
) -> Rate:
    """A rate per `per` of the population, or a count where no population is given.

    `byar` and `exact` assume independent events, any number for a person, and a known `population`
    (people, person-years, months). Below 10 events `byar` gives the exact interval, and `method`
    then says `exact`. `wilson` is for a share of people: `population` is a whole number of at
    least `count`.

    Sources: Byar's approximation in Breslow & Day (1987), Statistical methods in cancer research
    II, page 69; exact limits of Garwood (1936), Biometrika 28, 437-442; Wilson (1927), Journal of
    the American Statistical Association 22, 209-212.
    Raises BadInput for invalid counts, populations or settings.
    """
    count = whole_number(count, "the count")
    population = positive_number(population, "the population")
    per = positive_number(per, "per")
    if method not in get_args(RateMethod):
        raise BadInput(f"method must be one of {', '.join(get_args(RateMethod))}")
    used = method
    if method == "wilson":
        share = wilson(count, _people(count, population), confidence)
        lower, upper = share.lower, share.upper
    else:
        (low, high), used = count_limits(count, method, confidence)
        lower, upper = low / population, high / population
    interval = Interval(count / population * per, lower * per, upper * per)
    return Rate(interval, used, count, population, per, confidence)


def count_limits(
    count: int, method: RateMethod = "byar", confidence: float = 0.95
) -> tuple[tuple[float, float], RateMethod]:
    """Limits of the Poisson mean for an observed `count`, and the method used.

    `method` is `byar` or `exact`. Raises BadInput for another, or for an invalid count.
    """
    count = whole_number(count, "the count")
    if method not in ("byar", "exact"):
        raise BadInput("limits of a count are by byar or exact")
    if method == "byar" and count >= BYAR_FROM:
        return byar_limits(count, confidence), "byar"
    return exact_limits(count, confidence), "exact"


def exact_limits(count: int, confidence: float = 0.95) -> tuple[float, float]:
    """Exact Poisson limits: the means for which each tail has probability (1 - confidence) / 2.

    The lower limit of a count of 0 is 0. Covers at least `confidence`.
    """
    tail = (1 - open_share(confidence, "confidence")) / 2
    return poisson_mean_below(count, tail) if count else 0.0, poisson_mean_above(count, tail)


def byar_limits(count: int, confidence: float = 0.95) -> tuple[float, float]:
    """Byar's approximation at any count. Below 10 events it is poor: prefer `exact_limits`.

    A lower limit below 0 is given as 0.
    """
    z = normal_quantile(confidence)

    def at(x: int, z: float) -> float:
        return x * (1 - 1 / (9 * x) + z / (3 * math.sqrt(x))) ** 3

    return max(0.0, at(count, -z)) if count else 0.0, at(count + 1, z)


def _people(count: int, population: float) -> int:
    if population != math.floor(population):
        raise BadInput("wilson needs a whole number of people")
    if population < count:
        raise BadInput(f"wilson takes no count above the population, but {count} is")
    return int(population)
