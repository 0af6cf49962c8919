"""Whether a model has one finite estimate: full rank, and no coefficient at infinity.

Fienberg & Rinaldo (2012), Annals of Statistics 40, 996-1023: the estimate exists when some table
of expected counts, all above 0, has the observed totals. That depends on which histories were
observed, not on how often, so each answer is cached by the support of the counts.
"""

import numpy as np

from saidanddone_methods.population.design import Design, FlagArray
from saidanddone_methods.population.fitting import Models, information

LEAST_SHARE = 1e-6  # of the observed histories; a smaller least expected count is taken as 0


def are_identifiable(design: Design, models: Models) -> FlagArray:
    """`Existence.is_identifiable` for each of many models, by one decomposition of them all."""
    flags: FlagArray = np.logical_and(models.covers.all(axis=1), design.lists > 2)
    others = np.flatnonzero(~flags)
    weights = models.covers[others].astype(np.float64)
    products = information(design, weights, models.has[others])
    flags[others] = np.linalg.matrix_rank(products, hermitian=True) == design.parameters
    return flags


class Existence:
    """Cached answers for one design."""

    def __init__(self, design: Design) -> None:
        self._design = design
        self._ranks: dict[bytes, bool] = {}
        self._answers: dict[bytes, bool] = {}
        self.programmes_solved = 0

    def is_identifiable(self, covers: FlagArray, has: FlagArray) -> bool:
        """Whether the columns of the model are independent over the histories it covers."""
        # With three lists or more the columns of lists and pairs are independent over all
        # observable histories.
        if self._design.lists > 2 and covers.all():
            return True
        key = covers.tobytes() + has.tobytes()
        if key not in self._ranks:
            matrix = self._design.columns[covers][:, has]
            # Whole numbers, and a much smaller matrix.
            products = matrix.T @ matrix
            rank = np.linalg.matrix_rank(products, hermitian=True)
            self._ranks[key] = bool(rank == len(products))
        return self._ranks[key]

    def exists(self, seen: FlagArray, covers: FlagArray, has: FlagArray) -> bool:
        """Whether the estimate exists for the observed histories `seen`, by linear programme."""
        if not self.is_identifiable(covers, has):
            return False
        key = seen.tobytes() + covers.tobytes() + has.tobytes()
        if key not in self._answers:
            self._answers[key] = self._solve(seen[covers], self._design.columns[covers][:, has])
        return self._answers[key]

    def _solve(self, seen: FlagArray, columns: np.ndarray) -> bool:
        # The largest s with x >= s and columns' x = columns' seen; x = s + u with u >= 0.
        from scipy.optimize import linprog

        self.programmes_solved += 1
        histories = len(columns)
        solution = linprog(
            np.append(np.zeros(histories), -1.0),
            A_eq=np.column_stack([columns.T, columns.sum(axis=0)]),
            b_eq=columns.T @ seen.astype(np.float64),
            bounds=(0, None),
            method="highs",
        )
        return bool(solution.status == 0 and -solution.fun > LEAST_SHARE * max(1, seen.sum()))
