"""The mean of measurements, with its interval."""

import math
from collections.abc import Sequence

import numpy as np

from saidanddone_methods.checks import open_share
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.intervals import FloatArray, Interval
from saidanddone_methods.special import student_quantile


def mean(values: Sequence[float] | FloatArray, confidence: float = 0.95) -> Interval:
    """The mean with Student's interval, in the unit of `values`.

    Assumes independent values, many of them or roughly normal. Source: Student (1908), Biometrika
    6, 1-25. Raises BadInput for values that are not finite. Raises TooThin for fewer than two
    values, or equal ones, whose interval would have no width.
    """
    numbers = finite(values)
    tail = (1 + open_share(confidence, "confidence")) / 2
    if len(numbers) < 2:
        raise TooThin(["fewer than two values: how far they scatter is not known"])
    if numbers.min() == numbers.max():
        raise TooThin(["all values are equal: how far others would scatter is not known"])
    half = student_quantile(len(numbers) - 1, tail) * numbers.std(ddof=1) / math.sqrt(len(numbers))
    middle = float(numbers.mean())
    return Interval(middle, middle - float(half), middle + float(half))


def finite(values: Sequence[float] | FloatArray) -> FloatArray:
    """`values` as an array, shape (n,). Raises BadInput unless they are finite numbers."""
    try:
        numbers = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise BadInput("values must be numbers") from None
    if numbers.ndim != 1 or not np.isfinite(numbers).all():
        raise BadInput("values must be a list of finite numbers")
    return numbers
