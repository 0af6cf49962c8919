"""Whether contacts vary more than a Poisson distribution allows: a sign that people differ."""

import math
from typing import Final

import numpy as np

from saidanddone_methods.population.contact_counts import Contacts
from saidanddone_methods.population.likelihood import Maximum

FALSE_ALARM: Final = 0.05
# A smaller share of the score's variance than this is rounding: hardly anyone was seen again.
LEAST_SHARE: Final = 1e-6


def overdispersion(contacts: Contacts, maximum: Maximum) -> float | None:
    """The p-value against a zero-truncated Poisson distribution, one-sided; None where it has none.

    A score test for people whose means vary with variance mean + a x mean ** 2, of a = 0 against
    a > 0, given the covariates of the fit. Many people who are seen once only raise it too.

    Source: Gurmu (1991), Journal of Business & Economic Statistics 9, 215-222.
    """
    mean = np.exp(contacts.columns @ maximum.at)
    never, seen = np.exp(-mean), -np.expm1(-mean)
    truncated_mean = mean / seen
    # Half of (times - mean) ** 2 - times has expectation 0 and variance mean ** 2 / 2 untruncated.
    expected = -(never * mean**2) / (2 * seen)
    scores = ((contacts.times - mean) ** 2 - contacts.times) / 2 - expected
    variances = (mean**2 / 2 - never * mean**4 / 4) / seen - expected**2
    covariances = -expected * truncated_mean
    weights = contacts.counts
    across = (weights * covariances) @ contacts.columns
    whole = float(weights @ variances)
    variance = whole - float(across @ maximum.covariance @ across)
    if not variance > LEAST_SHARE * whole:
        return None
    return math.erfc(float(weights @ scores) / math.sqrt(2 * variance)) / 2
