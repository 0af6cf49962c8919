"""Bisection: the last point at which a condition is true."""

from collections.abc import Callable


def bisect(holds: Callable[[float], bool], where_it_does: float, where_not: float) -> float:
    """The last value, from `where_it_does` towards `where_not`, at which `holds` is true."""
    for _ in range(200):
        middle = (where_it_does + where_not) / 2
        if holds(middle):
            where_it_does = middle
        else:
            where_not = middle
    return where_it_does
