"""What a reader of every release can work out: the interval of each hidden count.

The reader sees every figure and knows each release's rule (its profile). Counts are whole numbers
of 0 or more. The reader subtracts: one year to date from the next, a table after a withdrawal from
the table before, quarters from their year. The reader multiplies a rate by its denominator.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from saidanddone_methods.disclosure.attack.frequency_tables import Cell, Floats
from saidanddone_methods.disclosure.attack.integer_bounds import Interval, System, pinned
from saidanddone_methods.disclosure.attack.population_states import combinable, groups_by_time
from saidanddone_methods.disclosure.attack.release_files import Release
from saidanddone_methods.disclosure.attack.release_system import ReleaseSystem, build_system
from saidanddone_methods.disclosure.attack.shared_names import with_shared_names
from saidanddone_methods.disclosure.attack.suppression_problem import describe
from saidanddone_methods.errors import BadInput


@dataclass(frozen=True, slots=True)
class Finding:
    """The least and greatest value of a figure (None: no limit), and the releases that show it.

    `is_exact`: the figure is known exactly and its profile hides figures of that size.
    """

    cell: str
    lower: int | None
    upper: int | None
    releases: tuple[str, ...]
    is_exact: bool

    @property
    def width(self) -> float:
        """Upper less lower; infinite without a limit."""
        if self.lower is None or self.upper is None:
            return float("inf")
        return self.upper - self.lower


@dataclass(frozen=True, slots=True)
class Attack:
    """Every hidden cell, and every difference that discloses a small count; narrowest first."""

    releases: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def exact(self) -> int:
        """How many small counts are known exactly."""
        return sum(finding.is_exact for finding in self.findings)

    @property
    def narrowest(self) -> int | None:
        """The least width; None where nothing is hidden or nothing has a limit."""
        widths = [finding.width for finding in self.findings if np.isfinite(finding.width)]
        return int(min(widths)) if widths else None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a release may be published; if not, the cells and releases that combine."""

    allowed: bool
    findings: tuple[Finding, ...] = ()

    def __bool__(self) -> bool:
        return self.allowed

    def reasons(self) -> list[str]:
        """One sentence for each small count that would be given away."""
        return [
            f"{finding.cell} could be worked out from {', '.join(finding.releases)}"
            for finding in self.findings
        ]


@dataclass(frozen=True)
class _Figure:
    """A figure to bound. It discloses a person from 1 to `hide_to`, and at 0 where `hides_zero`."""

    label: str
    row: Floats
    release: int
    hide_to: int
    hides_zero: bool = False


def attack(
    releases: Sequence[Release], progress: Callable[[int, int], None] = lambda done, of: None
) -> Attack:
    """Everything that can be worked out from `releases`, in the order of publication.

    Releases whose periods do not overlap are attacked separately. Raises BadInput where figures
    contradict each other, or where there are more combinations than the solver can judge.
    """
    findings: list[Finding] = []
    for group in groups_by_time(with_shared_names(releases)):
        findings += _attack_group(build_system(group), progress)
    findings.sort(key=lambda f: (not f.is_exact, f.width))
    return Attack(tuple(release.name for release in releases), tuple(findings))


def may_publish(new: Release, past: Sequence[Release]) -> Judgement:
    """Whether a release, with the past ones, discloses a small count that they alone do not.

    `new` is the release as it would be published. Its name must be new.
    """
    *past, new = with_shared_names([*past, new])
    earlier = combinable(new, past)
    before = [finding for finding in attack(earlier).findings if finding.is_exact]
    disclosed = [finding for finding in attack([*earlier, new]).findings if finding.is_exact]
    for finding in before:
        # Each earlier disclosure excuses one of the same cell and size, not a second one.
        same = [
            other
            for other in disclosed
            if (other.cell, other.lower) == (finding.cell, finding.lower)
        ]
        disclosed = [other for other in disclosed if other not in same[:1]]
    return Judgement(not disclosed, tuple(disclosed))


