"""The special functions under the exact intervals, from scipy.

Imported at first use: a web worker that only reads stored results never pays for scipy.
"""

from typing import Any

from saidanddone_methods.intervals import FloatArray


def beta_quantile(a: float, b: float, p: float) -> float:
    """Where a Beta(a, b) variable stays below with chance `p`."""
    return float(_scipy_special().betaincinv(a, b, p))


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


def _scipy_special() -> Any:
    import scipy.special

    return scipy.special
