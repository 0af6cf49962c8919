"""Maximum likelihood by Newton's method, with step halving where a step overshoots."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from saidanddone_methods.population.design import FloatArray

# A log-likelihood, its gradient and its matrix of second derivatives, at some coefficients.
Surface = Callable[[FloatArray], tuple[float, FloatArray, FloatArray]]

STEPS = 200
SMALL_STEP = 1e-10
RUN_OFF = 30.0  # a larger coefficient on the log scale is taken to diverge


@dataclass(frozen=True, slots=True)
class Maximum:
    """The coefficients of maximum likelihood, and the inverse of the information there."""

    at: FloatArray
    covariance: FloatArray


def maximise(surface: Surface, start: FloatArray) -> Maximum | None:
    """The maximum, or None where the surface has none: it is flat, or rises without end."""
    at = start.copy()
    with np.errstate(over="ignore", invalid="ignore", divide="ignore", under="ignore"):
        value, gradient, curvature = surface(at)
        for _ in range(STEPS):
            step = _uphill(gradient, curvature)
            if step is None or np.abs(at).max() > RUN_OFF:
                return None
            while not (higher := surface(at + step))[0] >= value - 1e-12 * abs(value):
                step = step / 2
                if np.abs(step).max() < SMALL_STEP / 10:
                    break
            at = at + step
            value, gradient, curvature = higher
            if np.abs(step).max() < SMALL_STEP:
                return _maximum(at, curvature)
    return None


def _uphill(gradient: FloatArray, curvature: FloatArray) -> FloatArray | None:
    """Newton's step, or one along the gradient where the surface is not concave."""
    if not (np.isfinite(gradient).all() and np.isfinite(curvature).all()):
        return None
    values, vectors = np.linalg.eigh(-curvature)
    least = 1e-12 * max(1.0, float(np.abs(values).max()))
    values = np.maximum(np.abs(values), least)
    step: FloatArray = vectors @ ((vectors.T @ gradient) / values)
    return step / max(1.0, float(np.abs(step).max()) / 4)


def _maximum(at: FloatArray, curvature: FloatArray) -> Maximum | None:
    values, vectors = np.linalg.eigh(-curvature)
    if values.min() <= 1e-10 * max(1.0, float(values.max())):
        return None
    return Maximum(at, (vectors / values) @ vectors.T)
