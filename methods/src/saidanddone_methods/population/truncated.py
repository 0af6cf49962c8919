"""Estimators from a zero-truncated distribution of times seen, with Horvitz-Thompson weights."""

import math
from collections.abc import Callable

import numpy as np

from saidanddone_methods.intervals import Interval, normal_quantile
from saidanddone_methods.population.contact_counts import Contacts, ContactsEstimate
from saidanddone_methods.population.design import FloatArray
from saidanddone_methods.population.dispersion import FALSE_ALARM, overdispersion
from saidanddone_methods.population.families import Family, Terms, one_of_two
from saidanddone_methods.population.likelihood import Maximum, Surface, maximise
from saidanddone_methods.population.thresholds import FEWEST_AGAIN

ZELTERMAN = "rests on those seen once or twice; too high where some could be seen once only"
LOWER_BOUNDS = {
    1: "at least: a lower bound, however people differ; too high where some come once only",
    2: "at least: a lower bound from those seen twice or three times, whatever was seen once",
}
UNSETTLED = "the fit does not settle, as where the people of one group were all seen equally often"
ALL_SEEN = "it takes everyone to have been seen"
HALF_A_PERSON = 0.5
LEAST_SHOWN = 0.001  # a smaller p-value is given as below it
POISSON = "too low where people differ in more than the covariates say"
GEOMETRIC = "takes people to differ widely in how often they are seen"


def estimate_truncated(
    contacts: Contacts, name: str, family: Family, confidence: float
) -> ContactsEstimate:
    """The population, with the weight 1 / P(seen) for each person seen.

    The variance is that of the coefficients (delta method) plus that of who happened to be seen
    (van der Heijden and others, 2003, Statistical Modelling 3, 305-322).
    """
    maximum = fit_family(contacts, family)
    if maximum is None:
        return without(UNSETTLED)
    never, slope = family.never(contacts.columns @ maximum.at)
    note = _of_poisson(contacts, maximum) if name == "poisson" else GEOMETRIC
    return weighed(contacts, never, slope, maximum, note, confidence)


def _of_poisson(contacts: Contacts, maximum: Maximum) -> str:
    chance = overdispersion(contacts, maximum)
    if chance is None or chance >= FALSE_ALARM:
        return POISSON
    shown = f"{chance:.3f}" if chance >= LEAST_SHOWN else f"below {LEAST_SHOWN}"
    return (
        f"do not use it: contacts vary more than it allows (p {shown}), as where people differ or "
        "many come once only"
    )


def estimate_zelterman(contacts: Contacts, confidence: float) -> ContactsEstimate:
    """The Poisson estimate, with the mean estimated from people seen once or twice."""
    if reason := _lacking(contacts, 1):
        return without(reason)
    maximum = _fit_two(contacts, 1)
    if maximum is None:
        return without(UNSETTLED)
    mean = np.exp(contacts.columns @ maximum.at)
    never = np.exp(-mean)
    return weighed(contacts, never, -mean * never, maximum, ZELTERMAN, confidence)


def estimate_lower_bound(contacts: Contacts, fewer: int, confidence: float) -> ContactsEstimate:
    """Chao's lower bound from people seen `fewer` or `fewer` + 1 times, with any covariates.

    Without covariates it is n + f1 ** 2 / (2 f2) for 1 and n + 2 f2 ** 3 / (9 f3 ** 2) for 2, with
    Chao's variance for the first.
    """
    if reason := _lacking(contacts, fewer):
        return without(reason)
    maximum = _fit_two(contacts, fewer)
    if maximum is None:
        return without(UNSETTLED)
    those = contacts.only(fewer, fewer + 1)
    mean = np.exp(those.columns @ maximum.at)
    ratio = mean / (fewer + 1)
    # People never seen for each one of these: P(0) over P(fewer or fewer + 1).
    hidden = math.factorial(fewer) / (mean**fewer * (1 + ratio))
    slope = -hidden * (fewer + ratio / (1 + ratio))
    unseen = float(those.counts @ hidden)
    gradient = (those.counts * slope) @ those.columns
    variance = gradient @ maximum.covariance @ gradient + those.counts @ (hidden * (1 + hidden))
    return estimate(contacts, unseen, float(variance), LOWER_BOUNDS[fewer], confidence)


