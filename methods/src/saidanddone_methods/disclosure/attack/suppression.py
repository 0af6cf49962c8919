"""Which cells to hide beside the small ones, so that no small count can be worked out.

The fast way shows cells in order of worth, each unless it would expose a target (after Langsrud's
GaussSuppression). It looks at adding and subtracting alone. The attack then searches for tables of
whole numbers of 0 or more. Where a target still has one value, one more of the cells that fix it is
hidden.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from saidanddone_methods.disclosure.attack.audit import Audit, Leak, audit
from saidanddone_methods.disclosure.attack.frequency_tables import Counts, Flags, Floats
from saidanddone_methods.disclosure.attack.linear_span import Exposure, Span
from saidanddone_methods.disclosure.attack.suppression_problem import Problem
from saidanddone_methods.disclosure.attack.time_limit import OutOfTime, time_left, time_limit
from saidanddone_methods.errors import TooThin

Order = NDArray[np.intp]

TOLERANCE = 1e-7
SEARCH_SHARE = 0.1  # of the time left, at most, for a short search before the attack


def by_worth(problem: Problem) -> Order:
    """The cells that may be shown, those with large counts over many atoms first."""
    worth = problem.values * problem.rows.astype(bool).sum(axis=1) ** 0.25
    order = np.argsort(-worth, kind="stable")
    return order[~problem.primary[order]]


def hide_in_order(problem: Problem, order: Iterable[int]) -> Flags:
    """Show cells in order, each unless a target would follow by adding and subtracting."""
    hidden = np.ones(len(problem.rows), bool)
    if not problem.is_exact:
        hidden[list(order)] = False
        return hidden
    span = Span(problem.targets, problem.insiders)
    for row in _exact_public_rows(problem):
        span.show(row, at_any_cost=True)
    for cell in order:
        time_left()
        hidden[cell] = not span.show(problem.rows[cell])
    return hidden


def exposures(problem: Problem, hidden: Flags) -> list[Exposure]:
    """The targets that follow by adding and subtracting alone when `hidden` are hidden."""
    span = Span(problem.targets, problem.insiders)
    for row in _exact_public_rows(problem):
        span.show(row, at_any_cost=True)
    for row in problem.rows[~hidden] if problem.is_exact else ():
        span.show(row, at_any_cost=True)
    return span.exposures()


def _exact_public_rows(problem: Problem) -> Floats:
    known = problem.background
    if known is None:
        return np.zeros((0, problem.rows.shape[1]))
    exact: Floats = known.rows[known.lower == known.upper]
    return exact


def search(problem: Problem, start: Flags, order: Order, *, passes: int, seed: int = 0) -> Flags:
    """Look for a pattern near `start` that hides fewer cells, by adding and subtracting alone.

    Each pass first shows one to four of the cells hidden to protect others, then the cells shown
    so far (shuffled a little in every other pass), then the other hidden ones. A pattern is kept
    when it hides no more cells. Ends after `passes`, or at the end of the time.
    """
    chance = np.random.default_rng(seed)
    best = now = start
    for turn in range(passes):
        spared = np.flatnonzero(now & ~problem.primary)
        spared = spared[np.isin(spared, order)]
        if not len(spared):
            break
        first = chance.choice(spared, min(int(chance.integers(1, 5)), len(spared)), replace=False)
        shown = order[~now[order]]
        if turn % 2:
            places = np.arange(len(shown)) + chance.exponential(0.15 * len(shown), len(shown))
            shown = shown[np.argsort(places)]
        rest = chance.permutation(np.setdiff1d(spared, first))
        try:
            candidate = hide_in_order(problem, np.concatenate([first, shown, rest]))
        except OutOfTime:
            break
        if cost(problem, candidate) <= cost(problem, now):
            now = candidate
            best = now if cost(problem, now) < cost(problem, best) else best
    return best


def cost(problem: Problem, hidden: Flags) -> int:
    """How many published cells are empty."""
    return int(problem.stands_for[hidden].sum())


def hide_safely(problem: Problem, *, passes: int) -> tuple[Flags, Audit]:
    """The fast way, a short search and the attack, with more hidden until no target is exposed.

    What had to be hidden more is hidden from the start in a second round, which may show some of
    the rest. Raises TooThin where hiding more cells does not help, OutOfTime where that is not
    known in the time.
    """
    first, result, held_back = _hide_until_safe(problem, by_worth(problem), passes, None)
    if not held_back:
        return first, result
    order = by_worth(problem)
    order = order[~np.isin(order, held_back)]
    second, again, _ = _hide_until_safe(problem, order, passes, result.witnesses)
    return (second, again) if cost(problem, second) < cost(problem, first) else (first, result)


def _hide_until_safe(
    problem: Problem, order: Order, passes: int, witnesses: Counts | None
) -> tuple[Flags, Audit, list[int]]:
    """A safe pattern that hides all cells but those of `order`, and more of these where it must."""
    hidden = hide_in_order(problem, order)
    if problem.is_exact:
        with time_limit(SEARCH_SHARE * time_left()):
            hidden = search(problem, hidden, order, passes=passes)
    hidden = hidden.copy()
    held_back: list[int] = []
    while True:
        result = audit(problem, hidden, witnesses)
        if not result.leaks:
            return hidden, result, held_back
        more = _cells_to_hide_too(problem, hidden, result.leaks)
        hidden[more] = True
        held_back += more
        witnesses = result.witnesses


def _cells_to_hide_too(problem: Problem, hidden: Flags, leaks: Sequence[Leak]) -> list[int]:
    """Shown cells that fix the leaks, one for each leak that no other of them helps.

    With one more cell hidden a reader takes other counts for small, so of the leaks to such a
    reader only the first is looked at.
    """
    more: list[int] = []
    for leak in leaks:
        pinning = pinning_cells(problem, hidden, leak)
        if not pinning:
            raise TooThin(refusal_reasons(problem, leak))
        if not set(more) & set(pinning):
            more.append(min(pinning, key=lambda cell: _loss(problem, cell)))
        if leak.small is not None:
            break
    return more


def _loss(problem: Problem, cell: int) -> tuple[bool, int, int]:
    """What hiding a cell loses, as a sort key. Zeros come last: hiding one frees others only upward."""
    value = int(problem.values[cell])
    return value == 0, int(problem.stands_for[cell]), value


def pinning_cells(problem: Problem, hidden: Flags, leak: Leak) -> list[int]:
    """The shown cells of which one must be hidden so that a target has more than one value.

    They come from the dual values of the two linear programmes that bound the target. Where only
    whole numbers fix it, they are all shown cells. Empty where the table itself adds nothing.
    """
    shown = np.flatnonzero(~hidden)
    support = np.zeros(len(problem.rows), bool)
    ends = []
    for sign in (1.0, -1.0):
        end, used = _bound(problem, hidden, leak, sign * leak.row)
        ends.append(end)
        support |= used
    if np.floor(ends[0] + TOLERANCE) > np.ceil(-ends[1] - TOLERANCE):
        return [int(cell) for cell in shown]
    return [int(cell) for cell in np.flatnonzero(support)]


def _bound(problem: Problem, hidden: Flags, leak: Leak, row: Floats) -> tuple[float, Flags]:
    """The greatest value of a figure, not asking for whole numbers, and the cells that set it."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_matrix, vstack

    rows, lower, upper = problem.known(hidden, leak.insider, leak.small)
    matrix = csr_matrix(rows)
    tops = np.isfinite(upper)
    solution = linprog(
        -row,
        A_ub=vstack([matrix[tops], -matrix]),
        b_ub=np.append(upper[tops], -lower),
        bounds=(0, None),
        method="highs",
        options={"time_limit": time_left()},
    )
    cells = np.append(np.flatnonzero(tops), np.arange(len(rows)))
    used = np.zeros(len(rows), bool)
    if solution.status == 0:
        used[cells[np.abs(solution.ineqlin.marginals) > TOLERANCE]] = True
    parts = problem.shown_parts(hidden)
    used[parts[used[len(problem.rows) :][: len(parts)], 0]] = True
    used = used[: len(problem.rows)] & ~hidden
    return (-float(solution.fun) if solution.status == 0 else np.inf), used


def refusal_reasons(problem: Problem, leak: Leak) -> list[str]:
    """Why a target cannot be protected, and what to merge."""
    past = problem.background.releases if problem.background else ()
    beside = f" from {', '.join(past)} and this table" if past else ""
    reason = (
        f"{leak.what} could be worked out{beside} whatever else is hidden; leave that breakdown out or "
        "use wider categories"
    )
    return [reason]
