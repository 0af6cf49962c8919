"""Before and after from the definitions: maximised likelihoods, loops, and searched limits."""

import math
from collections.abc import Callable, Sequence
from itertools import product
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import null_space
from scipy.optimize import minimize
from scipy.special import gammaln
from scipy.stats import multivariate_normal

from saidanddone_methods.change.noise import CORRELATIONS, NOISES, TYPICAL_NOISE
from saidanddone_methods.reference.bisection import bisect

Floats = NDArray[np.float64]


def poisson_reference(columns: Floats, counts: Floats, exposure: Floats) -> tuple[Floats, Floats]:
    """Coefficients and covariance of a Poisson regression, from a numerical maximum and Hessian."""

    def badness(b: Floats) -> float:
        log_expected = columns @ b + np.log(exposure)
        return float((np.exp(log_expected) - counts * log_expected).sum())

    def downhill(b: Floats) -> Floats:
        slope: Floats = columns.T @ (np.exp(columns @ b + np.log(exposure)) - counts)
        return slope

    log_rate = np.log((counts + 0.5) / exposure)
    start: Floats = np.linalg.lstsq(columns, log_rate, rcond=None)[0].astype(np.float64)
    best = _climb(badness, start, downhill)
    covariance: Floats = np.linalg.inv(_curvature(badness, best)).astype(np.float64)
    return best, covariance


def negative_binomial_reference(
    columns: Floats, counts: Floats, exposure: Floats
) -> tuple[Floats, float]:
    """Coefficients and extra variance of a negative binomial, from a numerical maximum."""

    def badness(b: Floats) -> float:
        expected = np.exp(columns @ b[:-1] + np.log(exposure))
        size = math.exp(-b[-1])
        chance = size / (size + expected)
        terms = gammaln(counts + size) - gammaln(size) - gammaln(counts + 1)
        return -float((terms + size * np.log(chance) + counts * np.log1p(-chance)).sum())

    begin, _ = poisson_reference(columns, counts, exposure)
    best = _climb(badness, np.append(begin, -3.0))
    return best[:-1], math.exp(best[-1])


def share_reference(
    columns: Floats, counts: Floats, others: Floats, exposure: Floats
) -> tuple[Floats, Floats]:
    """`fit_shares` as a Poisson regression of both areas with a level for each month."""
    months = len(counts)
    each_month = np.eye(months)
    stacked = np.block([[each_month, columns], [each_month, np.zeros_like(columns)]])
    # Exposures that begin near the counts, the area's over the other's as given.
    offset = np.concatenate([(counts + others) / 2 * exposure, (counts + others) / 2])
    best, covariance = poisson_reference(stacked, np.concatenate([counts, others]), offset)
    return best[months:], covariance[months:, months:]


def scatter_reference(before: Sequence[int], after: Sequence[int]) -> float:
    """Pearson's chi-square over its degrees of freedom, cell by cell."""
    total, chi_square = sum(before) + sum(after), 0.0
    for gone, come in zip(before, after, strict=True):
        for count, side in ((gone, sum(before)), (come, sum(after))):
            expected = (gone + come) * side / total
            chi_square += (count - expected) ** 2 / expected
    return chi_square / (len(before) - 1)


def scatter_beside_reference(
    before: Sequence[int],
    after: Sequence[int],
    comparison_before: Sequence[int],
    comparison_after: Sequence[int],
) -> float:
    """The same about one ratio of ratios: every two-way level in a Poisson regression."""
    rows, counts = [], []
    for month, (side, area) in product(range(len(before)), product((0, 1), (0, 1))):
        in_month = [float(other == month) for other in range(len(before))]
        rows.append(
            [*in_month, *(m * side for m in in_month), *(m * area for m in in_month), side * area]
        )
        series = ((before, comparison_before), (after, comparison_after))[side][area]
        counts.append(float(series[month]))
    columns, seen = np.array(rows), np.array(counts)
    best, _ = poisson_reference(columns, seen, np.full(len(seen), seen.mean()))
    expected = np.exp(columns @ best) * seen.mean()
    return float(((seen - expected) ** 2 / expected).sum()) / (len(before) - 1)


