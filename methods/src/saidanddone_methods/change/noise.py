"""Monthly noise: how far a log ratio may lie from its estimate where months scatter and remember.

Months scatter more than Poisson counts, and a high month often follows a high month. Neither can be
told from a few months, so neither is tested for. Both are averaged over in every interval, weighted
by how likely each makes the residuals (docs/decisions/0022-intervals-that-hold.md).
"""

from dataclasses import dataclass

import numpy as np

from saidanddone_methods.change.autocorrelation import autocorrelation
from saidanddone_methods.checks import open_share
from saidanddone_methods.intervals import FloatArray
from saidanddone_methods.ratios import rising_root
from saidanddone_methods.special import normal_below

# The months that each side needs: the shortest at which no placebo series of
# `methods/tests/simulated_months.py --lengths` is called a change more than 7 times in 100.
LEAST_EACH_SIDE = 12

# The noise of one month's log level: its standard deviation is half-Cauchy with this scale, as
# Gelman (2006), Bayesian Analysis 1, 515-534. Its correlation from one month to the next, from 0 to
# .9, has a density proportional to the square of 1 + the correlation.
TYPICAL_NOISE = 0.25
NOISES = np.concatenate([[0.0], np.geomspace(0.005, 5, 28)])
CORRELATIONS = np.linspace(0, 0.9, 10)


@dataclass(frozen=True, slots=True, eq=False)
class MonthlyEvidence:
    """A log-linear fit to n months with k columns, month by month.

    `residuals` (n) are what each month lies off the fit, on the log scale, and 1 / `information`
    (n, above 0) their variance if counts were Poisson. `columns` is n x k, `months` (n) are month
    numbers. `counts_compared` is how many counts a month's residual is made of, each with its
    own noise: 1 for a series, 2 for a ratio, 4 for a ratio of ratios.
    """

    columns: FloatArray
    information: FloatArray
    residuals: FloatArray
    months: FloatArray
    counts_compared: int

    @classmethod
    def about_one_ratio(
        cls, residuals: FloatArray, information: FloatArray, months: FloatArray, compared: int
    ) -> "MonthlyEvidence":
        """The evidence of months that all have one log ratio."""
        return cls(np.ones((len(months), 1)), information, residuals, months, compared)

    @property
    def autocorrelation(self) -> float:
        """The correlation of residuals one month apart, in units of their Poisson errors."""
        return autocorrelation(self.months, self.residuals * np.sqrt(self.information))


@dataclass(frozen=True, slots=True, eq=False)
class LogError:
    """The error of a coefficient: normal about 0 with one of `errors` (m), by `weights` (m)."""

    errors: FloatArray
    weights: FloatArray

    def p_value(self, log: float) -> float:
        """The two-sided probability of an error as large as `log`."""
        return float(2 * self.weights @ normal_below(-abs(log) / self.errors))

    def reach(self, confidence: float) -> float:
        """The distance that the error exceeds, on either side, with 1 - `confidence`."""
        alpha = 1 - open_share(confidence, "confidence")
        return rising_root(lambda distance: alpha - self.p_value(distance), 0.0)


def log_error(evidence: MonthlyEvidence, column: int) -> LogError:
    """The error of the coefficient of `column`, for every noise and correlation of the grid.

    The coefficient stays the quasi-likelihood estimate, a weighted sum of months. With noise of
    variance v and correlation r it has variance w' (D + v R) w, where D is diagonal (the Poisson
    variances) and R[i, j] = r ** |months apart|. v and r are weighted by the likelihood of the
    residuals, free of the coefficients (restricted likelihood: Harville, 1974, Biometrika 61,
    383-385), times their prior density. Months as far apart as a gap makes them correlate less.
    """
    root = np.sqrt(evidence.information)
    apart = np.abs(evidence.months[:, None] - evidence.months[None, :])
    memory = CORRELATIONS[:, None, None] ** apart
    # In units of the Poisson errors, D + v R is 1 + v times `memory`, diagonal in its own axes.
    sizes, axes = np.linalg.eigh(memory * root[:, None] * root[None, :])
    turned = np.swapaxes(axes, 1, 2)
    variances = 1 + evidence.counts_compared * NOISES[:, None] ** 2 * sizes[:, None, :]
    fit = np.linalg.inv((evidence.columns.T * evidence.information) @ evidence.columns)
    weights = (fit[column] @ evidence.columns.T) * root
    errors = np.sqrt(((turned @ weights)[:, None] ** 2 * variances).sum(axis=2))
    logs = _restricted_log_likelihood(
        turned @ (root * evidence.residuals), turned @ (root[:, None] * evidence.columns), variances
    ) + np.log(_prior())
    shares = np.exp(logs - logs.max())
    return LogError(errors.ravel(), (shares / shares.sum()).ravel())


def _restricted_log_likelihood(
    residuals: FloatArray, columns: FloatArray, variances: FloatArray
) -> FloatArray:
    """For r x n residuals, r x n x k columns and r x v x n variances: r x v log-likelihoods."""
    weighted = columns[:, None] / variances[..., None]
    information = np.swapaxes(weighted, 2, 3) @ columns[:, None]
    slopes = (np.swapaxes(weighted, 2, 3) @ residuals[:, None, :, None])[..., 0]
    fitted = np.linalg.solve(information, slopes[..., None])[..., 0]
    squares = (residuals[:, None] ** 2 / variances).sum(axis=2) - (slopes * fitted).sum(axis=2)
    logs: FloatArray = -0.5 * (
        np.log(variances).sum(axis=2) + np.linalg.slogdet(information)[1] + squares
    )
    return logs


def _prior() -> FloatArray:
    """The prior probability of each correlation and noise of the grid, up to a factor."""
    density = 1 / (1 + (NOISES / TYPICAL_NOISE) ** 2)
    prior: FloatArray = np.outer((1 + CORRELATIONS) ** 2, density * np.gradient(NOISES))
    return prior
