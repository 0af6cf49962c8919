"""What a reader of every release can work out: the interval of each hidden count.

The reader sees every figure and knows each release's rule (its profile). Counts are whole numbers
of 0 or more. The reader subtracts: one year to date from the next, a table after a withdrawal from
the table before, quarters from their year. The reader multiplies a rate by its denominator.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from saidanddone_methods.disclosure.attack.frequency_tables import Cell
from saidanddone_methods.disclosure.attack.integer_bounds import Interval, pinned
from saidanddone_methods.disclosure.attack.population_states import combinable, groups_by_time
from saidanddone_methods.disclosure.attack.reader import Figure, Finding, Reader
from saidanddone_methods.disclosure.attack.release_files import Release
from saidanddone_methods.disclosure.attack.release_system import ReleaseSystem, build_system
from saidanddone_methods.disclosure.attack.shared_names import with_shared_names
from saidanddone_methods.disclosure.attack.suppression_problem import describe
from saidanddone_methods.frames import pass_instead, reads_frames


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
    def likely_exact(self) -> int:
        """How many more a reader would take for known exactly, rightly or not."""
        return sum(finding.is_likely_exact for finding in self.findings) - self.exact

    @property
    def narrowest(self) -> int | None:
        """The least width of what is likely; None where nothing is hidden or nothing has a limit."""
        widths = [finding.likely.width for finding in self.findings]
        widths = [width for width in widths if np.isfinite(width)]
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


@reads_frames(releases=pass_instead("a list of Release"))
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
    findings.sort(key=lambda f: (not f.is_exact, not f.is_likely_exact, f.likely.width))
    return Attack(tuple(release.name for release in releases), tuple(findings))


@reads_frames(new=pass_instead("a Release"), past=pass_instead("a list of Release"))
def may_publish(new: Release, past: Sequence[Release]) -> Judgement:
    """Whether a release, with the past ones, discloses a small count that they alone do not.

    `new` is the release as it would be published. Its name must be new.
    """
    *past, new = with_shared_names([*past, new])
    return judge(combinable(new, past), [new])[1]


def judge(past: Sequence[Release], new: Sequence[Release]) -> tuple[Attack, Judgement]:
    """What the past releases tell by themselves, and whether the new ones, all together, tell more."""
    before, after = attack(past), attack([*past, *new])
    disclosed = [finding for finding in after.findings if finding.is_likely_exact]
    for finding in before.findings:
        if finding.is_likely_exact:
            # Each earlier disclosure excuses one of the same cell and size, not a second one.
            same = [other for other in disclosed if _told(other) == _told(finding)]
            disclosed = [other for other in disclosed if other not in same[:1]]
    return before, Judgement(not disclosed, tuple(disclosed))


def _told(finding: Finding) -> tuple[str, int | None, bool]:
    return finding.cell, finding.likely.lower, finding.is_exact


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
        stuck, _ = pinned(reader.likely, np.array([figure.row for figure in between]))
        for number in stuck:
            finding = reader.finding(between[number])
            if finding.is_likely_exact:
                findings_of_group.append(finding)
    return findings_of_group


def _hidden_figures(combined: ReleaseSystem) -> list[Figure]:
    """Every hidden cell once, under its first name, with the strictest rule that hides it."""
    figures: dict[bytes, Figure] = {}
    for number, release in enumerate(combined.releases):
        rule = release.profile
        for cell, value in release.shown.items():
            if value is None:
                row = combined.row(number, cell)
                figure = Figure(describe(cell), row, number, rule.hide_to, rule.hides_zero)
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
            exactly = Interval(change, change, (change, change))
            names = (first.name, second.name)
            findings.append(Finding(label, exactly, exactly, names, True, True))
    return findings


def _uncounted_and_differences(combined: ReleaseSystem) -> list[Figure]:
    """Differences with one side hidden or rounded, and counts that no release shows by itself."""
    figures: dict[bytes, Figure] = {}
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
            figure = Figure(_difference(theirs, first, second), row, j, least)
            if figures.setdefault(row.tobytes(), figure).hide_to < least:
                figures[row.tobytes()] = figure
    strictest = max(release.profile.hide_to for release in combined.releases)
    for count in combined.uncounted():
        label = f"{describe(count.cell)}, {count.words}"
        figure = Figure(label, count.row, count.release, strictest)
        figures.setdefault(count.row.tobytes(), figure)
    return [figure for key, figure in figures.items() if key not in subtracted]


def _difference(cell: Cell, first: Release, second: Release) -> str:
    return f"{describe(cell)}: {second.name} less {first.name}"
