"""One-inflated estimators, for services where too many people are seen exactly once.

A share `omega` of those seen are seen once for certain; the others follow a Poisson or geometric
distribution. The counts are the same whether that share was put off after the first time or could
only be seen once (Boehning & van der Heijden, 2019, Annals of Applied Statistics 13, 1198-1211).
The number unseen is not the same.
"""

import numpy as np

from saidanddone_methods.population.contact_counts import Contacts, ContactsEstimate
from saidanddone_methods.population.design import FloatArray
from saidanddone_methods.population.families import Family
from saidanddone_methods.population.likelihood import Maximum, Surface, maximise
from saidanddone_methods.population.truncated import (
    UNSETTLED,
    estimate,
    estimate_truncated,
    few,
    fit_family,
    weighed,
    without,
)

PUT_OFF = (
    "takes some, the same share of each group, to have been put off after once, yet hidden too"
)
PASSING = (
    "takes some, the same share of each group, to pass through, seen once only and never missed"
)
NONE_MORE = "no more were seen once than the plain estimator expects: the same as that"


def estimate_inflated(
    name: str, contacts: Contacts, family: Family, confidence: float
) -> dict[str, ContactsEstimate]:
    """Two estimates by name: for people put off, and for people passing through.

    `omega` is one share for all, whatever their covariates. Put off: Godwin & Boehning (2017),
    Journal of the Royal Statistical Society C 66, 425-448: everyone seen has the weight
    1 / (1 - p0). Passing: a share omega of those seen has the weight 1 (Boehning & Friedl, 2024,
    International Statistical Review 92, 148-165).
    """
    names = f"one_inflated_{name}", f"one_inflated_{name}_passing"
    plain = fit_family(contacts, family)
    if plain is None:
        return dict.fromkeys(names, without(UNSETTLED))
    if not _has_more_ones(contacts, family, plain):
        same = estimate_truncated(contacts, name, family, confidence)
        note = NONE_MORE if same.population else same.note
        return dict.fromkeys(names, ContactsEstimate(same.population, same.standard_error, note))
    # omega explains the ones, so only people seen more often determine the mean.
    if reason := few(int(contacts.counts[contacts.times > 2].sum()), "three times or more"):
        return dict.fromkeys(names, without(reason))
    maximum = maximise(_surface(contacts, family), np.append(plain.at, -2.0))
    if maximum is None:
        return dict.fromkeys(names, without(UNSETTLED))
    return {
        names[0]: _put_off(contacts, family, maximum, confidence),
        names[1]: _passing(contacts, family, maximum, confidence),
    }


def _has_more_ones(contacts: Contacts, family: Family, plain: Maximum) -> bool:
    """Whether the likelihood rises as omega leaves 0, that is, whether there are excess ones."""
    ones = contacts.only(1)
    # Where the chance of being seen once is nearly 0, its inverse overflows.
    with np.errstate(over="ignore"):
        expected = np.exp(-family.terms(ones.times, ones.columns @ plain.at)[0])
    return float(ones.counts @ expected) > contacts.people * (1 + 1e-9)


def _surface(contacts: Contacts, family: Family) -> Surface:
    """The log-likelihood in the coefficients, then the logit of omega."""
    counts, columns, is_one = contacts.counts, contacts.columns, contacts.times == 1

    def surface(at: FloatArray) -> tuple[float, FloatArray, FloatArray]:
        omega = 1 / (1 + np.exp(-at[-1]))
        logs, slope, curve = family.terms(contacts.times, columns @ at[:-1])
        plain = (1 - omega) * np.exp(logs)
        whole = plain + omega * is_one
        inflated = omega * is_one / whole  # the chance that one seen once was bound to be
        other = 1 - inflated
        value = counts @ np.log(np.where(is_one, whole, plain))
        of_eta = other * slope
        of_logit = inflated - omega
        eta_twice = other * curve + other * inflated * slope**2
        across = -inflated * other * slope
        logit_twice = inflated * other - omega * (1 - omega)
        gradient = np.append((counts * of_eta) @ columns, counts @ of_logit)
        curvature = np.empty((len(at), len(at)))
        curvature[:-1, :-1] = (columns.T * (counts * eta_twice)) @ columns
        curvature[-1, :-1] = curvature[:-1, -1] = (counts * across) @ columns
        curvature[-1, -1] = counts @ logit_twice
        return float(value), gradient, curvature

    return surface


def _put_off(
    contacts: Contacts, family: Family, maximum: Maximum, confidence: float
) -> ContactsEstimate:
    """The plain estimate with the coefficients of the inflated model."""
    regression = Maximum(maximum.at[:-1], maximum.covariance[:-1, :-1])
    never, slope = family.never(contacts.columns @ regression.at)
    return weighed(contacts, never, slope, regression, PUT_OFF, confidence)


def _passing(
    contacts: Contacts, family: Family, maximum: Maximum, confidence: float
) -> ContactsEstimate:
    omega = 1 / (1 + np.exp(-maximum.at[-1]))
    never, slope = family.never(contacts.columns @ maximum.at[:-1])
    odds = never / (1 - never)
    hidden = (1 - omega) * odds  # people never seen for each one seen
    gradient = np.append(
        (contacts.counts * (1 - omega) * slope / (1 - never) ** 2) @ contacts.columns,
        -omega * (1 - omega) * float(contacts.counts @ odds),
    )
    variance = gradient @ maximum.covariance @ gradient + contacts.counts @ (hidden * (1 + hidden))
    return estimate(contacts, float(contacts.counts @ hidden), float(variance), PASSING, confidence)
