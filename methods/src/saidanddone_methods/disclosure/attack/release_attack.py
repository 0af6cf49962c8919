"""Attack a ledger of releases as one system: what can a reader of all of them work out?

She reads every figure, knows each release's profile, and knows that counts are whole and not below
0. She subtracts: a year to date from the next, the table after a withdrawal from the one before,
quarters from their year; she multiplies a rate by its denominator. For every hidden cell the answer is the interval it must lie in.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from saidanddone_methods.disclosure.attack.frequency_tables import Cell, Floats
from saidanddone_methods.disclosure.attack.integer_bounds import Interval, System, pinned
from saidanddone_methods.disclosure.attack.population_states import in_touch, linked
from saidanddone_methods.disclosure.attack.release_files import Release
from saidanddone_methods.disclosure.attack.release_system import Joint, join
from saidanddone_methods.disclosure.attack.shared_names import read_together
from saidanddone_methods.disclosure.attack.suppression_problem import describe
from saidanddone_methods.errors import BadInput


@dataclass(frozen=True, slots=True)
class Finding:
    """What a figure must lie between (None: no limit), and the releases that together tell it.

    `is_exact`: it is known exactly, and is one that its profile hides.
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
    """`findings`, narrowest first: every hidden cell, and every difference that gives one away."""

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
    """Whether a release may leave; if not, `findings` name the cells and releases that combine."""

    allowed: bool
    findings: tuple[Finding, ...] = ()

    def __bool__(self) -> bool:
        return self.allowed

    def reasons(self) -> list[str]:
        """One sentence for each small count that would be given away."""
        return [
            f"{found.cell} could be worked out from {', '.join(found.releases)}"
            for found in self.findings
        ]


@dataclass(frozen=True)
class _Figure:
    """What is asked for. It gives someone away up to `hide_to`, and at 0 where `hides_zero`."""

    label: str
    row: Floats
    release: int
    hide_to: int
    hides_zero: bool = False


def attack(
    releases: Sequence[Release], progress: Callable[[int, int], None] = lambda done, of: None
) -> Attack:
    """Everything that can be worked out from `releases`, given in the order in which they left.

    Releases over times that do not overlap are attacked apart. Raises BadInput where figures of one
    release contradict each other, or where there are more combinations than can be judged.
    """
    findings: list[Finding] = []
    for group in in_touch(read_together(releases)):
        findings += _attack_group(join(group), progress)
    findings.sort(key=lambda f: (not f.is_exact, f.width))
    return Attack(tuple(release.name for release in releases), tuple(findings))


def may_publish(new: Release, past: Sequence[Release]) -> Judgement:
    """Whether a release tells, with the past, any small count that the past alone does not.

    `new` as it would leave, its name not among those of the past.
    """
    *past, new = read_together([*past, new])
    earlier = linked(new, past)
    before = [found for found in attack(earlier).findings if found.is_exact]
    told = [found for found in attack([*earlier, new]).findings if found.is_exact]
    for found in before:
        # A count that was told before is told again; another of the same name and size is not.
        same = [each for each in told if (each.cell, each.lower) == (found.cell, found.lower)]
        told = [each for each in told if each not in same[:1]]
    return Judgement(not told, tuple(told))


def _attack_group(joint: Joint, progress: Callable[[int, int], None]) -> list[Finding]:
    reader = Reader(joint)
    hidden = _hidden(joint)
    findings = [_told_by_subtraction(joint, pair) for pair in joint.compared()]
    found = [finding for some in findings for finding in some]
    for number, figure in enumerate(hidden):
        found.append(reader.finding(figure))
        progress(number + 1, len(hidden))
    between = _between(joint)
    if between:
        stuck, _ = pinned(reader.system(), np.array([figure.row for figure in between]))
        for number in stuck:
            finding = reader.finding(between[number])
            if finding.is_exact:
                found.append(finding)
    return found


