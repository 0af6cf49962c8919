"""Which cells to hide beside the small ones, so that no small count can be worked out.

The fast way shows cells in order of worth, each unless it would expose a target (after Langsrud's
GaussSuppression). It looks at adding and subtracting alone. The attack then searches for tables of
whole numbers of 0 or more. Where a target still has one value, one more of the cells that fix it is
hidden.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from saidanddone_methods.disclosure.attack.frequency_tables import Counts, Flags, Floats
from saidanddone_methods.disclosure.attack.integer_bounds import pinned
from saidanddone_methods.disclosure.attack.linear_span import Exposure, Insider, Span
from saidanddone_methods.disclosure.attack.suppression_problem import Problem
from saidanddone_methods.errors import BadInput, TooThin

Order = NDArray[np.intp]

TOLERANCE = 1e-7


@dataclass(frozen=True)
class Audit:
    """What an attack found: `leaks` is empty when every target has another possible value."""

    leaks: tuple[Exposure, ...]
    witnesses: tuple[Counts, ...]


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


def audit(problem: Problem, hidden: Flags, witnesses: Sequence[Counts] = ()) -> Audit:
    """Attack a pattern with whole numbers of 0 or more: by a reader, then by each insider.

    `witnesses`: tables found before, which save work where they still fit.
    """
    known = witnesses if problem.truth is None else [problem.truth, *witnesses]
    stuck, tables = pinned(problem.system(hidden), problem.targets, known)
    leaks = [Exposure(target) for target in stuck]
    for insider in problem.insiders:
        learns = np.flatnonzero(insider.learns)
        learns = learns[~np.isin(learns, stuck)]
        knowing = problem.system(hidden, insider)
        try:
            disclosed, more = pinned(knowing, problem.targets[learns], tables)
        except BadInput:
            if insider.is_there or knowing.has_a_table():
                raise
            continue  # no table has one person in that cell
        new_targets = (
            learns[disclosed]
            if insider.is_there
            else _newly_disclosed(problem, insider, learns[disclosed])
        )
        leaks += [Exposure(int(target), insider) for target in new_targets]
        tables = list({point.tobytes(): point for point in [*tables, *more]}.values())
    return Audit(tuple(leaks), tuple(tables))


def _newly_disclosed(problem: Problem, insider: Insider, targets: Order) -> Order:
    """The targets that an insider could not work out without this table."""
    known_before, _ = pinned(problem.before(insider), problem.targets[targets])
    return np.delete(targets, known_before)


def search(
    problem: Problem, start: Flags, order: Order, *, passes: int, until: float, seed: int = 0
) -> Flags:
    """Look for a pattern near `start` that hides fewer cells, by adding and subtracting alone.

    Each pass first shows one to four of the cells hidden to protect others, then the cells shown
    so far (shuffled a little in every other pass), then the other hidden ones. A pattern is kept
    when it hides no more cells. Ends after `passes`, or at the time `until` (of `time.monotonic`).
    """
    chance = np.random.default_rng(seed)
    best = now = start
    for turn in range(passes):
        spared = np.flatnonzero(now & ~problem.primary)
        spared = spared[np.isin(spared, order)]
        if not len(spared) or monotonic() > until:
            break
        first = chance.choice(spared, min(int(chance.integers(1, 5)), len(spared)), replace=False)
        shown = order[~now[order]]
        if turn % 2:
            places = np.arange(len(shown)) + chance.exponential(0.15 * len(shown), len(shown))
            shown = shown[np.argsort(places)]
        rest = chance.permutation(np.setdiff1d(spared, first))
        candidate = hide_in_order(problem, np.concatenate([first, shown, rest]))
        if cost(problem, candidate) <= cost(problem, now):
            now = candidate
            best = now if cost(problem, now) < cost(problem, best) else best
    return best


def cost(problem: Problem, hidden: Flags) -> int:
    """How many published cells are empty."""
    return int(problem.stands_for[hidden].sum())


def hide_safely(problem: Problem, *, passes: int, until: float) -> tuple[Flags, Audit]:
    """The fast way, a short search and the attack, repeated until no target is exposed.

    Raises TooThin where hiding more cells does not help.
    """
    everything = by_worth(problem)
    witnesses: tuple[Counts, ...] = ()
    held_back: set[int] = set()
    while True:
        order = everything[~np.isin(everything, list(held_back))]
        hidden = hide_in_order(problem, order)
        if problem.is_exact:
            hidden = search(problem, hidden, order, passes=passes, until=until)
        result = audit(problem, hidden, witnesses)
        if not result.leaks:
            return hidden, result
        for leak in result.leaks if not problem.is_exact else result.leaks[:1]:
            pinning = pinning_cells(problem, hidden, leak)
            if not pinning:
                raise TooThin(refusal_reasons(problem, leak))
            if leak is result.leaks[0] or not held_back & set(pinning):
                held_back.add(min(pinning, key=lambda cell: _loss(problem, cell)))
        witnesses = result.witnesses


def _loss(problem: Problem, cell: int) -> tuple[bool, int, int]:
    """What hiding a cell loses, as a sort key. Zeros come last: hiding one frees others only upward."""
    value = int(problem.values[cell])
    return value == 0, int(problem.stands_for[cell]), value


def pinning_cells(problem: Problem, hidden: Flags, leak: Exposure) -> list[int]:
    """The shown cells of which one must be hidden so that a target has more than one value.

    They come from the dual values of the two linear programmes that bound the target. Where only
    whole numbers fix it, they are all shown cells. Empty where the table itself adds nothing.
    """
    row = problem.targets[leak.target]
    shown = np.flatnonzero(~hidden)
    support = np.zeros(len(problem.rows), bool)
    ends = []
    for sign in (1.0, -1.0):
        end, used = _bound(problem, hidden, leak.insider, sign * row)
        ends.append(end)
        support |= used
    if np.floor(ends[0] + TOLERANCE) > np.ceil(-ends[1] - TOLERANCE):
        return [int(cell) for cell in shown]
    return [int(cell) for cell in np.flatnonzero(support)]


def _bound(
    problem: Problem, hidden: Flags, insider: Insider | None, row: Floats
) -> tuple[float, Flags]:
    """The greatest value of a figure, not asking for whole numbers, and the cells that set it."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_matrix, vstack

    rows, lower, upper = problem.known(hidden, insider)
    matrix = csr_matrix(rows)
    tops = np.isfinite(upper)
    solution = linprog(
        -row,
        A_ub=vstack([matrix[tops], -matrix]),
        b_ub=np.append(upper[tops], -lower),
        bounds=(0, None),
        method="highs",
    )
    cells = np.append(np.flatnonzero(tops), np.arange(len(rows)))
    used = np.zeros(len(rows), bool)
    if solution.status == 0:
        used[cells[np.abs(solution.ineqlin.marginals) > TOLERANCE]] = True
    used = used[: len(problem.rows)] & ~hidden
    return (-float(solution.fun) if solution.status == 0 else np.inf), used


def refusal_reasons(problem: Problem, leak: Exposure) -> list[str]:
    """Why a target cannot be protected, and what to merge."""
    past = problem.background.releases if problem.background else ()
    beside = f" from {', '.join(past)} and this table" if past else ""
    what = problem.what[leak.target]
    reason = (
        f"{what} could be worked out{beside} whatever else is hidden; leave that breakdown out or "
        "use wider categories"
    )
    return [reason]
