"""What follows from shown figures by adding and subtracting alone.

A hidden figure is exposed when it is a combination of shown ones: when its row lies in the span of
theirs. Someone who knows a hidden figure besides (she is the one person in it) exposes another when
that one lies in the span of the shown figures and hers. Rows are shown one by one and their span
kept orthonormal; of the hidden rows only the products of what sticks out of the span are kept, so
that asking about one more row costs a rank-one change.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

NOTHING = 1e-9  # of a row's squared length: nothing of it sticks out


@dataclass(frozen=True)
class Insider:
    """Someone who knows some of the targets because she is the only person in them.

    `knows`: numbers of targets. `learns`: for each target, whether her learning it would be a
    disclosure (not her own cells, nor parts of them). `is_there`: False where it is not known
    whether there is such a person.
    """

    knows: tuple[int, ...]
    learns: Flags
    is_there: bool = True


@dataclass(frozen=True)
class Exposure:
    """Target number `target` follows from what is shown and what `insider`, if any, knows."""

    target: int
    insider: Insider | None = None


class Span:
    """The span of what is shown, and which targets stick out of it."""

    def __init__(self, targets: Floats, insiders: Sequence[Insider] = ()) -> None:
        self._targets = targets
        self._basis = np.empty((targets.shape[1], targets.shape[1]))
        self._size = 0
        self._products = targets @ targets.T
        self._lengths = np.maximum(np.diag(self._products), 1)
        single = [insider for insider in insiders if len(insider.knows) == 1]
        self._knowing = np.array([insider.knows[0] for insider in single], np.intp)
        self._learns = np.array([insider.learns for insider in single], bool)
        self._single = single
        self._several = [insider for insider in insiders if len(insider.knows) > 1]

    def show(self, row: Floats, *, at_any_cost: bool = False) -> bool:
        """Add a row unless a target would be exposed; whether it is in the span now."""
        sticks_out = self._sticks_out(row)
        length = sticks_out @ sticks_out
        if length <= NOTHING * max(float(row @ row), 1.0):
            return True
        seen = self._targets @ sticks_out
        if np.abs(seen).max(initial=0) > NOTHING:
            products = self._products - np.outer(seen, seen) / length
            if not at_any_cost and self._exposes(products):
                return False
            self._products = products
        self._basis[self._size] = sticks_out / np.sqrt(length)
        self._size += 1
        return True

    def exposures(self) -> list[Exposure]:
        """Every target that is exposed, to all or to an insider."""
        found = [Exposure(int(i)) for i in self._exposed_to_all(self._products)]
        known = {exposure.target for exposure in found}
        if len(self._knowing):
            for i, target in np.argwhere(self._exposed_to_singles(self._products)):
                if target not in known:
                    found.append(Exposure(int(target), self._single[i]))
        for insider in self._several:
            found += [
                Exposure(int(target), insider)
                for target in self._exposed_to(insider, self._products)
                if target not in known
            ]
        return found

    def _sticks_out(self, row: Floats) -> Floats:
        basis = self._basis[: self._size]
        once = row - (basis @ row) @ basis
        return once - (basis @ once) @ basis  # twice is enough, said Kahan

    def _exposes(self, products: Floats) -> bool:
        return bool(
            len(self._exposed_to_all(products))
            or (len(self._knowing) and self._exposed_to_singles(products).any())
            or any(len(self._exposed_to(insider, products)) for insider in self._several)
        )

    def _exposed_to_all(self, products: Floats) -> NDArray[np.intp]:
        return np.flatnonzero(np.diagonal(products) <= NOTHING * self._lengths)

    def _exposed_to_singles(self, products: Floats) -> Flags:
        left = np.diagonal(products)
        own = left[self._knowing][:, None]
        # A cell that is exposed to all tells its one person nothing more than all know.
        adds = own > NOTHING * self._lengths[self._knowing][:, None]
        rest = own * left[None, :] - products[self._knowing] ** 2
        exposed: Flags = (
            self._learns & adds & (rest <= NOTHING * np.maximum(own * left[None, :], NOTHING))
        )
        return exposed

    def _exposed_to(self, insider: Insider, products: Floats) -> NDArray[np.intp]:
        knows = list(insider.knows)
        inner = np.linalg.pinv(products[np.ix_(knows, knows)], rcond=1e-7, hermitian=True)
        seen = products[:, knows]
        left = np.diagonal(products) - np.einsum("ti,ij,tj->t", seen, inner, seen)
        exposed = (left <= NOTHING * self._lengths) & (insider.learns)
        return np.flatnonzero(exposed)
