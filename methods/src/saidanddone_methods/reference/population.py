"""Multiple systems estimation by the formulas: one table, one model, one step at a time."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

History = tuple[int, ...]
Pair = tuple[int, int]
Counts = Mapping[History, float]
FloatArray = NDArray[np.float64]


def estimate_overlap_reference(
    counts: Counts, threshold: float = 0.02
) -> tuple[float, set[Pair]] | None:
    """The population and the pairs of lists (by number), or None where no estimate exists.

    A linear programme is solved for every candidate model, and each is fitted from the beginning.
    """
    lists = len(next(iter(counts)))
    chosen: set[Pair] = set()
    fitted = fit_reference(counts, chosen)
    if fitted is None:
        return None
    barred: set[Pair] = set()
    while True:
        p_values = {
            pair: _p_value(counts, fitted, pair)
            for pair in combinations(range(lists), 2)
            if pair not in chosen | barred
        }
        if not p_values:
            break
        least = min(p_values.values())
        best = min(pair for pair, p in p_values.items() if p <= least * (1 + 1e-9))
        if p_values[best] >= threshold:
            break
        larger = fit_reference(counts, chosen | {best})
        if larger is None:
            barred.add(best)
        else:
            chosen, barred, fitted = chosen | {best}, set(), larger
    return sum(counts.values()) + fitted[(0,) * lists], chosen


def fit_reference(counts: Counts, pairs: Iterable[Pair]) -> dict[History, float] | None:
    """Expected counts of every history, the unseen one included; None where no estimate exists.

    Iteratively reweighted least squares, as textbooks have it, on the histories that do not hold
    an empty list or a pair of `pairs` without anyone on both.
    """
    lists = len(next(iter(counts)))
    pairs = sorted(pairs)
    every = [history for history in product((0, 1), repeat=lists) if any(history)]
    empty = [(i, i) for i in range(lists) if not _on_both(counts, (i, i))]
    empty += [pair for pair in pairs if not _on_both(counts, pair)]
    covered = [h for h in every if not any(h[i] and h[j] for i, j in empty)]
    terms = [(i, i) for i in range(lists) if (i, i) not in empty]
    terms += [pair for pair in pairs if pair not in empty]
    columns = _columns(covered, terms)
    observed = np.array([float(counts.get(history, 0)) for history in covered])
    if not estimate_exists_reference(columns, observed):
        return None
    at = _reweighted(columns, observed)
    every.append((0,) * lists)
    expected = np.exp(_columns(every, terms) @ at)
    return {
        history: 0.0 if any(history[i] and history[j] for i, j in empty) else float(mean)
        for history, mean in zip(every, expected, strict=True)
    }


def estimate_exists_reference(columns: FloatArray, observed: FloatArray) -> bool:
    """Whether some table with every count above 0 has the observed totals (Fienberg & Rinaldo)."""
    from scipy.optimize import linprog

    if np.linalg.matrix_rank(columns) < columns.shape[1]:
        return False
    # Maximise the smallest count s: x_h - s >= 0 for each history h.
    histories = len(columns)
    solution = linprog(
        np.append(np.zeros(histories), -1.0),
        A_ub=np.hstack([-np.eye(histories), np.ones((histories, 1))]),
        b_ub=np.zeros(histories),
        A_eq=np.hstack([columns.T, np.zeros((columns.shape[1], 1))]),
        b_eq=columns.T @ observed,
        bounds=[(0, None)] * (histories + 1),
        method="highs",
    )
    return bool(solution.status == 0 and -solution.fun > 1e-6 * max(1.0, observed.sum()))


def bca_limits_reference(
    estimate: float,
    replicates: Sequence[float],
    left_out: Sequence[float],
    shares: Iterable[float],
) -> dict[float, float]:
    """BCa limits from replicates and from the estimate without each person in turn."""
    from scipy.stats import norm

    bias = norm.ppf(np.mean(np.asarray(replicates) < estimate))
    off = np.mean(left_out) - np.asarray(left_out)
    acceleration = (off**3).sum() / (6 * (off**2).sum() ** 1.5)
    limits = {}
    for share in shares:
        z = bias + norm.ppf(share)
        at = norm.cdf(bias + z / (1 - acceleration * z))
        limits[share] = float(np.quantile(replicates, at, method="median_unbiased"))
    return limits


def _reweighted(columns: FloatArray, observed: FloatArray) -> FloatArray:
    expected = observed + 0.1
    at: FloatArray = np.zeros(columns.shape[1])
    before = math.inf
    for _ in range(500):
        logs = np.log(expected)
        working = logs + (observed - expected) / expected
        root = np.sqrt(expected)
        solved = np.linalg.lstsq(columns * root[:, None], working * root, rcond=None)[0]
        at = solved.astype(np.float64)
        expected = np.exp(columns @ at)
        seen = observed > 0
        deviance = 2 * float(
            (observed[seen] * np.log(observed[seen] / expected[seen])).sum()
            - (observed - expected).sum()
        )
        if abs(deviance - before) < 1e-13 * (abs(deviance) + 0.1):
            break
        before = deviance
    return at


def _columns(histories: Sequence[History], terms: Sequence[Pair]) -> FloatArray:
    return np.array([[1.0, *(float(h[i] and h[j]) for i, j in terms)] for h in histories])


def _p_value(counts: Counts, expected: Counts, pair: Pair) -> float:
    """The one-sided p-value of the observed overlap, the smaller tail."""
    from scipy.stats import poisson

    seen, mean = _on_both(counts, pair), _on_both(expected, pair)
    return float(min(poisson.cdf(seen, mean), poisson.sf(seen - 1, mean)))


def _on_both(counts: Counts, pair: Pair) -> float:
    return sum(count for history, count in counts.items() if history[pair[0]] and history[pair[1]])
