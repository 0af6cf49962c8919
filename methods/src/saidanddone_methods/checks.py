"""Whether a single value is one that a method can take."""

import math
import operator
from typing import SupportsIndex, cast

import numpy as np

from saidanddone_methods.errors import BadInput


def whole_number(value: object, name: str, *, at_least: int = 0) -> int:
    """`value` as an int; BadInput naming `name` if it is no whole number of `at_least` or more."""
    if isinstance(value, (bool, np.bool_)):
        raise BadInput(f"{name} must be a whole number, not true or false")
    try:
        number = operator.index(cast("SupportsIndex", value))
    except TypeError:
        raise BadInput(f"{name} must be a whole number") from None
    if number < at_least:
        raise BadInput(f"{name} must be {at_least} or more, but is {number}")
    return number


def positive_number(value: float, name: str) -> float:
    """`value` as a float; BadInput unless finite and above 0."""
    number = _number(value, name)
    if not (math.isfinite(number) and number > 0):
        raise BadInput(f"{name} must be above 0")
    return number


def open_share(value: float, name: str) -> float:
    """`value` as a float; BadInput unless it lies strictly between 0 and 1."""
    number = _number(value, name)
    if not 0 < number < 1:
        raise BadInput(f"{name} must lie between 0 and 1")
    return number


def _number(value: object, name: str) -> float:
    if isinstance(value, (bool, np.bool_, str, bytes)):
        raise BadInput(f"{name} must be a number")
    try:
        return float(cast("float", value))
    except (TypeError, ValueError):
        raise BadInput(f"{name} must be a number") from None
