"""The fewest cells that must be hidden: a hitting set problem, solved with HiGHS in a time limit.

Where a pattern exposes a target, some shown cells together fix it. Every safe pattern hides at least
one of them. Each such set of cells is a *cut*. The cheapest pattern that meets all cuts found so far
is a lower bound. If it is safe, it is optimal; if not, it gives new cuts (implicit hitting sets, as
in Fischetti and Salazar-Gonzalez, 2001, Management Science 47, 1008-1027, for cell suppression).
"""

from dataclasses import dataclass

import numpy as np

from saidanddone_methods.disclosure.attack.audit import Audit, audit
from saidanddone_methods.disclosure.attack.frequency_tables import Flags, Floats
from saidanddone_methods.disclosure.attack.linear_span import Exposure
from saidanddone_methods.disclosure.attack.suppression import (
    by_worth,
    cost,
    exposures,
    hide_in_order,
    pinning_cells,
    search,
)
from saidanddone_methods.disclosure.attack.suppression_problem import Problem
from saidanddone_methods.disclosure.attack.time_limit import OutOfTime, time_left, time_limit

SEARCH_SHARE = 0.05  # of the time left, at most, before the programmes
SEARCHES = 4  # each from the pattern given, with another random seed
SEARCH_PASSES = 100
PASSES_NEARBY = 50  # around each pattern that a programme gives
LEAST_WEIGHT = 1e-7


@dataclass(frozen=True)
class Improved:
    """A safe pattern, its attack, and how few cells any safe pattern must hide."""

    hidden: Flags
    audit: Audit
    at_least: int


def improve(problem: Problem, hidden: Flags, first_audit: Audit) -> Improved:
    """Hide fewer cells than `hidden`, a safe pattern, if that can be found before the time is over.

    The pattern returned is safe under attack.
    """
    best = Improved(hidden, first_audit, cost(problem, problem.primary))
    order = by_worth(problem)
    try:
        with time_limit(SEARCH_SHARE * time_left()):
            for seed in range(SEARCHES):
                candidate = search(problem, hidden, order, passes=SEARCH_PASSES, seed=seed)
                best = _if_safe(problem, candidate, best)
    except OutOfTime:
        pass
    return _HittingSet(problem, best).solve()


def _if_safe(problem: Problem, hidden: Flags, best: Improved) -> Improved:
    if cost(problem, hidden) >= cost(problem, best.hidden):
        return best
    result = audit(problem, hidden, best.audit.witnesses)
    return best if result.leaks else Improved(hidden, result, best.at_least)


class _HittingSet:
    """The cuts found so far and the best safe pattern."""

    def __init__(self, problem: Problem, best: Improved) -> None:
        self._problem = problem
        self._best = best
        self._cuts: set[tuple[int, ...]] = set()

    def solve(self) -> Improved:
        try:
            while self._best.at_least < self._cost(self._best.hidden):
                hidden = self._cheapest()
                if hidden is None or not self._cut_until_safe(hidden):
                    break
        except OutOfTime:
            pass
        return self._best

    def _cost(self, hidden: Flags) -> int:
        return cost(self._problem, hidden)

    def _cheapest(self) -> Flags | None:
        """The cheapest pattern that meets all cuts; None when the time is up."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_matrix

        cells = len(self._problem.rows)
        if not self._cuts:
            return self._problem.primary.copy()
        cuts = sorted(self._cuts)
        ends = np.cumsum([0] + [len(cut) for cut in cuts])
        meets = csr_matrix((np.ones(ends[-1]), np.concatenate(cuts), ends), (len(cuts), cells))
        answer = milp(
            self._problem.stands_for.astype(float),
            constraints=LinearConstraint(meets, 1, np.inf),
            integrality=np.ones(cells),
            bounds=Bounds(self._problem.primary.astype(float), 1),
            options={"time_limit": time_left()},
        )
        bound = answer.mip_dual_bound
        if bound is not None and np.isfinite(bound):
            at_least = max(self._best.at_least, int(np.ceil(bound - 1e-6)))
            self._best = Improved(self._best.hidden, self._best.audit, at_least)
        return None if answer.status != 0 else np.asarray(answer.x > 0.5)

    def _cut_until_safe(self, hidden: Flags) -> bool:
        """Add the cuts that `hidden` fails, hide more until it is safe, and try that as a pattern.

        False where no cut was found.
        """
        hidden, before = hidden.copy(), len(self._cuts)
        while exposed := exposures(self._problem, hidden):
            cuts = {self._sparse_cut(hidden, exposure) for exposure in exposed[:3]}
            if () in cuts:
                return False
            self._cuts |= cuts
            for cut in sorted(cuts):
                if not hidden[list(cut)].any():
                    hidden[min(cut, key=self._price)] = True
        tidied = search(
            self._problem,
            self._tidied(hidden),
            by_worth(self._problem),
            passes=PASSES_NEARBY,
            seed=before,
        )
        self._best = _if_safe(self._problem, tidied, self._best)
        if (
            len(self._cuts) == before
        ):  # nothing follows by adding and subtracting, so attack with whole numbers
            for leak in audit(self._problem, hidden, self._best.audit.witnesses).leaks:
                self._cuts.add(tuple(pinning_cells(self._problem, hidden, leak)))
        return len(self._cuts) > before

    def _price(self, cell: int) -> tuple[int, int]:
        return int(self._problem.stands_for[cell]), int(self._problem.values[cell])

    def _tidied(self, hidden: Flags) -> Flags:
        """Show again the cells that need not be hidden."""
        order = by_worth(self._problem)
        return hide_in_order(
            self._problem, np.concatenate([order[~hidden[order]], order[hidden[order]]])
        )

    def _sparse_cut(self, hidden: Flags, exposure: Exposure) -> tuple[int, ...]:
        """A small set of shown cells that fix the target: the least sum of absolute multipliers."""
        from scipy.optimize import linprog
        from scipy.sparse import csc_matrix, hstack

        problem = self._problem
        shown = np.flatnonzero(~hidden)
        free = [problem.targets[[i]] for i in (exposure.insider.knows if exposure.insider else ())]
        if problem.background is not None:
            known = problem.background
            free.append(known.rows[known.lower == known.upper])
        helping: Floats = np.vstack([np.zeros((0, problem.rows.shape[1])), *free])
        rows = csc_matrix(problem.rows[shown].T)
        known_matrix = csc_matrix(helping.T)
        prices = np.concatenate(
            [np.tile(1 + 1e-3 * (shown % 7), 2), np.full(2 * len(helping), 1e-6)]
        )
        answer = linprog(
            prices,
            A_eq=hstack([rows, -rows, known_matrix, -known_matrix]),
            b_eq=problem.targets[exposure.target],
            bounds=(0, None),
            method="highs",
            options={"time_limit": time_left()},
        )
        if answer.x is None:
            return ()
        weight = answer.x[: len(shown)] + answer.x[len(shown) : 2 * len(shown)]
        return tuple(int(cell) for cell in shown[weight > LEAST_WEIGHT])
