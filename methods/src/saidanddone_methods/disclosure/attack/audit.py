"""What could be worked out if a pattern of hidden cells were published.

The attackers are a reader and each person who is alone in a hidden cell. Both know the profile. In
an exact table a hidden count can have any size. In a rounded one hardly any count is hidden to
protect others, so each is attacked twice: told which hidden counts are small, and taking all
hidden counts for small that can be (`small_together`). The first knows more than a reader can, the
second may be wrong; what neither can work out, a reader of this table cannot.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from saidanddone_methods.disclosure.attack.frequency_tables import Counts, Flags, Floats
from saidanddone_methods.disclosure.attack.integer_bounds import pinned, without_another_value
from saidanddone_methods.disclosure.attack.linear_span import Insider
from saidanddone_methods.disclosure.attack.suppression_problem import Problem, describe

T = TypeVar("T")


@dataclass(frozen=True)
class Leak:
    """A figure with one possible value for a reader, or for `insider`.

    `row` is the figure over the unknowns, `what` it is in words; `small` the hidden counts that
    the reader takes for small (None: those that are).
    """

    row: Floats
    what: str
    insider: Insider | None = None
    small: Flags | None = None


@dataclass(frozen=True)
class Audit:
    """What an attack found: `leaks` is empty when every target has another possible value.

    `witnesses` are tables that prove it, one a row.
    """

    leaks: tuple[Leak, ...]
    witnesses: Counts


def audit(problem: Problem, hidden: Flags, witnesses: Counts | None = None) -> Audit:
    """Attack a pattern with whole numbers of 0 or more, as a reader and as each insider.

    `witnesses`: tables from an attack before, which save work where they still fit. Raises
    OutOfTime.
    """
    known = problem.tables() if witnesses is None else np.vstack([problem.tables(), witnesses])
    leaks, tables = _attack(problem, hidden, known)
    if not problem.is_exact and (hidden & ~problem.primary).any():
        mistaken, more = _attack_taking_for_small(problem, hidden, tables)
        leaks += mistaken
        tables = np.unique(np.vstack([tables, more]), axis=0)
    return Audit(tuple(leaks), tables)


def _attack(problem: Problem, hidden: Flags, known: Counts) -> tuple[list[Leak], Counts]:
    """Attack as a reader and as insiders who are told which hidden counts are small."""
    targets = problem.targets
    stuck, tables = pinned(problem.system(hidden), targets, known)
    leaks = [Leak(targets[number], problem.what[number]) for number in stuck]
    for insider in problem.insiders:
        learns = np.flatnonzero(insider.learns)
        learns = learns[~np.isin(learns, stuck)]
        learned, tables = _learned_by(problem, hidden, insider, learns, tables)
        leaks += [Leak(targets[number], problem.what[number], insider) for number in learned]
    return leaks, tables


def _learned_by(
    problem: Problem, hidden: Flags, insider: Insider, learns: Counts, tables: Counts
) -> tuple[list[int], Counts]:
    """The targets among `learns` that an insider can work out, and the tables with those found."""
    figures = problem.targets[learns]
    own, counts = problem.known_to(insider)
    fitting = tables[(tables @ own.T == counts).all(axis=1)]
    if len(fitting):
        learns = learns[np.ptp(figures @ fitting.T, axis=1) == 0]
    if not len(learns):
        return [], tables
    knowing = problem.system(hidden, insider)
    if len(fitting) and problem.is_exact:
        learned, more = without_another_value(knowing, problem.targets[learns], fitting)
        tables = np.vstack([tables, more])
    elif len(fitting) or knowing.has_a_table():
        learned, more = pinned(knowing, problem.targets[learns], fitting)
        tables = np.vstack([tables, more[len(fitting) :]])
    elif insider.is_there:
        # What others take for likely contradicts what this person knows.
        learned, _ = pinned(problem.certain().system(hidden, insider), problem.targets[learns])
    else:
        return [], tables  # no table has one person in that cell
    return [int(learns[place]) for place in learned], tables


def _attack_taking_for_small(
    problem: Problem, hidden: Flags, known: Counts
) -> tuple[list[Leak], Counts]:
    """Attack as readers who take for small all hidden counts that can be.

    They may take a larger count for a small one, so every hidden count is asked about.
    """
    rows = np.vstack([problem.targets, problem.rows[hidden & ~problem.primary]])
    others = np.flatnonzero(hidden & ~problem.primary)
    what = [*problem.what, *(f"the count in {describe(problem.cells[i])}" for i in others)]
    is_count: Flags = np.all(rows >= 0, axis=1)
    leaks: list[Leak] = []
    for insider in (None, *problem.insiders):
        small = taken_for_small(problem, hidden, insider)
        if small is None:
            continue  # no table has one person in that cell
        learns = np.ones(len(rows), bool)
        if insider is not None:
            learns[: len(problem.targets)] = insider.learns
            learns[len(problem.targets) :] = False
        asked = np.flatnonzero(learns)
        stuck, tables = pinned(problem.system(hidden, insider, small), rows[asked], known)
        leaks += [
            Leak(rows[number], what[number], insider, small)
            for number in asked[stuck]
            if not is_count[number] or problem.profile.hides(int(tables[0] @ rows[number]))
        ]
        known = np.unique(np.vstack([known, tables]), axis=0)
    return leaks, known


def taken_for_small(problem: Problem, hidden: Flags, insider: Insider | None) -> Flags | None:
    """The hidden counts that a reader takes for small; None where nothing fits what she knows."""

    def fits(small: Sequence[int]) -> bool:
        return problem.system(hidden, insider, flags(small)).has_a_table()

    def flags(small: Sequence[int]) -> Flags:
        chosen = np.zeros(len(hidden), bool)
        chosen[list(small)] = True
        return chosen

    if insider is not None and not fits([]):
        return None
    return flags(small_together([int(cell) for cell in np.flatnonzero(hidden)], fits))


def small_together(hidden: Sequence[T], fits: Callable[[Sequence[T]], bool]) -> Sequence[T]:
    """The hidden counts that a reader takes for small: all that can be, if all of them can together.

    Where they cannot, some are hidden for others' sake and nothing says which: she takes none.
    """
    if fits(hidden):
        return hidden
    possible = [cell for cell in hidden if fits([cell])]
    return possible if fits(possible) else []
