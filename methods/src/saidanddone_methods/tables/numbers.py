"""Read figures as people and programs write them, except figures with two readings.

`1530`, `1,530`, `1 530`, `1530.0`, `1.530,00`, `+7`, `-0.5` and `1e3` are figures. `1,530` is a thousand
and a half in Britain and one and a half in Germany. Only other figures of the column can decide, so a
column is read as a whole.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Point = Literal[".", ","]

_LONGEST = 100  # characters of a figure: the time to read one grows with the square of its digits
_SPACES = " \xa0\u2009\u202f"
_SIGNS = {"-": -1, "\u2212": -1, "+": 1}


def _shape(groups: str, point: str) -> re.Pattern[str]:
    """A pattern of digits, grouped in threes or not, with an optional fraction."""
    grouped = rf"[1-9]\d{{0,2}}(?P<mark>[{groups}{_SPACES}])\d{{3}}(?:(?P=mark)\d{{3}})*"
    return re.compile(rf"(?P<whole>{grouped}|\d*)(?:{point}(?P<fraction>\d*))?", re.ASCII)


_READINGS: dict[Point, re.Pattern[str]] = {".": _shape(",", r"\."), ",": _shape(".", ",")}
_THREE_PLACES = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)
_WITH_EXPONENT = re.compile(r"\d+(\.\d+)?[eE][+-]?\d{1,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Unread:
    """A text that is not a figure or, if `two_ways`, could be two different figures."""

    two_ways: bool = False


def figures(
    texts: Sequence[str], point: Point | None = ".", *, counts: bool = False
) -> list[Decimal | Unread]:
    """Read a column of figures exactly.

    `point` is the decimal mark of figures with two readings, unless another figure of the column
    shows the other mark. With None they are `Unread`. In a column of `counts`, `12.000` is `Unread`
    too: counts have no decimals, and in Germany it is twelve thousand.
    """
    readings = [_readings(text) for text in texts]
    shown = {next(iter(marks)) for marks in readings if len(marks) == 1}
    settled = None if len(shown) == 2 else next(iter(shown), point)
    read = []
    for text, marks in zip(texts, readings, strict=True):
        doubtful = counts and settled == "." and _THREE_PLACES.fullmatch(text.strip())
        read.append(Unread(two_ways=True) if doubtful else _settled(marks, settled))
    return read


def wholes(texts: Sequence[str], point: Point | None = ".") -> list[int | Unread]:
    """Read a column of whole numbers of 0 or more. `12.0` is 12, as in pandas; `1e3` is `Unread`."""
    counts: list[int | Unread] = []
    for text, number in zip(texts, figures(texts, point, counts=True), strict=True):
        if isinstance(number, Unread):
            counts.append(number)
        elif number < 0 or number != number.to_integral_value() or "e" in text.lower():
            counts.append(Unread())
        else:
            counts.append(int(number))
    return counts


def figure(text: str) -> Decimal | Unread:
    """Read one figure alone, as in Britain."""
    return figures([text])[0]


def _settled(marks: dict[Point, Decimal], point: Point | None) -> Decimal | Unread:
    values = set(marks.values())
    if len(values) == 1 and (len(marks) == 2 or point is not None):
        return values.pop()
    if point in marks:
        return marks[point]
    return Unread(two_ways=bool(marks))


def _readings(text: str) -> dict[Point, Decimal]:
    """The readings of a text by decimal mark; empty where it is not a figure."""
    digits = text.strip()
    if len(digits) > _LONGEST:
        return {}
    sign = _SIGNS.get(digits[:1], 0)
    digits = digits[1:] if sign else digits
    if digits.isascii() and digits.isdigit():
        value = Decimal(digits) * (sign or 1)
        return {".": value, ",": value}
    if _WITH_EXPONENT.fullmatch(digits):
        return {".": Decimal(digits) * (sign or 1)}
    readings: dict[Point, Decimal] = {}
    for point, shape in _READINGS.items():
        parts = shape.fullmatch(digits)
        if parts and (parts["whole"] or parts["fraction"]):
            whole = re.sub(r"\D", "", parts["whole"])
            readings[point] = Decimal(f"{whole or 0}.{parts['fraction'] or 0}") * (sign or 1)
    return readings
