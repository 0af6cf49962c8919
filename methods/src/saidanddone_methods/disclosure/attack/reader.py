"""A reader of several releases: what is certain for her, and what is likely."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from saidanddone_methods.disclosure.attack.audit import small_together
from saidanddone_methods.disclosure.attack.frequency_tables import Cell, Floats
from saidanddone_methods.disclosure.attack.integer_bounds import Interval, System
from saidanddone_methods.disclosure.attack.release_system import ReleaseSystem
from saidanddone_methods.errors import BadInput


@dataclass(frozen=True, slots=True)
class Finding:
    """What a reader concludes about a figure, and the releases that show it.

    `certain` follows from the figures and the rules alone. `likely` also takes for true what a
    reader would (see `Reader`), so it is as narrow or narrower, and can be wrong. `is_exact` and
    `is_likely_exact`: the interval is one number, and the profile hides figures of that size.
    """

    cell: str
    certain: Interval
    likely: Interval
    releases: tuple[str, ...]
    is_exact: bool
    is_likely_exact: bool

    @property
    def lower(self) -> int | None:
        """The least value, for certain; None: no limit."""
        return self.certain.lower

    @property
    def upper(self) -> int | None:
        """The greatest value, for certain; None: no limit."""
        return self.certain.upper


@dataclass(frozen=True)
class Figure:
    """A figure to bound. It discloses a person from 1 to `hide_to`, and at 0 where `hides_zero`."""

    label: str
    row: Floats
    release: int
    hide_to: int
    hides_zero: bool = False


@dataclass(frozen=True)
class Assumptions:
    """Hidden cells (number of the release, cell) taken for `small`, and `rows` from 0 to a most."""

    small: frozenset[tuple[int, Cell]] = frozenset()
    rows: tuple[tuple[Floats, float], ...] = ()

    @classmethod
    def small_cells(cls, release: int, cells: Iterable[Cell]) -> "Assumptions":
        """That some hidden cells of a release are small."""
        return cls(frozenset((release, cell) for cell in cells))

    def and_also(self, more: "Assumptions") -> "Assumptions":
        """These and more."""
        return Assumptions(self.small | more.small, (*self.rows, *more.rows))

    def alone(self) -> "Assumptions":
        """Those about single cells."""
        return Assumptions(self.small)


class Reader:
    """A reader of all releases: what is certain, and what is likely.

    A reader takes for true, each where it fits the figures and what was taken before: all hidden
    cells of a rounded table that can be small are (`small_together`); a count that grew in every cell
    grew in every combination; where records were deleted, nobody came; Totals count the same people.
    """

    def __init__(self, combined: ReleaseSystem) -> None:
        self._combined = combined
        numbers = range(len(combined.releases))
        self._rows = [combined.rows(number) for number in numbers]
        self._same_totals = combined.same_total_rows()
        self._larger = [combined.larger_rows(number) for number in numbers]
        self._assumed = Assumptions()
        self._certain = self.system(self._assumed)
        if not self._certain.has_a_table():
            raise BadInput(
                "the figures of these releases contradict each other: give each its period, and "
                "keep one ledger for each thing counted"
            )
        at = combined.stretches
        order = [(at[small], at[large]) for small, large in combined.states.ordered]
        order += [(at[number], usual) for number, usual in combined.states.apart]
        rows = [(combined.order_rows(*pair), np.inf) for pair in order]
        rows += [(combined.same_people_rows(i, j), 0.0) for i, j in combinations(numbers, 2)]
        for number in numbers:
            self._assume_small(number)
        self._assume_rows([Assumptions(rows=((more, most),)) for more, most in rows if len(more)])
        is_anything = self._assumed.small or self._assumed.rows
        self._likely = self.system(self._assumed) if is_anything else self._certain

    def _assume_small(self, number: int) -> None:
        cells = _hidden_in_rounded(self._combined, number)
        small = small_together(
            cells, lambda some: self._fits(Assumptions.small_cells(number, some))
        )
        self._assumed = self._assumed.and_also(Assumptions.small_cells(number, small))

    def _assume_rows(self, waiting: Sequence[Assumptions]) -> None:
        together = Assumptions(rows=tuple(row for some in waiting for row in some.rows))
        for some in [together] if self._fits(together) else waiting:
            if self._fits(some):
                self._assumed = self._assumed.and_also(some)

    def _fits(self, more: Assumptions) -> bool:
        return self.system(self._assumed.and_also(more)).has_a_table()

    def known(self, among: Iterable[int] | None = None) -> tuple[Floats, Floats, Floats]:
        """Rows of likely figures with lower and upper bounds, from all releases or from some."""
        return self._known(self._assumed if among is None else self._assumed.alone(), among)

    def known_for_certain(self) -> tuple[Floats, Floats, Floats]:
        """The same of what is certain."""
        return self._known(Assumptions(), None)

    def system(self, assumed: Assumptions, among: Iterable[int] | None = None) -> System:
        """What is known from all releases, or from some of them, with some assumptions."""
        return System(*self._known(assumed, among))

    @property
    def likely(self) -> System:
        """What is likely from all releases."""
        return self._likely

    def finding(self, figure: Figure) -> Finding:
        """What is concluded about a figure and, where it is one number, the fewest releases for it."""
        likely = certain = self._likely.interval(figure.row)
        if self._likely is not self._certain:
            certain = self._certain.interval(figure.row)
        if certain.width > 0 and likely.width == 0 and self._is_certain(figure, likely):
            certain = likely
        is_small = _gives_away(figure, likely)
        combining = self.combining(figure.row) if likely.width == 0 else [figure.release]
        return Finding(
            cell=figure.label,
            certain=certain,
            likely=likely,
            releases=tuple(self._combined.releases[i].name for i in combining),
            is_exact=certain.width == 0 and is_small,
            is_likely_exact=likely.width == 0 and is_small,
        )

    def _is_certain(self, figure: Figure, likely: Interval) -> bool:
        """Whether a figure follows whichever hidden count of its table is the small one.

        A rounded table hides a count for another's sake only where it hides a small one. After an
        earlier release it may hide one for the sake of that.
        """
        if figure.release > 0 or self._combined.releases[0].profile.round_to == 1:
            return False
        for cell in _hidden_in_rounded(self._combined, 0):
            system = self.system(Assumptions.small_cells(0, [cell]))
            if system.has_a_table():
                interval = system.interval(figure.row)
                if (interval.lower, interval.upper) != (likely.lower, likely.upper):
                    return False
        return True

    def combining(self, row: Floats, among: Iterable[int] | None = None) -> list[int]:
        """The fewest releases that together fix a figure."""
        needed = list(range(len(self._rows)) if among is None else among)
        for number in list(needed):
            without = [i for i in needed if i != number]
            fewer = self.system(self._assumed.alone(), without) if without else None
            if fewer is not None and fewer.interval(row).width == 0:
                needed = without
        return needed

    def _known(
        self, assumed: Assumptions, among: Iterable[int] | None
    ) -> tuple[Floats, Floats, Floats]:
        chosen = list(range(len(self._rows)) if among is None else among)
        bounds = [self._combined.bounds(i, assumed.small) for i in chosen]
        rows = [self._rows[number] for number in chosen]
        lower, upper = [low for low, _ in bounds], [high for _, high in bounds]
        larger = np.vstack([self._larger[i] for i in chosen])
        rows.append(larger)
        lower.append(np.ones(len(larger)))
        upper.append(np.full(len(larger), np.inf))
        for more, most in [(self._same_totals, 0.0), *assumed.rows]:
            rows.append(more)
            lower.append(np.zeros(len(more)))
            upper.append(np.full(len(more), most))
        return np.vstack(rows), np.concatenate(lower), np.concatenate(upper)


def _hidden_in_rounded(combined: ReleaseSystem, number: int) -> list[Cell]:
    """The hidden cells of a release, if it is rounded."""
    release = combined.releases[number]
    if release.profile.round_to == 1:
        return []
    return [cell for cell, value in release.shown.items() if value is None]


def _gives_away(figure: Figure, interval: Interval) -> bool:
    return (0 if figure.hides_zero else 1) <= abs(interval.lower or 0) <= figure.hide_to
