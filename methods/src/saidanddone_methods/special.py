"""The special functions under the exact intervals, from scipy.

Imported at first use: a web worker that only reads stored results never pays for scipy.
"""

from collections.abc import Callable
from typing import Any

from saidanddone_methods.intervals import FloatArray


def beta_odds_below(a: float, b: float, chance: float) -> float:
    """The odds p / (1 - p) of the p that a Beta(a, b) variable stays below with `chance`.

    1 - p is found by its own tail: taken from a p near 1, it would keep few digits or none.
    """
    special = _scipy_special()
    return float(special.betaincinv(a, b, chance) / special.betainccinv(b, a, chance))


def beta_odds_above(a: float, b: float, chance: float) -> float:
    """The same of the p that it lies above with `chance`."""
    return 1 / beta_odds_below(b, a, chance)


def binomial_at_most(k: int, n: int, p: float) -> float:
    """The chance of `k` or fewer of `n`; 0 below k = 0."""
    return float(_scipy_special().bdtr(k, n, p)) if k >= 0 else 0.0


def binomial_above(k: int, n: int, p: float) -> float:
    """The chance of more than `k` of `n`; 1 below k = 0."""
    return float(_scipy_special().bdtrc(k, n, p)) if k >= 0 else 1.0


def log_factorial(n: FloatArray) -> FloatArray:
    """Natural logarithm of n!, for an array of whole numbers."""
    logs: FloatArray = _scipy_special().gammaln(n + 1)
    return logs


def log_gamma(x: FloatArray) -> FloatArray:
    """Natural logarithm of the gamma function, for an array of values above 0."""
    logs: FloatArray = _scipy_special().gammaln(x)
    return logs


def chi_square_above(value: float, freedom: float) -> float:
    """The chance that a chi-square variable of `freedom` degrees exceeds `value`."""
    return float(_scipy_special().chdtrc(freedom, value))


def poisson_mean_below(count: int, chance: float) -> float:
    """The mean at which `count`, 1 or more, or more events happen with `chance`."""
    return float(_scipy_special().gammaincinv(count, chance))


def poisson_mean_above(count: int, chance: float) -> float:
    """The mean at which `count` or fewer events happen with `chance`."""
    return float(_scipy_special().gammainccinv(count + 1, chance))


def poisson_cdf(means: FloatArray) -> Callable[[FloatArray], FloatArray]:
    """The chance of k or fewer events, running through whole k above -1 without steps."""
    special = _scipy_special()
    return lambda k: special.gammaincc(k + 1, means)


def binomial_cdf(sizes: FloatArray, p: float) -> Callable[[FloatArray], FloatArray]:
    """The chance of k or fewer of `sizes`, without steps, for k from -1 up to below the size."""
    special = _scipy_special()
    return lambda k: special.betainc(sizes - k, k + 1, 1 - p)


def student_quantile(freedom: float, p: float) -> float:
    """Where Student's t with `freedom` degrees stays below with chance `p`."""
    return float(_scipy_special().stdtrit(freedom, p))


def _scipy_special() -> Any:
    import scipy.special

    return scipy.special