def _attack_group(combined: ReleaseSystem, progress: Callable[[int, int], None]) -> list[Finding]:
    reader = Reader(combined)
    hidden = _hidden_figures(combined)
    findings = [_shown_small_differences(combined, pair) for pair in combined.compared()]
    findings_of_group = [finding for some in findings for finding in some]
    for number, figure in enumerate(hidden):
        findings_of_group.append(reader.finding(figure))
        progress(number + 1, len(hidden))
    between = _uncounted_and_differences(combined)
    if between:
        stuck, _ = pinned(reader.system(), np.array([figure.row for figure in between]))
        for number in stuck:
            finding = reader.finding(between[number])
            if finding.is_exact:
                findings_of_group.append(finding)
    return findings_of_group


class Reader:
    """A reader of all releases: what they show, and what the reader may assume where it fits."""

    def __init__(self, combined: ReleaseSystem) -> None:
        self._combined = combined
        numbers = range(len(combined.releases))
        self._rows = [combined.rows(number) for number in numbers]
        self._same_totals = combined.same_total_rows()
        self._assumed_small: frozenset[tuple[int, Cell]] = frozenset()
        self._assumed_rows: tuple[tuple[Floats, float], ...] = ()
        if not self.system().has_a_table():
            raise BadInput(
                "the figures of these releases contradict each other: give each its period, and "
                "keep one ledger for each thing counted"
            )
        # The reader assumes these where they fit the figures: hidden cells of rounded tables are
        # small; a count that grew in every cell grew in every combination; where records were
        # deleted, nobody came; Totals count the same people.
        rounded = _hidden_in_rounded(combined)
        at = combined.stretches
        order = [(at[small], at[large]) for small, large in combined.states.ordered]
        order += [(at[number], usual) for number, usual in combined.states.apart]
        rows = [(combined.order_rows(*pair), np.inf) for pair in order]
        rows += [(combined.same_people_rows(i, j), 0.0) for i, j in combinations(numbers, 2)]
        rows = [(more, most) for more, most in rows if len(more)]
        if not self._assume_if_possible(rounded, rows):
            for cell in rounded:
                self._assume_if_possible([cell], [])
            for row in rows:
                self._assume_if_possible([], [row])
        self._system = self.system()

    def _assume_if_possible(
        self, small: Sequence[tuple[int, Cell]], rows: Sequence[tuple[Floats, float]]
    ) -> bool:
        """Assume that the cells `small` are small and `rows` lie from 0 to a most, if that fits."""
        before = self._assumed_small, self._assumed_rows
        self._assumed_small = self._assumed_small.union(small)
        self._assumed_rows = (*self._assumed_rows, *rows)
        fits = before == (self._assumed_small, self._assumed_rows) or self.system().has_a_table()
        if not fits:
            self._assumed_small, self._assumed_rows = before
        return fits

    def known(self, among: Iterable[int] | None = None) -> tuple[Floats, Floats, Floats]:
        """Rows of figures with lower and upper bounds, from all releases or from some of them."""
        chosen = list(range(len(self._rows)) if among is None else among)
        bounds = [self._combined.bounds(i, self._assumed_small) for i in chosen]
        rows = [self._rows[number] for number in chosen]
        lower, upper = [low for low, _ in bounds], [high for _, high in bounds]
        for more, most in [
            (self._same_totals, 0.0),
            *(self._assumed_rows if among is None else ()),
        ]:
            rows.append(more)
            lower.append(np.zeros(len(more)))
            upper.append(np.full(len(more), most))
        return np.vstack(rows), np.concatenate(lower), np.concatenate(upper)

    def system(self, among: Iterable[int] | None = None) -> System:
        """What is known from all releases, or from some of them."""
        return System(*self.known(among))

    def interval(self, row: Floats) -> Interval:
        """The interval of a figure, from all releases."""
        return self._system.interval(row)

    def finding(self, figure: _Figure) -> Finding:
        """The interval of a figure and, where it is one number, the fewest releases that fix it."""
        interval = self.interval(figure.row)
        exact = interval.width == 0 and _gives_away(figure, interval)
        combining = self.combining(figure.row) if interval.width == 0 else [figure.release]
        return Finding(
            cell=figure.label,
            lower=interval.lower,
            upper=interval.upper,
            releases=tuple(self._combined.releases[i].name for i in combining),
            is_exact=exact,
        )

    def combining(self, row: Floats, among: Iterable[int] | None = None) -> list[int]:
        """The fewest releases that together fix a figure."""
        needed = list(range(len(self._rows)) if among is None else among)
        for number in list(needed):
            without = [i for i in needed if i != number]
            if without and self.system(without).interval(row).width == 0:
                needed = without
        return needed