def fit_family(contacts: Contacts, family: Family) -> Maximum | None:
    """The coefficients of maximum likelihood, or None where there are none."""
    start = np.zeros(contacts.columns.shape[1])
    mean = float(contacts.counts @ contacts.times) / contacts.people
    start[0] = math.log(2 * (mean - 1))
    return maximise(_surface(contacts, family.terms), start)


def weighed(
    contacts: Contacts,
    never: FloatArray,
    slope: FloatArray,
    maximum: Maximum,
    note: str,
    confidence: float,
) -> ContactsEstimate:
    """The Horvitz-Thompson estimate from P(never seen), `never`, and its slope in eta, by row."""
    seen = 1 - never
    unseen = float(contacts.counts @ (never / seen))
    gradient = (contacts.counts * slope / seen**2) @ contacts.columns
    variance = gradient @ maximum.covariance @ gradient + contacts.counts @ (never / seen**2)
    return estimate(contacts, unseen, float(variance), note, confidence)


def estimate(
    contacts: Contacts, unseen: float, variance: float, note: str, confidence: float
) -> ContactsEstimate:
    """The estimate with an interval log-normal on the number unseen, as Chao (1987).

    There is none where even the upper limit has less than half a person unseen: an interval from a
    number to the same number would look certain.
    """
    if not (math.isfinite(unseen) and math.isfinite(variance)):
        return without("the estimate is not finite")
    if not (unseen > 0 and variance > 0):
        return without(ALL_SEEN)
    # log1p(variance / unseen**2), whose square could be too small to divide by.
    spread = float(np.logaddexp(0.0, math.log(variance) - 2 * math.log(unseen)))
    factor = math.exp(normal_quantile(confidence) * math.sqrt(spread))
    if unseen * factor < HALF_A_PERSON:
        return without(ALL_SEEN)
    people = contacts.people
    interval = Interval(people + unseen, people + unseen / factor, people + unseen * factor)
    return ContactsEstimate(interval, math.sqrt(variance), note)


def without(reason: str) -> ContactsEstimate:
    """No estimate, with the reason as its note."""
    return ContactsEstimate(None, None, f"no estimate: {reason}")


def few(people: int, how_often: str) -> str | None:
    """Why `people` seen `how_often` are too few for an estimate; None where they are enough."""
    if not people:
        return f"nobody was seen {how_often}"
    if people < FEWEST_AGAIN:
        return f"only {people} of the people were seen {how_often}, fewer than {FEWEST_AGAIN}"
    return None


def _lacking(contacts: Contacts, fewer: int) -> str | None:
    words = {1: "exactly once", 2: "exactly twice", 3: "exactly three times"}
    if not contacts.seen(fewer):
        return few(0, words[fewer])
    # The estimate is divided by the number of people seen once more often.
    return few(contacts.seen(fewer + 1), words[fewer + 1])


def _fit_two(contacts: Contacts, fewer: int) -> Maximum | None:
    those = contacts.only(fewer, fewer + 1)
    start = np.zeros(those.columns.shape[1])
    start[0] = math.log((fewer + 1) * those.seen(fewer + 1) / those.seen(fewer))
    return maximise(_surface(those, one_of_two(fewer)), start)


def _surface(contacts: Contacts, terms: Callable[[FloatArray, FloatArray], Terms]) -> Surface:
    counts, columns = contacts.counts, contacts.columns

    def surface(at: FloatArray) -> tuple[float, FloatArray, FloatArray]:
        logs, slope, curve = terms(contacts.times, columns @ at)
        return (
            float(counts @ logs),
            (counts * slope) @ columns,
            (columns.T * (counts * curve)) @ columns,
        )

    return surface
