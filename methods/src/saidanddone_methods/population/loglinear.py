"""One Poisson log-linear fit with any columns. `fitting` fits many models of overlap at once."""

import math
from dataclasses import dataclass

import numpy as np

from saidanddone_methods.intervals import Interval, normal_quantile, ratio_from_log
from saidanddone_methods.population.design import FloatArray
from saidanddone_methods.population.fitting import (
    LARGEST_LOG,
    LONGEST_STEP,
    RUN_OFF,
    SLOWING,
)
from saidanddone_methods.special import log_factorial

STEPS = 200
SMALL_STEP = 1e-9


@dataclass(frozen=True, slots=True)
class LogLinear:
    """A fit to `counts`, shape (n,). The first coefficient is the log of the unseen count.

    `at` are the coefficients; `logs` are the log expected counts, which may underflow to 0.
    `settled` is False where the fit did not converge; `at` then shows the direction.
    """

    counts: FloatArray
    columns: FloatArray
    at: FloatArray
    logs: FloatArray
    settled: bool

    @property
    def expected(self) -> FloatArray:
        return np.exp(self.logs)

    @property
    def unseen(self) -> float:
        return math.exp(self.at[0])

    @property
    def log_variance(self) -> float:
        """The variance of the logarithm of `unseen`."""
        information = (self.columns.T * self.expected) @ self.columns
        return float(np.linalg.inv(information)[0, 0])

    @property
    def standard_error(self) -> float:
        """The standard error of the population; the unseen count is Poisson around its mean."""
        return math.sqrt(self.unseen + self.unseen**2 * self.log_variance)

    def interval(self, confidence: float) -> Interval:
        """The population, with limits normal on the logarithm of the unseen count."""
        spread = normal_quantile(confidence) * math.sqrt(self.log_variance)
        unseen, seen = ratio_from_log(self.at[0], spread), float(self.counts.sum())
        return Interval(seen + unseen.estimate, seen + unseen.lower, seen + unseen.upper)

    @property
    def deviance(self) -> float:
        seen = self.counts > 0
        apart = np.log(self.counts[seen]) - self.logs[seen]
        fitted = (self.counts[seen] * apart).sum() - self.counts.sum() + self.expected.sum()
        return float(2 * fitted)

    @property
    def degrees_of_freedom(self) -> int:
        return len(self.columns) - len(self.at)

    @property
    def akaike(self) -> float:
        """The AIC of independent Poisson counts."""
        fitted = self.counts @ self.logs - self.expected.sum()
        return float(-2 * (fitted - log_factorial(self.counts).sum()) + 2 * len(self.at))


def fit_loglinear(columns: FloatArray, counts: FloatArray, offset: FloatArray) -> LogLinear:
    """Fit expected counts exp(offset + columns . coefficients), by Newton's method.

    Collinear columns never converge.
    """
    is_full_rank = np.linalg.matrix_rank(columns / np.abs(columns).max(axis=0)) == len(columns.T)
    root = np.sqrt(counts + 0.1)
    logs = np.log(counts + 0.1) - offset
    start = np.linalg.lstsq(columns * root[:, None], logs * root, rcond=None)[0]
    at = start.astype(np.float64)
    settled, before = False, 0.0
    for _ in range(STEPS):
        expected = np.exp(_logs(columns, at, offset))
        information = (columns.T * expected) @ columns
        try:
            step = np.linalg.solve(information, (counts - expected) @ columns)
        except np.linalg.LinAlgError:
            break
        if np.abs(at + step).max() > RUN_OFF:
            break
        at = at + np.clip(step, -LONGEST_STEP, LONGEST_STEP)
        length = float(np.abs(step).max())
        if length < SMALL_STEP:
            settled = bool(is_full_rank) and before < SLOWING
            break
        before = length
    return LogLinear(counts, columns, at, _logs(columns, at, offset), settled)


def _logs(columns: FloatArray, at: FloatArray, offset: FloatArray) -> FloatArray:
    logs: FloatArray = np.minimum(offset + columns @ at, LARGEST_LOG)
    return logs
