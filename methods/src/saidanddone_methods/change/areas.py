"""Counts of areas before and after, and signed sums of their rates with standard errors."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from saidanddone_methods.checks import positive_number, whole_number
from saidanddone_methods.intervals import Interval, normal_quantile


@dataclass(frozen=True, slots=True)
class AreaCounts:
    """Events in an area before and after, and its size.

    `size` is in one unit for all areas (1, hectares or residents); counts are divided by it. Raises
    BadInput unless counts are whole numbers of 0 or more and `size` is above 0.
    """

    before: int
    after: int
    size: float = 1.0

    def __post_init__(self) -> None:
        whole_number(self.before, "before")
        whole_number(self.after, "after")
        positive_number(self.size, "size")


@dataclass(frozen=True, slots=True)
class Periods:
    """The lengths of the periods before and after, in one unit; counts are divided by them."""

    before: float = 1.0
    after: float = 1.0

    def __post_init__(self) -> None:
        positive_number(self.before, "the time before")
        positive_number(self.after, "the time after")


@dataclass(frozen=True, slots=True)
class Rate:
    """A count divided by time and size, and its variance if the count is Poisson."""

    value: float
    variance: float

    @classmethod
    def of(cls, count: int, time: float, size: float) -> Self:
        """The rate of `count` events over `time` and `size`."""
        return cls(count / (time * size), count / (time * size) ** 2)


@dataclass(frozen=True, slots=True)
class AreaRates:
    """The rates of one area before and after."""

    before: Rate
    after: Rate

    @classmethod
    def of(cls, area: AreaCounts, periods: Periods) -> Self:
        """The rates of `area` over `periods`."""
        return cls(
            Rate.of(area.before, periods.before, area.size),
            Rate.of(area.after, periods.after, area.size),
        )

    @property
    def change(self) -> Rate:
        """After less before."""
        return Rate(
            self.after.value - self.before.value, self.after.variance + self.before.variance
        )


def total(rates: Iterable[tuple[int, Rate]]) -> Rate:
    """The sum of rates with their signs; variances always add."""
    signed_rates = list(rates)
    return Rate(
        sum(sign * rate.value for sign, rate in signed_rates),
        sum(rate.variance for _, rate in signed_rates),
    )


def unit_of(areas: Iterable[AreaCounts], periods: Periods) -> str:
    """Words for what events are divided by, after their number; "" where they are not divided."""
    parts = ["time"] if periods != Periods() else []
    if any(area.size != 1 for area in areas):
        parts.append("size")
    return f" for each unit of {' and '.join(parts)}" if parts else ""


def interval_of(rate: Rate, dispersion: float, confidence: float) -> tuple[Interval, float]:
    """The normal interval of a sum and its standard error; `dispersion` multiplies the variance."""
    error = math.sqrt(rate.variance * max(positive_number(dispersion, "dispersion"), 1.0))
    spread = normal_quantile(confidence) * error
    return Interval(rate.value, rate.value - spread, rate.value + spread), error
