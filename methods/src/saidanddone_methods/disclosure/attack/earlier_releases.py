"""A table beside earlier releases: what they make public, and what it must not add to it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from saidanddone_methods.disclosure.attack.frequency_tables import Cell, Flags, Floats, Table
from saidanddone_methods.disclosure.attack.integer_bounds import (
    System,
    pinned,
    some_table,
    without_another_value,
)
from saidanddone_methods.disclosure.attack.linear_span import Insider
from saidanddone_methods.disclosure.attack.population_states import (
    bounds,
    combinable,
    matching_cells,
    may_be_of_same_period,
)
from saidanddone_methods.disclosure.attack.reader import Reader
from saidanddone_methods.disclosure.attack.release_files import Period, Release
from saidanddone_methods.disclosure.attack.release_system import ReleaseSystem, build_system
from saidanddone_methods.disclosure.attack.shared_names import with_shared_names
from saidanddone_methods.disclosure.attack.suppression_problem import (
    BEFORE,
    Background,
    Problem,
    suppression_problem_of,
)
from saidanddone_methods.disclosure.rules.counts import Profile
from saidanddone_methods.errors import TooThin


def combined_with_the_past(
    table: Table, profile: Profile, past: Sequence[Release], period: Period | None
) -> ReleaseSystem:
    """The earlier releases that can combine with the table, then the table as the last one."""
    # Exact counts are compared whether hidden or not; rounded ones as they would be shown.
    hides = np.array([profile.round_to > 1 and profile.hides(int(v)) for v in table.values])
    new = replace(as_release(table, profile, hides, period), hides_small_only=True)
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


def _with_possible_insiders(problem: Problem, combined: ReleaseSystem) -> Problem:
    """Attack also as any person who may be alone in a cell that was hidden before, or who knows when.

    A release does not say which cells hold one person, so each is assumed to where that fits. Each
    person, of this table too, is asked about once more for each time at which they may have come,
    and as one who had left by another.
    """
    people = list(problem.insiders)
    for number in range(len(problem.targets) - problem.what.count(BEFORE), len(problem.targets)):
        row = problem.targets[[number]]
        if (row >= 0).all():  # a cell, not a difference
            learns = ((problem.targets > 0) & (row == 0)).any(axis=1)
            people.append(Insider((number,), learns, is_there=False))
    aware = [
        Insider(person.knows, person.learns, is_there=False, facts=facts)
        for person in people
        for facts in _when(combined, problem.targets[list(person.knows)])
    ]
    return replace(problem, insiders=tuple(_who_may_learn(problem, [*people, *aware])))


def _who_may_learn(problem: Problem, people: Sequence[Insider]) -> Iterator[Insider]:
    """Those of `people` who may exist, each asked about what they cannot work out without this table."""
    tables = np.zeros((0, problem.rows.shape[1]), np.int64)
    for person in people:
        before = problem.before(person)
        fitting = before.fitting(tables)
        if not len(fitting):
            if not before.has_a_table():
                if person.is_there:  # what is likely contradicts what this person knows
                    yield person
                continue
            fitting = some_table(before, len(tables.T))[None, :]
        learns = np.flatnonzero(person.learns)
        known, more = without_another_value(before, problem.targets[learns], fitting)
        tables = np.unique(np.vstack([tables, fitting, more]), axis=0)
        new = person.learns.copy()
        new[learns[known]] = False
        if new.any():
            yield replace(person, learns=new)


def _when(combined: ReleaseSystem, own: Floats) -> Iterator[tuple[tuple[int, int], ...]]:
    """What someone who is alone in the cells `own` may know: the unknown that counts them alone.

    Where one population is part of another, also whether they are still in the smaller.
    """
    unknowns = np.flatnonzero((own > 0).all(axis=0))
    if len(unknowns) < 2 and not combined.parts_of_others():
        return
    for unknown in unknowns:
        alone = (int(unknown), 1)
        smaller = combined.same_person_later(int(unknown))
        if not smaller:
            yield (alone,)
        for counts in product((0, 1), repeat=len(smaller)):
            if smaller:
                yield (alone, *zip(smaller, counts, strict=True))


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


def problem_beside(
    combined: ReleaseSystem, table: Table, profile: Profile, *, singletons: bool
) -> Problem:
    """What must be protected: in the table (the last of `combined`) and in earlier releases."""
    if len(combined.releases) == 1:
        return suppression_problem_of(table, profile, singletons=singletons)
    reader = Reader(combined)
    background = _background(combined, reader)
    problem = suppression_problem_of(table, profile, singletons=singletons, background=background)
    _refuse_what_the_past_discloses(problem, background, reader)
    return _with_possible_insiders(problem, combined) if singletons else problem


def as_release(table: Table, profile: Profile, hidden: Flags, period: Period | None) -> Release:
    """A table as a release in which the cells `hidden` are empty."""
    shown = {
        cell: None if is_hidden else profile.rounded(int(value))
        for cell, value, is_hidden in zip(table.cells, table.values, hidden, strict=True)
    }
    return Release("this table", table.dims, shown, profile, {}, period=period)
