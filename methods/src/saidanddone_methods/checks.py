"""Check single values that callers pass to a method.

Imports no numpy: the rules for small counts and the help of the command line need these checks.
"""

import math
import operator
from typing import SupportsIndex, cast

from saidanddone_methods.errors import BadInput


def whole_number(value: object, name: str, *, at_least: int = 0) -> int:
    """Return `value` as an int.

    Raises BadInput that names `name` unless it is a whole number of `at_least` or more.
    """
    if _is_true_or_false(value):
        raise BadInput(f"{name} must be a whole number, not true or false")
    try:
        number = operator.index(cast("SupportsIndex", value))
    except TypeError:
        raise BadInput(f"{name} must be a whole number") from None
    if number < at_least:
        raise BadInput(f"{name} must be {at_least} or more, but is {number}")
    return number


def positive_number(value: float, name: str) -> float:
    """Return `value` as a float. Raises BadInput unless it is finite and above 0."""
    number = _number(value, name)
    if not (math.isfinite(number) and number > 0):
        raise BadInput(f"{name} must be above 0")
    return number


def number_from_zero(value: float, name: str) -> float:
    """Return `value` as a float. Raises BadInput unless it is finite and 0 or more."""
    number = _number(value, name)
    if not (math.isfinite(number) and number >= 0):
        raise BadInput(f"{name} must be 0 or more")
    return number


def open_share(value: float, name: str) -> float:
    """Return `value` as a float. Raises BadInput unless it lies strictly between 0 and 1."""
    number = _number(value, name)
    if not 0 < number < 1:
        raise BadInput(f"{name} must lie between 0 and 1")
    return number


def _number(value: object, name: str) -> float:
    if _is_true_or_false(value) or isinstance(value, (str, bytes)):
        raise BadInput(f"{name} must be a number")
    try:
        return float(cast("float", value))
    except (TypeError, ValueError):
        raise BadInput(f"{name} must be a number") from None


def _is_true_or_false(value: object) -> bool:
    """Whether `value` is a Boolean of Python or of numpy, which both pass for 0 and 1."""
    return isinstance(value, bool) or getattr(getattr(value, "dtype", None), "kind", "") == "b"