def _hidden_in_rounded(combined: ReleaseSystem) -> list[tuple[int, Cell]]:
    """Hidden cells of rounded tables, those with the fewest combinations first."""
    cells = [
        (combined.row(number, cell).sum(), number, cell)
        for number, release in enumerate(combined.releases)
        for cell, value in release.shown.items()
        if value is None and release.profile.round_to > 1
    ]
    return [(number, cell) for _, number, cell in sorted(cells)]


def _gives_away(figure: _Figure, interval: Interval) -> bool:
    return (0 if figure.hides_zero else 1) <= abs(interval.lower or 0) <= figure.hide_to


def _hidden_figures(combined: ReleaseSystem) -> list[_Figure]:
    """Every hidden cell once, under its first name, with the strictest rule that hides it."""
    figures: dict[bytes, _Figure] = {}
    for number, release in enumerate(combined.releases):
        rule = release.profile
        for cell, value in release.shown.items():
            if value is None:
                row = combined.row(number, cell)
                figure = _Figure(describe(cell), row, number, rule.hide_to, rule.hides_zero)
                first = figures.setdefault(row.tobytes(), figure)
                figures[row.tobytes()] = replace(
                    first,
                    hide_to=max(first.hide_to, rule.hide_to),
                    hides_zero=first.hides_zero or rule.hides_zero,
                )
    return list(figures.values())


def _shown_small_differences(combined: ReleaseSystem, pair: tuple[int, int]) -> list[Finding]:
    """Small differences between figures that both releases show exactly."""
    first, second = (combined.releases[number] for number in pair)
    if max(first.profile.round_to, second.profile.round_to) > 1:
        return []
    findings = []
    for ours, theirs in combined.shared(*pair):
        before, after = first.shown[ours], second.shown[theirs]
        if before is None or after is None:
            continue
        if 1 <= abs(after - before) <= max(first.profile.hide_to, second.profile.hide_to):
            label = _difference(theirs, first, second)
            change = after - before
            findings.append(Finding(label, change, change, (first.name, second.name), True))
    return findings


def _uncounted_and_differences(combined: ReleaseSystem) -> list[_Figure]:
    """Differences with one side hidden or rounded, and counts that no release shows by itself."""
    figures: dict[bytes, _Figure] = {}
    subtracted: set[bytes] = set()  # by `_shown_small_differences`
    for i, j in combined.compared():
        first, second = combined.releases[i], combined.releases[j]
        exact = max(first.profile.round_to, second.profile.round_to) == 1
        least = max(first.profile.hide_to, second.profile.hide_to)
        for ours, theirs in combined.shared(i, j):
            row = combined.row(j, theirs) - combined.row(i, ours)
            if exact and first.shown[ours] is not None and second.shown[theirs] is not None:
                subtracted.add(row.tobytes())
                continue
            figure = _Figure(_difference(theirs, first, second), row, j, least)
            if figures.setdefault(row.tobytes(), figure).hide_to < least:
                figures[row.tobytes()] = figure
    strictest = max(release.profile.hide_to for release in combined.releases)
    for count in combined.uncounted():
        label = f"{describe(count.cell)}, {count.words}"
        figure = _Figure(label, count.row, count.release, strictest)
        figures.setdefault(count.row.tobytes(), figure)
    return [figure for key, figure in figures.items() if key not in subtracted]


def _difference(cell: Cell, first: Release, second: Release) -> str:
    return f"{describe(cell)}: {second.name} less {first.name}"
