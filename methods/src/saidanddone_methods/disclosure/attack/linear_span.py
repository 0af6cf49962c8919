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
    whether such a person exists. `facts`: numbers of unknowns, with the counts that this person
    knows of them: when they came, and whether they had left by another time.
    """

    knows: tuple[int, ...]
    learns: Flags
    is_there: bool = True
    facts: tuple[tuple[int, int], ...] = ()


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
        # What someone knows of single unknowns is left to the attack in whole numbers.
        insiders = [insider for insider in insiders if not insider.facts]
        self._insiders = tuple(insiders)
        self._learns = np.array([insider.learns for insider in insiders], bool)
        self._learns = self._learns.reshape(len(self._insiders), len(targets))
        most = max((len(insider.knows) for insider in insiders), default=1)
        self._knows = np.zeros((len(self._insiders), most), np.intp)
        self._is_known = np.zeros((len(self._insiders), most), bool)
        for number, insider in enumerate(insiders):
            self._knows[number, : len(insider.knows)] = insider.knows
            self._is_known[number, : len(insider.knows)] = True
        # What is left of each target's squared length beside what each insider knows, and the
        # inverse of the products of what they know.
        everyone = np.arange(len(self._insiders))
        self._inverse = self._inverse_for(everyone)
        self._left = self._left_for(everyone)

    def show(self, row: Floats, *, at_any_cost: bool = False) -> bool:
        """Add a row unless that exposes a target (`at_any_cost`: always). Whether it is in the span now."""
        residual = self._residual(row)
        length = residual @ residual
        if length <= TOLERANCE * max(float(row @ row), 1.0):
            return True
        seen = self._targets @ residual
        changed = np.flatnonzero(np.abs(seen) > TOLERANCE)
        if len(changed):
            step = seen[changed] / np.sqrt(length)
            left = np.diagonal(self._products)[changed] - step**2
            if not at_any_cost and self._exposed(left, changed).any():
                return False
            told = (seen[self._knows] * self._is_known != 0).any(axis=1)
            near, far = np.flatnonzero(told), np.flatnonzero(~told)
            left_far = self._left[np.ix_(far, changed)] - step**2
            left_near = self._left_beside(near, seen, float(length))
            if not at_any_cost and (
                (self._exposed(left_far, changed) & self._learns[np.ix_(far, changed)]).any()
                or (self._exposed(left_near) & self._learns[near]).any()
            ):
                return False
            self._products[np.ix_(changed, changed)] -= np.outer(step, step)
            self._left[np.ix_(far, changed)] = left_far
            self._left[near] = left_near
            self._inverse[near] = self._inverse_for(near)
        self._basis[self._size] = residual / np.sqrt(length)
        self._size += 1
        return True

    def exposures(self) -> list[Exposure]:
        """Every exposed target, to all readers or to an insider."""
        to_all = self._exposed(np.diagonal(self._products))
        to_insiders = self._exposed(self._left_for(np.arange(len(self._insiders)))) & self._learns
        return [Exposure(int(target)) for target in np.flatnonzero(to_all)] + [
            Exposure(int(target), self._insiders[number])
            for number, target in np.argwhere(to_insiders & ~to_all)
        ]

    def _residual(self, row: Floats) -> Floats:
        basis = self._basis[: self._size]
        once = row - (basis @ row) @ basis
        return (
            once - (basis @ once) @ basis
        )  # a second projection removes what rounding left of the first

    def _exposed(self, left: Floats, targets: NDArray[np.intp] | slice = slice(None)) -> Flags:
        """Whether nothing is left of each target's squared length; `left` may have a row a person."""
        exposed: Flags = left <= TOLERANCE * self._lengths[targets]
        return exposed

    def _inverse_for(self, insiders: NDArray[np.intp]) -> Floats:
        """The pseudo-inverse of the products of what each knows, zero where they know less."""
        knows, is_known = self._knows[insiders], self._is_known[insiders]
        products = self._products[knows[:, :, None], knows[:, None, :]]
        products = products * (is_known[:, :, None] & is_known[:, None, :])
        return np.asarray(np.linalg.pinv(products, rcond=1e-7, hermitian=True))

    def _left_for(self, insiders: NDArray[np.intp]) -> Floats:
        """What is left of each target beside what each insider knows: insiders x targets."""
        theirs = self._products[self._knows[insiders]] * self._is_known[insiders][:, :, None]
        known = np.einsum("ikt,ikl,ilt->it", theirs, self._inverse[insiders], theirs, optimize=True)
        return np.asarray(np.diagonal(self._products) - known)

    def _left_beside(self, insiders: NDArray[np.intp], seen: Floats, length: float) -> Floats:
        """The same after one more row, of which `seen` are the products with the targets."""
        own = seen[self._knows[insiders]] * self._is_known[insiders]
        shares = np.einsum("ikl,il->ik", self._inverse[insiders], own)
        rest = length - (own * shares).sum(axis=1)
        theirs = self._products[self._knows[insiders]] * self._is_known[insiders][:, :, None]
        beside = seen - np.einsum("ik,ikt->it", shares, theirs)
        is_new = rest > TOLERANCE * length
        step = np.where(is_new, 1 / np.where(is_new, rest, 1), 0)[:, None]
        return np.asarray(self._left[insiders] - step * beside**2)
