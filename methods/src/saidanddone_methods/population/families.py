"""How often a person is seen, as a distribution: Poisson or geometric, given that it is not never.

`eta` is the log of the mean times that a person is seen, never included. Each of `terms` gives the
log chance of `times` (1 or more) given once or more, its slope and its curvature in `eta`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from saidanddone_methods.population.design import FloatArray
from saidanddone_methods.special import log_factorial

Terms = tuple[FloatArray, FloatArray, FloatArray]


@dataclass(frozen=True, slots=True)
class Family:
    """A distribution of times seen. `never` gives the chance of 0 and its slope in `eta`."""

    terms: Callable[[FloatArray, FloatArray], Terms]
    never: Callable[[FloatArray], tuple[FloatArray, FloatArray]]


def _poisson(times: FloatArray, eta: FloatArray) -> Terms:
    mean = np.exp(eta)
    seen = -np.expm1(-mean)
    truncated_mean = mean / seen
    logs = times * eta - mean - log_factorial(times) - np.log(seen)
    return logs, times - truncated_mean, -truncated_mean * (1 + mean - truncated_mean)


def _poisson_never(eta: FloatArray) -> tuple[FloatArray, FloatArray]:
    mean = np.exp(eta)
    return np.exp(-mean), -mean * np.exp(-mean)


def _geometric(times: FloatArray, eta: FloatArray) -> Terms:
    mean = np.exp(eta)
    again = mean / (1 + mean)
    logs = (times - 1) * eta - times * np.log1p(mean)
    return logs, times - 1 - times * again, -times * again * (1 - again)


def _geometric_never(eta: FloatArray) -> tuple[FloatArray, FloatArray]:
    mean = np.exp(eta)
    return 1 / (1 + mean), -mean / (1 + mean) ** 2


POISSON = Family(_poisson, _poisson_never)
GEOMETRIC = Family(_geometric, _geometric_never)


def one_of_two(fewer: int) -> Callable[[FloatArray, FloatArray], Terms]:
    """Terms for people seen `fewer` times or once more, by a Poisson cut down to those two."""

    def terms(times: FloatArray, eta: FloatArray) -> Terms:
        ratio = np.exp(eta) / (fewer + 1)  # the chance of more over that of fewer
        more = ratio / (1 + ratio)
        is_more = times > fewer
        return (
            np.where(is_more, np.log(more), np.log1p(-more)),
            is_more - more,
            -more * (1 - more),
        )

    return terms
