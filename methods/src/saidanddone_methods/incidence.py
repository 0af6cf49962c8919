"""The incidence matrix: which codes each unit has."""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Unit = TypeVar("Unit", bound=Hashable)


def incidence(
    codes_by_unit: Mapping[Unit, Collection[Hashable]],
) -> tuple[list[Hashable], NDArray[np.bool_]]:
    """The codes in order of first occurrence, and whether each unit has them, (units, codes)."""
    codes = list(
        dict.fromkeys(code for unit_codes in codes_by_unit.values() for code in unit_codes)
    )
    column_of = {code: column for column, code in enumerate(codes)}
    holds = np.zeros((len(codes_by_unit), len(codes)), dtype=np.bool_)
    for row, unit_codes in enumerate(codes_by_unit.values()):
        holds[row, [column_of[code] for code in unit_codes]] = True
    return codes, holds
