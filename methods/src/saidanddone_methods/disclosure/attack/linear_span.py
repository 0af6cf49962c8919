"""Which hidden figures follow from shown ones by adding and subtracting alone.

A hidden figure is exposed when its row is a linear combination of shown rows, that is, lies in their
span. A person who is alone in a hidden cell knows that figure too, and exposes another when its row
lies in the span of the shown rows and theirs.

Rows are shown one by one and kept as an orthonormal basis. For the hidden rows only the inner
products of their residuals are kept, so that asking about one more row is a rank-one update.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

TOLERANCE = 1e-9  # a residual below this part of the row's squared length is none


@dataclass(frozen=True)
class Insider:
    """A person who knows some of the targets because nobody else is in them.

    `knows`: numbers of targets. `learns`: for each target, whether this person learning it is a
    disclosure (their own cells and parts of them are not). `is_there`: False where it is not known
    whether such a person exists.
    """

    knows: tuple[int, ...]
    learns: Flags
    is_there: bool = True


@dataclass(frozen=True)
class Exposure:
    """Target number `target` follows from the shown figures and what `insider`, if any, knows."""

    target: int
    insider: Insider | None = None


class Span:
    """The span of the shown rows, and which targets lie outside it."""

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
        """Add a row unless that exposes a target (`at_any_cost`: always). Whether it is in the span now."""
        residual = self._residual(row)
        length = residual @ residual
        if length <= TOLERANCE * max(float(row @ row), 1.0):
            return True
        seen = self._targets @ residual
        if np.abs(seen).max(initial=0) > TOLERANCE:
            products = self._products - np.outer(seen, seen) / length
            if not at_any_cost and self._exposes(products):
                return False
            self._products = products
        self._basis[self._size] = residual / np.sqrt(length)
        self._size += 1
        return True

    def exposures(self) -> list[Exposure]:
        """Every exposed target, to all readers or to an insider."""
        exposed = [Exposure(int(i)) for i in self._exposed_to_all(self._products)]
        known = {exposure.target for exposure in exposed}
        if len(self._knowing):
            for i, target in np.argwhere(self._exposed_to_singles(self._products)):
                if target not in known:
                    exposed.append(Exposure(int(target), self._single[i]))
        for insider in self._several:
            exposed += [
                Exposure(int(target), insider)
                for target in self._exposed_to(insider, self._products)
                if target not in known
            ]
        return exposed

    def _residual(self, row: Floats) -> Floats:
        basis = self._basis[: self._size]
        once = row - (basis @ row) @ basis
        return (
            once - (basis @ once) @ basis
        )  # a second projection removes what rounding left of the first

    def _exposes(self, products: Floats) -> bool:
        return bool(
            len(self._exposed_to_all(products))
            or (len(self._knowing) and self._exposed_to_singles(products).any())
            or any(len(self._exposed_to(insider, products)) for insider in self._several)
        )

    def _exposed_to_all(self, products: Floats) -> NDArray[np.intp]:
        return np.flatnonzero(np.diagonal(products) <= TOLERANCE * self._lengths)

    def _exposed_to_singles(self, products: Floats) -> Flags:
        left = np.diagonal(products)
        own = left[self._knowing][:, None]
        # A person whose cell is exposed to all knows no more than everyone.
        adds = own > TOLERANCE * self._lengths[self._knowing][:, None]
        rest = own * left[None, :] - products[self._knowing] ** 2
        exposed: Flags = (
            self._learns & adds & (rest <= TOLERANCE * np.maximum(own * left[None, :], TOLERANCE))
        )
        return exposed

    def _exposed_to(self, insider: Insider, products: Floats) -> NDArray[np.intp]:
        knows = list(insider.knows)
        inner = np.linalg.pinv(products[np.ix_(knows, knows)], rcond=1e-7, hermitian=True)
        seen = products[:, knows]
        left = np.diagonal(products) - np.einsum("ti,ij,tj->t", seen, inner, seen)
        exposed = (left <= TOLERANCE * self._lengths) & (insider.learns)
        return np.flatnonzero(exposed)
