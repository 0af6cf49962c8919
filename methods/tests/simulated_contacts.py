"""Contacts drawn from a population of known size, to see how often an interval holds that size.

`python methods/tests/simulated_contacts.py 1000` prints the table of docs/methods/contacts.md.
"""

import sys
from dataclasses import dataclass

import numpy as np

from saidanddone_methods.population import Contacts, contacts_estimates
from saidanddone_methods.population.dispersion import FALSE_ALARM, overdispersion
from saidanddone_methods.population.families import POISSON
from saidanddone_methods.population.truncated import fit_family

PEOPLE = 400
SPREADS = (0.0, 0.4, 0.6, 0.8)
COLUMNS = ("poisson holds", "seem to differ", "missed unseen", "chao at or below")


@dataclass(frozen=True, slots=True)
class Draw:
    """Whether the interval of `poisson` holds the population, and Chao's lower limit is not above."""

    poisson_holds: bool
    seem_to_differ: bool
    chao_is_below: bool


def drawn(spread: float, draws: int, seed: int = 1) -> list[Draw]:
    """Draws of PEOPLE whose mean contacts are log-normal with median 1 and `spread` of the log."""
    random = np.random.default_rng(seed)
    return [_judged(np.exp(spread * random.standard_normal(PEOPLE)), random) for _ in range(draws)]


def _judged(rates: np.ndarray, random: np.random.Generator) -> Draw:
    times = random.poisson(rates)
    contacts = Contacts.of(times[times > 0])
    maximum = fit_family(contacts, POISSON)
    estimates = contacts_estimates(contacts)
    poisson, chao = estimates["poisson"].population, estimates["chao"].population
    assert maximum is not None
    assert poisson is not None
    assert chao is not None
    chance = overdispersion(contacts, maximum)
    return Draw(
        len(rates) in poisson,
        chance is not None and chance < FALSE_ALARM,
        chao.lower <= len(rates),
    )


def main(draws: int) -> None:
    """Print, for each spread, how often the interval holds and people seem to differ."""
    print(f"{draws} draws".ljust(12), *(name.rjust(17) for name in COLUMNS))  # noqa: T201
    for spread in SPREADS:
        seen = drawn(spread, draws)
        figures = (
            np.mean([draw.poisson_holds for draw in seen]),
            np.mean([draw.seem_to_differ for draw in seen]),
            np.mean([not draw.poisson_holds and not draw.seem_to_differ for draw in seen]),
            np.mean([draw.chao_is_below for draw in seen]),
        )
        print(f"sd {spread:g}".ljust(12), *(f"{figure:17.3f}" for figure in figures))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
