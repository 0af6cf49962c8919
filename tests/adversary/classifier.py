"""A conditional logit: of the candidates of one trial, which is hers?

Source: McFadden (1974), Conditional logit analysis of qualitative choice behavior. Several may be hers:
the likelihood is that any of them is named. Ridge on the standardised coefficients.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp

RIDGE = 10.0
AT_LEAST = 8  # candidates of the training worlds in which a feature is not nought
Row = dict[str, float]
Scores = NDArray[np.float64]
Trial = Sequence[tuple[Row, bool]]
"""The features of each candidate, and whether it is hers."""


@dataclass(frozen=True)
class Classifier:
    """`score` of candidates: the higher, the likelier hers."""

    names: dict[str, int]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]

    def score(self, rows: Sequence[Row]) -> NDArray[np.float64]:
        return _matrix(rows, self.names) / self.scale @ self.weights


def train(
    trials: Sequence[Trial], already: Sequence[Scores] | None = None, ridge: float = RIDGE
) -> Classifier:
    """Learn from trials that have a candidate that is hers and one that is not.

    `already` scores each candidate by what was known before: then what is learnt comes on top of it,
    and nothing is where the rest tells nothing.
    """
    rows = [row for trial in trials for row, _ in trial]
    seen = Counter(name for row in rows for name, value in row.items() if value)
    names = {
        name: column
        for column, name in enumerate(sorted(name for name in seen if seen[name] >= AT_LEAST))
    }
    matrix = _matrix(rows, names)
    scale = matrix.std(axis=0)
    scale[scale == 0] = 1.0
    matrix /= scale
    starts = np.cumsum([0, *(len(trial) for trial in trials)])
    hers = np.array([is_hers for trial in trials for _, is_hers in trial])
    offset = np.zeros(len(rows)) if already is None else np.concatenate(list(already))
    solved = minimize(
        _loss,
        np.zeros(len(names)),
        args=(matrix, offset, starts, hers, ridge),
        jac=True,
        method="L-BFGS-B",
    )
    return Classifier(names, scale, solved.x)


def _matrix(rows: Sequence[Row], names: dict[str, int]) -> NDArray[np.float64]:
    matrix = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        for name, value in row.items():
            if name in names:
                matrix[number, names[name]] = value
    return matrix


def _loss(
    weights: NDArray[np.float64],
    matrix: NDArray[np.float64],
    offset: NDArray[np.float64],
    starts: NDArray[np.int64],
    hers: NDArray[np.bool_],
    ridge: float,
) -> tuple[float, NDArray[np.float64]]:
    """Minus the log-likelihood with its penalty, and its gradient."""
    utility = offset + matrix @ weights
    towards = np.zeros_like(utility)
    loss = 0.5 * ridge * float(weights @ weights)
    for start, end in pairwise(starts):
        of_trial, is_hers = utility[start:end], hers[start:end]
        of_all, of_hers = logsumexp(of_trial), logsumexp(of_trial[is_hers])
        loss += of_all - of_hers
        towards[start:end] = np.exp(of_trial - of_all)
        towards[start:end][is_hers] -= np.exp(of_trial[is_hers] - of_hers)
    return loss, matrix.T @ towards + ridge * weights
