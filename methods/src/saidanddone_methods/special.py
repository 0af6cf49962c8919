"""The special functions of the exact intervals, from scipy.

scipy is imported at first use, so that a web worker that only reads stored results never loads it.
"""

from collections.abc import Callable
from typing import Any

from saidanddone_methods.intervals import FloatArray


def beta_odds_below(a: float, b: float, chance: float) -> float:
    """The odds p / (1 - p) of the quantile p of a Beta(a, b) distribution at `chance`.

    1 - p comes from the other tail, because subtracting a p near 1 would lose its digits.
    """
    special = _scipy_special()
    return float(special.betaincinv(a, b, chance) / special.betainccinv(b, a, chance))


def beta_odds_above(a: float, b: float, chance: float) -> float:
    """The odds of the upper quantile: a Beta(a, b) variable exceeds it with `chance`."""
    return 1 / beta_odds_below(b, a, chance)


def binomial_at_most(k: int, n: int, p: float) -> float:
    """The binomial probability of `k` or fewer of `n`; 0 below k = 0."""
    return float(_scipy_special().bdtr(k, n, p)) if k >= 0 else 0.0


def binomial_above(k: int, n: int, p: float) -> float:
    """The binomial probability of more than `k` of `n`; 1 below k = 0."""
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
    """The probability that a chi-square variable with `freedom` degrees exceeds `value`."""
    return float(_scipy_special().chdtrc(freedom, value))


def poisson_mean_below(count: int, chance: float) -> float:
    """The Poisson mean at which `count` (1 or more) or more events have probability `chance`."""
    return float(_scipy_special().gammaincinv(count, chance))


def poisson_mean_above(count: int, chance: float) -> float:
    """The Poisson mean at which `count` or fewer events have probability `chance`."""
    return float(_scipy_special().gammainccinv(count + 1, chance))


def poisson_cdf(means: FloatArray) -> Callable[[FloatArray], FloatArray]:
    """The Poisson distribution function, interpolated between whole k, for k above -1."""
    special = _scipy_special()
    return lambda k: special.gammaincc(k + 1, means)


def binomial_cdf(sizes: FloatArray, p: float) -> Callable[[FloatArray], FloatArray]:
    """The binomial distribution function, interpolated between whole k, -1 to below the size."""
    special = _scipy_special()
    return lambda k: special.betainc(sizes - k, k + 1, 1 - p)


def student_quantile(freedom: float, p: float) -> float:
    """The quantile of Student's t with `freedom` degrees at probability `p`."""
    return float(_scipy_special().stdtrit(freedom, p))


def normal_below(z: FloatArray) -> FloatArray:
    """The probability that a standard normal variable is below each `z`, exact far below 0 too."""
    chances: FloatArray = _scipy_special().ndtr(z)
    return chances


def _scipy_special() -> Any:
    import scipy.special

    return scipy.special
