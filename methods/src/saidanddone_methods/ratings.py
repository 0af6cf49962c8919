"""The values that several coders gave to the same units."""

import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.frames import reads_frames, value_by_two
from saidanddone_methods.intervals import FloatArray

# Units times different values; more means that a wrong column was probably chosen.
MOST_CELLS = 50_000_000

Level = Literal["nominal", "ordinal", "interval", "ratio"]
Value = str | float
Unit = TypeVar("Unit", bound=Hashable)
Coder = TypeVar("Coder", bound=Hashable)


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """Values by unit and coder, for units with values from two coders or more.

    `places` is unit x coder: the index of the value in `domain`, or -1 where it is missing.
    `set_aside` is the number of units with one value only, which cannot be compared.
    """

    units: tuple[Hashable, ...]
    coders: tuple[Hashable, ...]
    domain: tuple[Value, ...]
    places: NDArray[np.intp]
    set_aside: int
    level: Level

    @classmethod
    @reads_frames(values=value_by_two("unit", "coder", "value"))
    def of(
        cls, values: Mapping[Unit, Mapping[Coder, Value]], level: Level = "nominal"
    ) -> "Ratings":
        """From `{unit: {coder: value}}`, without coders who gave the unit no value.

        Or from a polars or pandas frame with the columns unit, coder and value.

        Raises BadInput for an unknown level, for a value that does not fit it, and for more units
        times values than `MOST_CELLS`. Levels above nominal take finite numbers, `ratio` none below
        0. Raises TooThin for fewer than two coders, or fewer than two units to compare.
        """
        if level not in get_args(Level):
            raise BadInput(f"level must be one of {', '.join(get_args(Level))}")
        compared = {unit: by_coder for unit, by_coder in values.items() if len(by_coder) > 1}
        coders = tuple(dict.fromkeys(coder for by_coder in values.values() for coder in by_coder))
        domain = _domain((v for by_coder in compared.values() for v in by_coder.values()), level)
        _refuse_if_thin(len(coders), len(compared), len(domain))
        if len(compared) * len(domain) > MOST_CELLS:
            raise BadInput(
                f"{len(domain):,} different values in {len(compared):,} units are more than can "
                "be compared: are the values free text?"
            )
        place_of = {value: place for place, value in enumerate(domain)}
        column_of = {coder: column for column, coder in enumerate(coders)}
        places = np.full((len(compared), len(coders)), -1, dtype=np.intp)
        for row, by_coder in enumerate(compared.values()):
            for coder, value in by_coder.items():
                places[row, column_of[coder]] = place_of[value]
        return cls(tuple(compared), coders, domain, places, len(values) - len(compared), level)

    @property
    def counts(self) -> FloatArray:
        """How many coders gave each unit each value, shape (units, values of the domain)."""
        counts = np.zeros((len(self.units), len(self.domain)))
        rows, columns = np.nonzero(self.places >= 0)
        np.add.at(counts, (rows, self.places[rows, columns]), 1)
        return counts

    @property
    def figures(self) -> FloatArray:
        """The domain as numbers, shape (values,); nominal values have their index.

        They are divided by the largest, whose square could overflow: alpha has no unit.
        """
        if self.level == "nominal":
            return np.arange(len(self.domain), dtype=np.float64)
        figures = np.array(self.domain, dtype=np.float64)
        shares: FloatArray = figures / np.abs(figures).max()
        return shares


def _domain(values: Iterable[Value], level: Level) -> tuple[Value, ...]:
    distinct = set(values)
    if any(value != value for value in distinct):  # noqa: PLR0124 (only not-a-number differs)
        raise BadInput("a value is not a number; leave out what a coder did not code")
    if level == "nominal":
        return tuple(sorted(distinct, key=lambda value: (isinstance(value, str), value)))
    for value in distinct:
        if isinstance(value, (str, bool, np.bool_)) or not math.isfinite(value):
            raise BadInput(f"{level} values must be finite numbers")
        if level == "ratio" and value < 0:
            raise BadInput("ratio values must be 0 or more")
    return tuple(sorted(distinct))


def _refuse_if_thin(coders: int, units: int, values: int) -> None:
    reasons = []
    if coders < 2:
        reasons.append("only one coder: there is no one to agree with")
    elif units < 2:
        reasons.append("fewer than two units were coded by two coders or more")
    elif values < 2:
        reasons.append("everyone gave the same value everywhere, so agreement cannot be told")
    if reasons:
        raise TooThin(reasons)
