"""Forward selection of pairs of dependent lists, for many tables at once.

As Chan, Silverman & Vincent (2021), Journal of the American Statistical Association 116,
1297-1306. Begin with the lists alone. At each step compute, for every pair not in the model, the
one-sided Poisson p-value of its overlap (the smaller tail). Add the pair with the least p-value if
it is below the threshold and an estimate of the larger model exists.
"""

from dataclasses import dataclass, field

import numpy as np

from saidanddone_methods.population.design import Design, FlagArray, FloatArray
from saidanddone_methods.population.existence import Existence
from saidanddone_methods.population.fitting import Models, fit, main_effects

TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Steps:
    """One step for each of `tables`: the pair tried, its p-value `chances`, whether it was `added`."""

    tables: np.ndarray
    pairs: np.ndarray
    chances: FloatArray
    added: FlagArray


@dataclass(slots=True)
class Selected:
    """The selected models: `pairs` is tables x pairs; `settled` is False where no model fits."""

    models: Models
    pairs: FlagArray
    settled: FlagArray
    steps: list[Steps] = field(default_factory=list)


def select(
    design: Design, counts: FloatArray, threshold: float, existence: Existence | None = None
) -> Selected:
    """Select and fit a model for each row of `counts` (tables x histories)."""
    existence = existence or Existence(design)
    models = main_effects(design, counts)
    settled = fit_or_refuse(design, counts, models, existence)
    overlaps = counts @ design.both
    chosen = np.zeros(overlaps.shape, dtype=np.bool_)
    barred = np.zeros(overlaps.shape, dtype=np.bool_)
    selected = Selected(models, chosen, settled)
    open_ = np.flatnonzero(settled)
    while len(open_):
        expected = models.take(open_).expected(design) @ design.both
        chances = _tail_chances(overlaps[open_], expected)
        chances[chosen[open_] | barred[open_]] = 1.0
        # Among equal p-values, up to rounding, take the first pair.
        best = (chances <= chances.min(axis=1, keepdims=True) * (1 + TIE)).argmax(axis=1)
        least = chances[np.arange(len(open_)), best]
        goes_on = least < threshold
        open_, best, expected = open_[goes_on], best[goes_on], expected[goes_on]
        larger = _with_pair(design, models.take(open_), best, overlaps[open_], expected)
        fits = fit_or_refuse(design, counts[open_], larger, existence)
        _keep(models, larger, open_, fits)
        selected.steps.append(Steps(open_, best, least[goes_on], fits))
        chosen[open_[fits], best[fits]] = True
        # A pair that cannot be added now may be possible after another one.
        barred[open_[fits]] = False
        barred[open_[~fits], best[~fits]] = True
    return selected


def _tail_chances(overlaps: FloatArray, expected: FloatArray) -> FloatArray:
    from scipy.special import pdtr, pdtrc

    at_most = pdtr(overlaps, expected)
    at_least = np.where(overlaps > 0, pdtrc(np.maximum(overlaps - 1, 0), expected), 1.0)
    chances: FloatArray = np.minimum(at_most, at_least)
    return chances


def _with_pair(
    design: Design, models: Models, pair: np.ndarray, overlaps: FloatArray, expected: FloatArray
) -> Models:
    """Add a pair to each model: a parameter where people overlap, else its histories are left out."""
    tables = np.arange(len(pair))
    met = overlaps[tables, pair] > 0
    models.covers &= met[:, None] | (design.both.T[pair] == 0)
    at, column = tables[met], design.first_pair + pair[met]
    models.has[at, column] = True
    # Start where the total of the pair fits.
    models.betas[at, column] = np.log(overlaps[at, pair[met]] / expected[at, pair[met]])
    return models


def fit_or_refuse(
    design: Design, counts: FloatArray, models: Models, existence: Existence
) -> FlagArray:
    """Fit every model in place, and return which have an estimate, shape (models,).

    A fit that converges shows that the estimate exists. Only for the others a linear programme
    decides.
    """
    good = np.array(
        [
            existence.is_identifiable(*model)
            for model in zip(models.covers, models.has, strict=True)
        ],
        dtype=np.bool_,
    )
    tables = np.flatnonzero(good)
    part = models.take(tables)
    good[tables] = fit(design, counts[tables], part)
    _keep(models, part, tables, np.ones(len(tables), dtype=np.bool_))
    for table in tables[~good[tables]]:
        good[table] = _fit_slowly(design, counts[[table]], models, int(table), existence)
    return good


def _fit_slowly(
    design: Design, counts: FloatArray, models: Models, table: int, existence: Existence
) -> bool:
    """For a fit that did not converge: solve the linear programme, then fit from another start."""
    if not existence.exists(counts[0] > 0, models.covers[table], models.has[table]):
        return False
    alone = models.take(np.array([table]))
    alone.betas[:] = 0.0
    alone.betas[0, 0] = np.log(max(counts.sum(), 1.0))
    settled = bool(fit(design, counts, alone, steps=1000)[0])
    models.betas[table] = alone.betas[0]
    return settled


def _keep(models: Models, larger: Models, tables: np.ndarray, which: FlagArray) -> None:
    models.covers[tables[which]] = larger.covers[which]
    models.has[tables[which]] = larger.has[which]
    models.betas[tables[which]] = larger.betas[which]
