"""What could be worked out if a pattern of hidden cells were published.

The attackers are a reader and each person who is alone in a hidden cell. Both know the profile. In
an exact table a hidden count can have any size. In a rounded one hardly any count is hidden to
protect others, so each is attacked twice: told which hidden counts are small, and taking every
hidden count for small as far as that fits (`taken_for_small`). The first can be told too much, the
second can be wrong; what neither can work out, no reader can who knows only what is published.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from saidanddone_methods.disclosure.attack.frequency_tables import Counts, Flags, Floats
from saidanddone_methods.disclosure.attack.integer_bounds import System, pinned, some_table
from saidanddone_methods.disclosure.attack.linear_span import Insider
from saidanddone_methods.disclosure.attack.suppression_problem import Problem, describe
from saidanddone_methods.errors import BadInput

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
    knows = problem.targets[list(insider.knows)]
    fitting = tables[(tables @ knows.T == 1).all(axis=1)]
    if len(fitting):
        learns = learns[np.ptp(figures @ fitting.T, axis=1) == 0]
    if not len(learns):
        return [], tables
    knowing = problem.system(hidden, insider)
    try:
        first = fitting[0] if len(fitting) else some_table(knowing, tables.shape[1])
    except BadInput:
        if insider.is_there or knowing.has_a_table():
            raise
        return [], tables  # no table has one person in that cell
    learned = []
    fitting = fitting if len(fitting) else first[None, :]
    for number in learns:
        row = problem.targets[number]
        if np.ptp(fitting @ row) > 0:
            continue
        point = knowing.differing(first, row)
        if point is None:
            learned.append(int(number))
        else:
            fitting = np.vstack([fitting, point])
            tables = np.vstack([tables, point])
    if not insider.is_there:
        learned = _newly_disclosed(problem, insider, learned)
    return learned, tables


def _newly_disclosed(problem: Problem, insider: Insider, targets: list[int]) -> list[int]:
    """The targets that an insider could not work out without this table."""
    known_before, _ = pinned(problem.before(insider), problem.targets[targets])
    return [target for place, target in enumerate(targets) if place not in known_before]


def _attack_taking_for_small(
    problem: Problem, hidden: Flags, known: Counts
) -> tuple[list[Leak], Counts]:
    """Attack as readers who take every hidden count for small, as far as that fits.

    They may take a larger count for a small one, so every hidden count is asked about.
    """
    rows = np.vstack([problem.targets, problem.rows[hidden & ~problem.primary]])
    others = np.flatnonzero(hidden & ~problem.primary)
    what = [*problem.what, *(f"the count in {describe(problem.cells[i])}" for i in others)]
    is_count = (rows >= 0).all(axis=1)
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
        for number in asked[stuck]:
            if not is_count[number] or problem.profile.hides(int(tables[0] @ rows[number])):
                leaks.append(Leak(rows[number], what[number], insider, small))
        known = np.unique(np.vstack([known, tables]), axis=0)
    return leaks, known


def taken_for_small(problem: Problem, hidden: Flags, insider: Insider | None) -> Flags | None:
    """The hidden counts that a reader takes for small; None where nothing fits what she knows."""
    cells = sorted(np.flatnonzero(hidden), key=lambda i: (problem.rows[i].sum(), problem.cells[i]))

    def fits(small: Sequence[int]) -> bool:
        flags = np.zeros(len(hidden), bool)
        flags[list(small)] = True
        return problem.system(hidden, insider, flags).has_a_table()

    if insider is not None and not fits([]):
        return None
    flags = np.zeros(len(hidden), bool)
    flags[as_far_as_they_fit([int(i) for i in cells], fits)] = True
    return flags


def as_far_as_they_fit(assumptions: Sequence[T], fits: Callable[[list[T]], bool]) -> list[T]:
    """Assumptions taken in order, each unless it contradicts those taken before.

    Asks about many at once: with none to leave out, once.
    """
    taken: list[T] = []
    waiting = [list(assumptions)]
    while waiting:
        part = waiting.pop()
        if not part or fits([*taken, *part]):
            taken += part
        elif len(part) > 1:
            middle = len(part) // 2
            waiting += [part[middle:], part[:middle]]
    return taken
