"""Poisson log-linear fits of many tables at once.

The model of a table is two rows of flags: which histories it covers, and which parameters it has. A
list or pair with nobody on it has its parameter at minus infinity. Its histories are left out, and
its column is off (the extended maximum likelihood of Fienberg & Rinaldo, 2012).
"""

from dataclasses import dataclass

import numpy as np

from saidanddone_methods.population.design import Design, FlagArray, FloatArray

STEPS = 40
# Newton's method converges quadratically: after so small a step the next would be about 1e-14.
SMALL_STEP = 1e-7
LONGEST_STEP = 4.0
# Where no estimate exists, a coefficient moves by a constant step, until rounding makes the step 0
# at once. In a fit that converges, the steps get smaller.
SLOWING = 0.05
RUN_OFF = 30.0  # a larger coefficient is taken to diverge: no count is e^30 times another
LARGEST_LOG = 300.0  # of an expected count, so that a diverging one can still be squared


@dataclass(slots=True)
class Models:
    """The models of many tables, one row for each. `betas` are coefficients on the log scale."""

    covers: FlagArray  # tables x histories
    has: FlagArray  # tables x parameters
    betas: FloatArray  # tables x parameters; 0 where off

    def take(self, tables: FlagArray | np.ndarray) -> "Models":
        """The models of some tables, by index or flag."""
        return Models(self.covers[tables], self.has[tables], self.betas[tables])

    def expected(self, design: Design) -> FloatArray:
        """Expected counts, tables x histories; 0 where a history is left out."""
        logs = np.minimum(self.betas @ design.columns.T, LARGEST_LOG)
        counts: FloatArray = np.exp(logs) * self.covers
        return counts


def main_effects(design: Design, counts: FloatArray) -> Models:
    """Models of all non-empty lists without pairs, with least-squares starting values."""
    has = np.zeros((len(counts), design.parameters), dtype=np.bool_)
    has[:, 0] = True
    has[:, 1 : design.first_pair] = counts @ design.present > 0
    empty = ~has[:, 1 : design.first_pair]
    covers = ~(empty.astype(np.float64) @ design.present.T > 0)
    models = Models(covers, has, np.zeros(has.shape))
    models.betas = _least_squares(design, counts, models)
    return models


def with_pairs(design: Design, counts: FloatArray, included: FlagArray) -> Models:
    """Models of one table of `counts` with the pairs `included` (models x pairs), with starting values.

    The histories of a pair with nobody in common are left out, as in the limit of its fit.
    """
    alone = main_effects(design, counts[None])
    fit(design, counts[None], alone)
    models = alone.take(np.zeros(len(included), dtype=np.intp))
    overlaps = counts @ design.both
    met = overlaps > 0
    expected = (alone.expected(design) @ design.both)[0]
    models.covers &= (included & ~met).astype(np.float64) @ design.both.T == 0
    models.has[:, design.first_pair :] = included & met
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        starts = np.where(met, np.log(overlaps / expected), 0.0)
    models.betas[:, design.first_pair :] = np.where(included & met, starts, 0.0)
    # If the model without pairs did not converge, start from equal counts instead.
    if not np.isfinite(models.betas).all() or np.abs(models.betas).max() > RUN_OFF / 2:
        models.betas[:] = 0.0
        models.betas[:, 0] = np.log(max(counts.sum(), 1.0))
    return models


def fit(design: Design, counts: FloatArray, models: Models, steps: int = STEPS) -> FlagArray:
    """Fit every model in place by Newton's method, and return which converged, shape (tables,).

    A fit that converges is finite, and so shows that the estimate exists.
    """
    settled = np.zeros(len(counts), dtype=np.bool_)
    before = np.zeros(len(counts))
    open_ = np.arange(len(counts))
    for _ in range(steps):
        step = _newton_step(design, counts[open_], models.take(open_))
        models.betas[open_] += np.clip(step, -LONGEST_STEP, LONGEST_STEP)
        length = np.abs(step).max(axis=1)
        done = length < SMALL_STEP
        settled[open_[done]] = before[open_[done]] < SLOWING
        before[open_] = length
        lost = np.abs(models.betas[open_]).max(axis=1) > RUN_OFF
        open_ = open_[~done & ~lost]
        if not len(open_):
            break
    return settled


def information(design: Design, expected: FloatArray, has: FlagArray) -> FloatArray:
    """Information matrices, tables x parameters x parameters; the identity where a column is off."""
    matrices = (expected @ design.products)[:, design.product_of]
    matrices *= has[:, :, None] & has[:, None, :]
    diagonal = np.arange(design.parameters)
    matrices[:, diagonal, diagonal] += ~has
    return matrices


def _newton_step(design: Design, counts: FloatArray, models: Models) -> FloatArray:
    expected = models.expected(design)
    score = ((counts * models.covers - expected) @ design.columns) * models.has
    return _solve(information(design, expected, models.has), score)


def _least_squares(design: Design, counts: FloatArray, models: Models) -> FloatArray:
    """Starting values: coefficients of a weighted least-squares fit to log counts."""
    weights = (counts + 0.1) * models.covers
    logs = np.log(counts + 0.1) - 0.1 / (counts + 0.1)
    score = ((weights * logs) @ design.columns) * models.has
    return _solve(information(design, weights, models.has), score)


def _solve(matrices: FloatArray, scores: FloatArray) -> FloatArray:
    try:
        return _as_floats(np.linalg.solve(matrices, scores[..., None])[..., 0])
    except np.linalg.LinAlgError:
        # One diverged fit makes the whole stack singular, so solve the systems one by one.
        return np.stack([_solve_one(*system) for system in zip(matrices, scores, strict=True)])


def _solve_one(matrix: FloatArray, score: FloatArray) -> FloatArray:
    try:
        return _as_floats(np.linalg.solve(matrix, score))
    except np.linalg.LinAlgError:
        # So long a step never counts as converged.
        return np.full(len(score), LONGEST_STEP)


def _as_floats(solved: np.ndarray) -> FloatArray:
    return solved.astype(np.float64, copy=False)
