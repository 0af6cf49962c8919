"""Attack a ledger of releases as one system: what can a reader of all of them work out?

She reads every figure, knows each release's profile, and knows that counts are whole and not below
0. She subtracts: a year to date from the next, the table after a withdrawal from the one before,
quarters from their year; she multiplies a rate by its denominator. For every hidden cell the answer is the interval it must lie in.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from saidanddone_methods.disclosure.joint import Joint, join
from saidanddone_methods.disclosure.names import read_together
from saidanddone_methods.disclosure.problems import describe
from saidanddone_methods.disclosure.releases import Release
from saidanddone_methods.disclosure.states import bounds, in_touch, linked
from saidanddone_methods.disclosure.systems import Interval, System, pinned
from saidanddone_methods.disclosure.tables import Cell, Floats
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
    label: str
    row: Floats
    release: int
    is_difference: bool


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
        self._rows = [joint.rows(number) for number in range(len(joint.releases))]
        self._same_totals = joint.same_total_rows()
        self._everyone = np.zeros((0, joint.ends[-1]))
        self._order = joint.order_rows()
        self._assumes_small = self._assumes_order = True
        # What she takes for granted must fit: hidden cells of rounded tables are small; a count
        # that grew everywhere grew in every combination.
        for small, order in ((True, True), (False, True), (False, False)):
            self._assumes_small, self._assumes_order = small, order
            if self.system().has_a_table():
                break
        else:
            raise BadInput(
                "the figures of these releases contradict each other: give each its period, and "
                "keep one ledger for each thing counted"
            )
        for one, other in combinations(range(len(joint.releases)), 2):
            self._take_for_everyone(joint.everyone_rows(one, other))

    def _take_for_everyone(self, rows: Floats) -> None:
        """The Totals of two releases are of the same people, if that fits."""
        if not len(rows):
            return
        before = self._everyone
        self._everyone = np.vstack([before, rows])
        if not self.system().has_a_table():
            self._everyone = before

    def known(self, among: Iterable[int] | None = None) -> tuple[Floats, Floats, Floats]:
        """Figures and their bounds, from all releases or from some of them."""
        chosen = list(range(len(self._rows)) if among is None else among)
        bounds = [self._bounds(number) for number in chosen]
        rows = [self._rows[number] for number in chosen]
        lower, upper = [low for low, _ in bounds], [high for _, high in bounds]
        takes = [(self._same_totals, 0.0)]
        if among is None:
            takes.append((self._everyone, 0.0))
            takes += [(self._order, np.inf)] if self._assumes_order else []
        for more, most in takes:
            rows.append(more)
            lower.append(np.zeros(len(more)))
            upper.append(np.full(len(more), most))
        return np.vstack(rows), np.concatenate(lower), np.concatenate(upper)

    def system(self, among: Iterable[int] | None = None) -> System:
        """What is known from all releases, or from some of them."""
        return System(*self.known(among))

    def finding(self, figure: _Figure) -> Finding:
        """What a figure lies between, and, where it is one number, the fewest releases that say so."""
        interval = self.system().interval(figure.row)
        rule = self._joint.releases[figure.release].profile
        exact = interval.width == 0 and _gives_away(figure, interval, rule.hide_to, rule.hides_zero)
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

    def _bounds(self, number: int) -> tuple[Floats, Floats]:
        release = self._joint.releases[number]
        found = []
        for cell, value in release.shown.items():
            low, high = bounds(release, value, small=self._assumes_small)
            least, greatest = release.behind_rates.get(cell, (low, high))
            found.append((max(low, least), min(high, greatest)))
        held = np.array(found, float)
        return held[:, 0], held[:, 1]


def _gives_away(figure: _Figure, interval: Interval, hide_to: int, hides_zero: bool) -> bool:
    value = abs(interval.lower or 0)
    least = 0 if hides_zero and not figure.is_difference else 1
    return least <= value <= hide_to


def _hidden(joint: Joint) -> list[_Figure]:
    """Every hidden cell once, where one count has several names under the first of them."""
    found: dict[bytes, _Figure] = {}
    for number, release in enumerate(joint.releases):
        for cell, value in release.shown.items():
            if value is None:
                row = joint.row(number, cell)
                found.setdefault(row.tobytes(), _Figure(describe(cell), row, number, False))
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
    """Differences of which one side is hidden or rounded, and stretches that no release counts."""
    found: dict[bytes, _Figure] = {}
    for i, j in joint.compared():
        one, other = joint.releases[i], joint.releases[j]
        exact = max(one.profile.round_to, other.profile.round_to) == 1
        for ours, theirs in joint.shared(i, j):
            if exact and one.shown[ours] is not None and other.shown[theirs] is not None:
                continue
            row = joint.row(j, theirs) - joint.row(i, ours)
            label = _difference(theirs, one, other)
            found.setdefault(row.tobytes(), _Figure(label, row, j, True))
    counted = {stretch[0] for stretch in joint.stretches if len(stretch) == 1}
    for piece in range(joint.size):
        within = [i for i, stretch in enumerate(joint.stretches) if piece in stretch]
        if piece in counted or not within:
            continue
        for cell in joint.releases[within[0]].shown:
            row = joint.row(within[0], cell, within=piece)
            label = f"{describe(cell)}, {joint.states.pieces[piece]}"
            found.setdefault(row.tobytes(), _Figure(label, row, within[0], True))
    return list(found.values())


def _difference(cell: Cell, one: Release, other: Release) -> str:
    return f"{describe(cell)}: {other.name} less {one.name}"