class Reader:
    """Someone who reads the releases of a system."""

    def __init__(self, joint: Joint) -> None:
        self._joint = joint
        numbers = range(len(joint.releases))
        self._rows = [joint.rows(number) for number in numbers]
        self._same_totals = joint.same_total_rows()
        self._small: frozenset[tuple[int, Cell]] = frozenset()
        self._granted: tuple[tuple[Floats, float], ...] = ()
        if not self.system().has_a_table():
            raise BadInput(
                "the figures of these releases contradict each other: give each its period, and "
                "keep one ledger for each thing counted"
            )
        # What she takes for granted must fit: hidden cells of rounded tables are small; a count
        # that grew everywhere grew in every combination; where some were struck out, nobody came;
        # Totals are of the same people.
        rounded = _hidden_in_rounded(joint)
        at = joint.stretches
        order = [(at[small], at[large]) for small, large in joint.states.ordered]
        order += [(at[number], usual) for number, usual in joint.states.apart]
        rows = [(joint.order_rows(*pair), np.inf) for pair in order]
        rows += [(joint.everyone_rows(i, j), 0.0) for i, j in combinations(numbers, 2)]
        rows = [(more, most) for more, most in rows if len(more)]
        if not self._takes_for_granted(rounded, rows):
            for cell in rounded:
                self._takes_for_granted([cell], [])
            for each in rows:
                self._takes_for_granted([], [each])
        self._system = self.system()

    def _takes_for_granted(
        self, small: Sequence[tuple[int, Cell]], rows: Sequence[tuple[Floats, float]]
    ) -> bool:
        """Take it that the cells `small` are small, and `rows` 0 to a most, if that fits."""
        before = self._small, self._granted
        self._small = self._small.union(small)
        self._granted = (*self._granted, *rows)
        fits = before == (self._small, self._granted) or self.system().has_a_table()
        if not fits:
            self._small, self._granted = before
        return fits

    def known(self, among: Iterable[int] | None = None) -> tuple[Floats, Floats, Floats]:
        """Figures and their bounds, from all releases or from some of them."""
        chosen = list(range(len(self._rows)) if among is None else among)
        bounds = [self._joint.bounds(i, self._small) for i in chosen]
        rows = [self._rows[number] for number in chosen]
        lower, upper = [low for low, _ in bounds], [high for _, high in bounds]
        for more, most in [(self._same_totals, 0.0), *(self._granted if among is None else ())]:
            rows.append(more)
            lower.append(np.zeros(len(more)))
            upper.append(np.full(len(more), most))
        return np.vstack(rows), np.concatenate(lower), np.concatenate(upper)

    def system(self, among: Iterable[int] | None = None) -> System:
        """What is known from all releases, or from some of them."""
        return System(*self.known(among))

    def interval(self, row: Floats) -> Interval:
        """Between what a figure must lie, from all releases."""
        return self._system.interval(row)

    def finding(self, figure: _Figure) -> Finding:
        """What a figure lies between, and, where it is one number, the fewest releases that say so."""
        interval = self.interval(figure.row)
        exact = interval.width == 0 and _gives_away(figure, interval)
        combining = self.combining(figure.row) if interval.width == 0 else [figure.release]
        return Finding(
            cell=figure.label,
            lower=interval.lower,
            upper=interval.upper,
            releases=tuple(self._joint.releases[i].name for i in combining),
            is_exact=exact,
        )

    def combining(self, row: Floats, among: Iterable[int] | None = None) -> list[int]:
        """The fewest of the releases that tell a figure, which together they do."""
        needed = list(range(len(self._rows)) if among is None else among)
        for number in list(needed):
            without = [i for i in needed if i != number]
            if without and self.system(without).interval(row).width == 0:
                needed = without
        return needed


def _hidden_in_rounded(joint: Joint) -> list[tuple[int, Cell]]:
    """Hidden cells of rounded tables, those that hold the fewest combinations first."""
    found = [
        (joint.row(number, cell).sum(), number, cell)
        for number, release in enumerate(joint.releases)
        for cell, value in release.shown.items()
        if value is None and release.profile.round_to > 1
    ]
    return [(number, cell) for _, number, cell in sorted(found)]


def _gives_away(figure: _Figure, interval: Interval) -> bool:
    return (0 if figure.hides_zero else 1) <= abs(interval.lower or 0) <= figure.hide_to


def _hidden(joint: Joint) -> list[_Figure]:
    """Every hidden cell once, by its first name and the strictest of the rules that hide it."""
    found: dict[bytes, _Figure] = {}
    for number, release in enumerate(joint.releases):
        rule = release.profile
        for cell, value in release.shown.items():
            if value is None:
                row = joint.row(number, cell)
                figure = _Figure(describe(cell), row, number, rule.hide_to, rule.hides_zero)
                first = found.setdefault(row.tobytes(), figure)
                found[row.tobytes()] = replace(
                    first,
                    hide_to=max(first.hide_to, rule.hide_to),
                    hides_zero=first.hides_zero or rule.hides_zero,
                )
    return list(found.values())


def _told_by_subtraction(joint: Joint, pair: tuple[int, int]) -> list[Finding]:
    """Small differences of figures that both releases show as they are."""
    one, other = (joint.releases[number] for number in pair)
    if max(one.profile.round_to, other.profile.round_to) > 1:
        return []
    found = []
    for ours, theirs in joint.shared(*pair):
        before, after = one.shown[ours], other.shown[theirs]
        if before is None or after is None:
            continue
        if 1 <= abs(after - before) <= max(one.profile.hide_to, other.profile.hide_to):
            label = _difference(theirs, one, other)
            change = after - before
            found.append(Finding(label, change, change, (one.name, other.name), True))
    return found


def _between(joint: Joint) -> list[_Figure]:
    """Differences of which one side is hidden or rounded, and what no release counts by itself."""
    found: dict[bytes, _Figure] = {}
    subtracted: set[bytes] = set()  # by `_told_by_subtraction`
    for i, j in joint.compared():
        one, other = joint.releases[i], joint.releases[j]
        exact = max(one.profile.round_to, other.profile.round_to) == 1
        least = max(one.profile.hide_to, other.profile.hide_to)
        for ours, theirs in joint.shared(i, j):
            row = joint.row(j, theirs) - joint.row(i, ours)
            if exact and one.shown[ours] is not None and other.shown[theirs] is not None:
                subtracted.add(row.tobytes())
                continue
            figure = _Figure(_difference(theirs, one, other), row, j, least)
            if found.setdefault(row.tobytes(), figure).hide_to < least:
                found[row.tobytes()] = figure
    strictest = max(release.profile.hide_to for release in joint.releases)
    for each in joint.uncounted():
        label = f"{describe(each.cell)}, {each.words}"
        figure = _Figure(label, each.row, each.release, strictest)
        found.setdefault(each.row.tobytes(), figure)
    return [figure for key, figure in found.items() if key not in subtracted]


def _difference(cell: Cell, one: Release, other: Release) -> str:
    return f"{describe(cell)}: {other.name} less {one.name}"
