"""Protect a table given every earlier release, or refuse it and say what to merge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from saidanddone_methods.disclosure.attack.audit import audit
from saidanddone_methods.disclosure.attack.earlier_releases import (
    as_release,
    combined_with_the_past,
    problem_beside,
)
from saidanddone_methods.disclosure.attack.frequency_tables import Cell, Flags, Table
from saidanddone_methods.disclosure.attack.integer_bounds import pinned
from saidanddone_methods.disclosure.attack.optimal_suppression import Improved, improve
from saidanddone_methods.disclosure.attack.release_attack import may_publish
from saidanddone_methods.disclosure.attack.release_files import Period, Release
from saidanddone_methods.disclosure.attack.release_system import ReleaseSystem
from saidanddone_methods.disclosure.attack.suppression import cost, hide_safely
from saidanddone_methods.disclosure.attack.suppression_problem import Problem
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
    combined = combined_with_the_past(table, profile, past, period)
    problem = problem_beside(combined, table, profile, singletons=singletons)
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
    release = as_release(table, problem.profile, hidden[problem.same], period)
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
