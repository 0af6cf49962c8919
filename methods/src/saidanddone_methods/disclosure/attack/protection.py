"""Protect a table given every earlier release, or refuse it and say what to merge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from saidanddone_methods.disclosure.attack.audit import audit
from saidanddone_methods.disclosure.attack.frequency_tables import Cell, Flags, Floats, Table
from saidanddone_methods.disclosure.attack.integer_bounds import System, pinned
from saidanddone_methods.disclosure.attack.linear_span import Insider
from saidanddone_methods.disclosure.attack.optimal_suppression import Improved, improve
from saidanddone_methods.disclosure.attack.population_states import (
    bounds,
    combinable,
    matching_cells,
    may_be_of_same_period,
)
from saidanddone_methods.disclosure.attack.release_attack import Reader, may_publish
from saidanddone_methods.disclosure.attack.release_files import Period, Release
from saidanddone_methods.disclosure.attack.release_system import ReleaseSystem, build_system
from saidanddone_methods.disclosure.attack.shared_names import with_shared_names
from saidanddone_methods.disclosure.attack.suppression import cost, exposures, hide_safely
from saidanddone_methods.disclosure.attack.suppression_problem import (
    BEFORE,
    Background,
    Problem,
    suppression_problem_of,
)
from saidanddone_methods.disclosure.attack.time_limit import (
    OutOfTime,
    Progress,
    time_left,
    time_limit,
)
from saidanddone_methods.disclosure.rules.counts import Profile
from saidanddone_methods.errors import TooThin
from saidanddone_methods.frames import pass_instead, reads_frames

FAST_PASSES = 10
SECONDS = 60.0
SEARCH_SHARE = 1 / 3  # of the time, at most, to look for less to hide
RESERVE = 0.1  # of the time left after the fast way, for the last attack on a better pattern


@dataclass(frozen=True)
class Protection:
    """A table that may be published: `shown` has None for a hidden cell.

    `primary` counts the cells that are small, `secondary` those hidden to protect them.
    `at_least`: no safe pattern hides fewer cells, as far as was proved in the time given.
    `exact_disclosures` is what a last attack found: 0.
    """

    shown: Mapping[Cell, int | None]
    primary: int
    secondary: int
    at_least: int
    exact_disclosures: int
    seconds: float

    @property
    def suppressed(self) -> int:
        """How many cells are hidden."""
        return self.primary + self.secondary


@reads_frames(table=pass_instead("table_from_rows(dims, table)"))
def protect(
    table: Table,
    profile: Profile,
    *,
    singletons: bool = True,
    past: Sequence[Release] = (),
    period: Period | None = None,
    seconds: float = SECONDS,
    search: bool = True,
    progress: Progress | None = None,
) -> Protection:
    """Hide the small counts of a table and as few others as protect them, given what is public.

    `singletons`: protect also against a person who is alone in a hidden cell and subtracts
    themselves. `past`: published releases, oldest first. `seconds`: how long the whole may take; at
    most a third of it is used to `search` for a pattern that hides less than the fast way.
    `progress` is called now and then with the milliseconds gone and given.

    Raises TooThin, saying what to merge, where the table cannot be made safe, or not in the time;
    BadInput where the past releases contradict each other.
    """
    import scipy.optimize  # noqa: F401 (so that loading it does not count in `seconds`)

    start = monotonic()
    try:
        with time_limit(seconds, progress):
            protection = _protect(
                table, profile, past, period, singletons, SEARCH_SHARE * seconds if search else 0.0
            )
    except OutOfTime:
        reason = f"the table could not be checked in {seconds:g} seconds"
        raise TooThin([f"{reason}; allow more seconds, or use wider categories"]) from None
    return replace(protection, seconds=monotonic() - start)


def _protect(
    table: Table,
    profile: Profile,
    past: Sequence[Release],
    period: Period | None,
    singletons: bool,
    search_seconds: float,
) -> Protection:
    """The fast pattern and, where there is time to find and to check one, a better one."""
    combined = _combined_with_the_past(table, profile, past, period)
    problem = _problem_beside(combined, table, profile, singletons=singletons)
    hidden, first_audit = hide_safely(problem, passes=FAST_PASSES)
    fast = Improved(hidden, first_audit, cost(problem, problem.primary))
    protection = _checked(table, period, combined, problem, fast)
    if not (search_seconds and problem.is_exact):
        return protection
    with time_limit(min(search_seconds, (1 - RESERVE) * time_left())):
        improved = improve(problem, hidden, first_audit)
    if cost(problem, improved.hidden) == cost(problem, hidden):
        return replace(protection, at_least=improved.at_least)
    try:
        return _checked(table, period, combined, problem, improved)
    except OutOfTime:
        return protection


def _checked(
    table: Table, period: Period | None, combined: ReleaseSystem, problem: Problem, best: Improved
) -> Protection:
    """A pattern as a table that may be published, after a last attack."""
    *past, _ = combined.releases
    hidden = _show_what_can_be_worked_out_anyway(problem, best.hidden)
    _refuse_an_empty_table(table, problem, hidden)
    # The last attack starts from the tables found so far, each checked again in whole numbers.
    if leaks := audit(problem, hidden, best.audit.witnesses).leaks:
        merge = _merge(table, problem.profile)
        raise TooThin([f"{len(leaks)} small counts could still be worked out; {merge}"])
    release = _as_release(table, problem.profile, hidden[problem.same], period)
    if past and not (judged := may_publish(release, past)):
        raise TooThin([*judged.reasons(), _merge(table, problem.profile)])
    primary = int(problem.stands_for[problem.primary].sum())
    return Protection(
        shown=release.shown,
        primary=primary,
        secondary=sum(value is None for value in release.shown.values()) - primary,
        at_least=best.at_least,
        exact_disclosures=len(leaks),
        seconds=0.0,
    )


def _problem_beside(
    combined: ReleaseSystem, table: Table, profile: Profile, *, singletons: bool
) -> Problem:
    """What must be protected: in the table (the last of `combined`) and in earlier releases."""
    if len(combined.releases) == 1:
        return suppression_problem_of(table, profile, singletons=singletons)
    reader = Reader(combined)
    background = _background(combined, reader)
    problem = suppression_problem_of(table, profile, singletons=singletons, background=background)
    _refuse_what_the_past_discloses(problem, background, reader)
    return _with_possible_insiders(problem) if singletons else problem


def _as_release(table: Table, profile: Profile, hidden: Flags, period: Period | None) -> Release:
    shown = {
        cell: None if is_hidden else profile.rounded(int(value))
        for cell, value, is_hidden in zip(table.cells, table.values, hidden, strict=True)
    }
    return Release("this table", table.dims, shown, profile, {}, period=period)


def _combined_with_the_past(
    table: Table, profile: Profile, past: Sequence[Release], period: Period | None
) -> ReleaseSystem:
    """The earlier releases that can combine with the table, then the table as the last one."""
    # Exact counts are compared whether hidden or not; rounded ones as they would be shown.
    hides = np.array([profile.round_to > 1 and profile.hides(int(v)) for v in table.values])
    new = replace(_as_release(table, profile, hides, period), hides_small_only=True)
    *past, new = with_shared_names([*past, new])
    past = combinable(new, past)
    for earlier in past:
        _refuse_a_small_change(earlier, new)
    return build_system([*past, new])


def _background(combined: ReleaseSystem, reader: Reader) -> Background:
    """What earlier releases show over the unknowns they share with the table, and must not show."""
    *past, new = combined.releases
    number = len(past)
    first = sum(len(release.shown) for release in past)
    of_new = slice(first, first + len(new.shown))
    rows, lower, upper = (np.delete(part, of_new, axis=0) for part in reader.known())
    certain = [np.delete(part, of_new, axis=0) for part in reader.known_for_certain()]
    targets = [
        combined.row(at, cell)
        for at, release in enumerate(past)
        for cell, value in release.shown.items()
        if value is None
    ]
    for first_release, second_release in combined.compared():
        if number in (first_release, second_release):
            targets += _small_differences(combined, min(first_release, second_release), number)
    targets += _small_and_uncounted(combined, reader)
    target_rows: Floats = np.array(targets).reshape(-1, rows.shape[1])
    return Background(
        at=combined.at(number),
        rows=rows,
        lower=lower,
        upper=upper,
        targets=_not_known_before(target_rows, rows, lower, upper),
        releases=tuple(release.name for release in past),
        certain=(certain[0], certain[1], certain[2]),
    )


def _small_differences(combined: ReleaseSystem, at: int, number: int) -> list[Floats]:
    """Differences from an earlier release that are small, or may be small."""
    earlier, new = combined.releases[at], combined.releases[number]
    hide_to = max(earlier.profile.hide_to, new.profile.hide_to)
    differences = []
    for ours, theirs in combined.shared(at, number):
        before, after = earlier.shown[ours], new.shown[theirs]
        if before is None or (after is not None and 1 <= abs(after - before) <= hide_to):
            differences.append(combined.row(number, theirs) - combined.row(at, ours))
    return differences


def _small_and_uncounted(combined: ReleaseSystem, reader: Reader) -> list[Floats]:
    """Counts that no release shows by itself: those that are small, and known if all were shown."""
    uncounted = combined.uncounted()
    if not uncounted:
        return []
    hide_to = max(release.profile.hide_to for release in combined.releases)
    disclosed, _ = pinned(reader.likely, np.array([count.row for count in uncounted]))
    rows = [uncounted[place].row for place in disclosed]
    return [row for row in rows if 1 <= abs(reader.likely.interval(row).lower or 0) <= hide_to]


def _not_known_before(targets: Floats, rows: Floats, lower: Floats, upper: Floats) -> Floats:
    """Targets that earlier releases do not disclose; what they disclose cannot be undone."""
    targets = np.unique(targets, axis=0) if len(targets) else targets
    disclosed, _ = pinned(System(rows, lower, upper), targets)
    return np.delete(targets, disclosed, axis=0)


def _with_possible_insiders(problem: Problem) -> Problem:
    """Attack also as any person who may be alone in a cell that was hidden before.

    A release does not say which cells hold one person, so each is assumed to where that fits.
    What that person could work out without this table cannot be undone.
    """
    possible_insiders = []
    for number in range(len(problem.targets) - problem.what.count(BEFORE), len(problem.targets)):
        row = problem.targets[[number]]
        if (row < 0).any():
            continue  # a difference, not a cell
        learns = ((problem.targets > 0) & (row == 0)).any(axis=1)
        someone = Insider((number,), learns, is_there=False)
        if problem.before(someone).has_a_table():
            possible_insiders.append(someone)
    asked = replace(problem, insiders=tuple(possible_insiders))
    for exposure in exposures(asked, np.ones(len(problem.rows), bool)):
        if exposure.insider is not None:
            exposure.insider.learns[exposure.target] = False
    return replace(problem, insiders=(*problem.insiders, *possible_insiders))


def _refuse_a_small_change(earlier: Release, new: Release) -> None:
    """Refuse a table that differs from an earlier one of the same people by very few people."""
    if not may_be_of_same_period(earlier, new):
        return
    least = max(earlier.profile.hide_to, new.profile.hide_to)
    finest: list[int] = []
    margins: list[int] = []
    for ours, theirs in matching_cells(earlier, new):
        part = finest if _is_finest_of_both(theirs, earlier, new) else margins
        part.append(_more_people(earlier, earlier.shown[ours], new, new.shown[theirs]))
    come = sum(more for more in finest if more > 0)
    gone = -sum(more for more in finest if more < 0)
    changed = [abs(more) for more in margins if more]
    few_in_a_margin = not come + gone and 1 <= min(changed, default=0) <= least
    if 1 <= come <= least or 1 <= gone <= least or few_in_a_margin:
        reason = (
            f"it differs from {earlier.name} by so few people that comparing the two could locate "
            "them; keep the figures that are public until more has changed"
        )
        if earlier.period is None or new.period is None:
            reason += ", or, where they count other times, give each its period"
        raise TooThin([reason])


def _more_people(earlier: Release, before: int | None, new: Release, after: int | None) -> int:
    """How many more people a figure shows than before; the least number where it is a range."""
    if max(earlier.profile.round_to, new.profile.round_to) > 1:
        (least, most), (then_least, then_most) = bounds(earlier, before), bounds(new, after)
        return int(max(then_least - most, 0) - max(least - then_most, 0))
    return 0 if before is None or after is None else after - before


def _is_finest_of_both(cell: Cell, earlier: Release, new: Release) -> bool:
    """Whether a cell that both show is not the sum of other cells that both show."""
    leaves = {dim.name: set(dim.leaves) for dim in earlier.dims}
    return all(
        member in leaves[dim.name] | set(dim.leaves)
        for member, dim in zip(cell, new.dims, strict=True)
        if dim.name in leaves
    )


def _refuse_what_the_past_discloses(problem: Problem, known: Background, reader: Reader) -> None:
    own = np.flatnonzero(problem.primary)
    disclosed, _ = pinned(System(known.rows, known.lower, known.upper), problem.rows[own])
    reasons = []
    for number in disclosed:
        releases = reader.combining(problem.rows[own[number]], range(len(known.releases)))
        names = ", ".join(known.releases[release] for release in releases)
        reasons.append(
            f"{problem.what[number]} can be worked out from {names}; leave that breakdown out or "
            "use wider categories"
        )
    if reasons:
        raise TooThin(reasons)


def _show_what_can_be_worked_out_anyway(problem: Problem, hidden: Flags) -> Flags:
    """Show again the hidden cells that a reader can work out: hiding them protects nobody."""
    spared = np.flatnonzero(hidden & ~problem.primary)
    if not len(spared) or not problem.is_exact:
        return hidden
    determined, _ = pinned(problem.system(hidden), problem.rows[spared])
    shown = hidden.copy()
    shown[spared[determined]] = False
    return shown


def _refuse_an_empty_table(table: Table, problem: Problem, hidden: Flags) -> None:
    if not (~hidden & (problem.values > 0)).any():
        raise TooThin([f"no count of anyone could be shown; {_merge(table, problem.profile)}"])


def _merge(table: Table, profile: Profile) -> str:
    """What to merge: the two smallest categories of the dimension with the most small counts."""
    shape = [len(dim.leaves) for dim in table.dims]
    atoms = table.atoms.reshape(shape)
    small = np.vectorize(profile.hides)(atoms)
    choices = []
    for axis, dim in enumerate(table.dims):
        if len(dim.leaves) < 2:
            continue
        others = tuple(i for i in range(len(shape)) if i != axis)
        sizes = atoms.sum(axis=others)
        first, second = np.argsort(sizes, kind="stable")[:2]
        choices.append((int(small.sum(axis=others)[[first, second]].sum()), dim, first, second))
    if not choices:
        return "publish nothing until there are more people"
    _, dim, first, second = max(choices, key=lambda choice: choice[0])
    return f"merge {dim.leaves[first]} with {dim.leaves[second]} in {dim.name}, or leave {dim.name} out"