def log_error_reference(
    columns: Floats,
    information: Floats,
    residuals: Floats,
    months: Floats,
    counts_compared: int,
    column: int,
    log: float,
) -> float:
    """The chance of an error as large as `log`: every noise and correlation in turn, whole matrices.

    The restricted likelihood is the density of the residuals' contrasts: of combinations of months
    that no coefficient changes.
    """
    contrasts = null_space(columns.T).T
    weighted = columns.T * information
    weights = np.linalg.solve(weighted @ columns, weighted)[column]
    chances, shares = [], []
    for correlation, (noise, step) in product(
        CORRELATIONS, zip(NOISES, np.gradient(NOISES), strict=True)
    ):
        memory = np.array([[correlation ** abs(a - b) for b in months] for a in months])
        covariance = np.diag(1 / information) + counts_compared * noise**2 * memory
        density = multivariate_normal(cov=contrasts @ covariance @ contrasts.T)
        prior = (1 + correlation) ** 2 * step / (1 + (noise / TYPICAL_NOISE) ** 2)
        shares.append(density.pdf(contrasts @ residuals) * prior)
        error = math.sqrt(weights @ covariance @ weights)
        chances.append(2 * NormalDist().cdf(-abs(log) / error))
    return float(np.average(chances, weights=shares))


def displacement_reference(
    areas: Sequence[tuple[int, int, int, float]], periods: tuple[float, float]
) -> tuple[float, float]:
    """Estimate and standard error of `(sign, before, after, size)`, count by count."""
    estimate = variance = 0.0
    for sign, before, after, size in areas:
        for sense, count, time in ((-1, before, periods[0]), (1, after, periods[1])):
            weight = 1 / (time * size)
            estimate += sign * sense * count * weight
            variance += count * weight**2
    return estimate, math.sqrt(variance)


def quotient_limits_reference(
    treated: tuple[int, int],
    buffer: tuple[int, int],
    control: tuple[int, int],
    confidence: float,
) -> tuple[float, float]:
    """Quotients q that the counts do not rule out: buffer - q treated, over control, is 0."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)

    def is_in(q: float) -> bool:
        gap = variance = 0.0
        for sign, t, b, c in zip((-1, 1), treated, buffer, control, strict=True):
            net = b - q * t
            gap += sign * net / c
            variance += (b + q * q * t) / c**2 + net**2 / c**3
        return abs(gap) <= z * math.sqrt(variance)

    success = treated[1] / control[1] - treated[0] / control[0]
    middle = (buffer[1] / control[1] - buffer[0] / control[0]) / success
    return _edge(is_in, middle, -1.0), _edge(is_in, middle, 1.0)


def simplex_reference(columns: Floats, target: Floats, rounds: int = 20_000) -> Floats:
    """Weights by projected gradient descent onto the simplex."""
    areas = columns.shape[1]
    weights = np.full(areas, 1 / areas)
    step = 1 / np.linalg.norm(columns.T @ columns, 2)
    for _ in range(rounds):
        weights = _onto_simplex(weights - step * columns.T @ (columns @ weights - target))
    return weights


def _onto_simplex(values: Floats) -> Floats:
    ordered = np.sort(values)[::-1]
    over = (np.cumsum(ordered) - 1) / np.arange(1, len(values) + 1)
    shift = over[np.flatnonzero(ordered > over)[-1]]
    nearest: Floats = np.maximum(values - shift, 0)
    return nearest


def _edge(is_in: Callable[[float], bool], inside: float, step: float) -> float:
    outside = inside + step
    while is_in(outside):
        step *= 2
        outside = inside + step
        if abs(step) > 1e9:
            return math.copysign(math.inf, step)
    return bisect(is_in, inside, outside)


def _climb(
    badness: Callable[[Floats], float],
    start: Floats,
    downhill: Callable[[Floats], Floats] | None = None,
) -> Floats:
    best = start
    for _ in range(5):  # begun again where it stopped, until the steps have nothing left to gain
        best = minimize(badness, best, jac=downhill, method="BFGS", options={"gtol": 1e-9}).x
    return best


def _curvature(badness: Callable[[Floats], float], at: Floats, step: float = 1e-3) -> Floats:
    """Second differences of `badness`, entry by entry."""
    size = len(at)
    matrix = np.empty((size, size))
    steps = np.eye(size) * step
    for i, j in product(range(size), repeat=2):
        matrix[i, j] = (
            badness(at + steps[i] + steps[j])
            - badness(at + steps[i] - steps[j])
            - badness(at - steps[i] + steps[j])
            + badness(at - steps[i] - steps[j])
        ) / (4 * step**2)
    return matrix
