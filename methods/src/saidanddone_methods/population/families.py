"""Zero-truncated Poisson and geometric distributions of the times that a person is seen.

`eta` is the log of the untruncated mean. `terms` gives the log probability of `times` (1 or more) of
the truncated distribution, and its first and second derivative in `eta`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from saidanddone_methods.population.design import FloatArray
from saidanddone_methods.special import log_factorial

Terms = tuple[FloatArray, FloatArray, FloatArray]


@dataclass(frozen=True, slots=True)
class Family:
    """A distribution of times seen. `never` gives P(0) and its derivative in `eta`."""

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
    """The terms of a Poisson distribution truncated to `fewer` and `fewer` + 1 times."""

    def terms(times: FloatArray, eta: FloatArray) -> Terms:
        ratio = np.exp(eta) / (fewer + 1)  # P(fewer + 1) / P(fewer)
        more = ratio / (1 + ratio)
        is_more = times > fewer
        return (
            np.where(is_more, np.log(more), np.log1p(-more)),
            is_more - more,
            -more * (1 - more),
        )

    return terms
