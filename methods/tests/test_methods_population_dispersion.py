"""Contacts that vary more than a Poisson distribution allows."""

import numpy as np
import pytest
from scipy import stats
from simulated_contacts import drawn
from simulated_lists import binomial_error

from saidanddone_methods.population import Contacts, contacts_estimates
from saidanddone_methods.population.dispersion import FALSE_ALARM, overdispersion
from saidanddone_methods.population.families import POISSON
from saidanddone_methods.population.truncated import fit_family
from saidanddone_methods.reference.population_contacts import overdispersion_reference

# Undocumented immigrants in the Netherlands (van der Heijden and others, 2003).
IMMIGRANTS = {1: 1645, 2: 183, 3: 37, 4: 13, 5: 1, 6: 1}
ALIKE = {1: 270, 2: 134, 3: 45, 4: 11, 5: 2}


def p_value(contacts):
    return overdispersion(contacts, fit_family(contacts, POISSON))


def contacts_of(people):
    return Contacts.of(list(people), list(people.values()))


def poisson_note(contacts):
    return contacts_estimates(contacts)["poisson"].note


@pytest.mark.parametrize("people", [ALIKE, IMMIGRANTS, {1: 40, 2: 30, 3: 30}])
def test_the_score_is_that_of_a_truncated_negative_binomial(people):
    score = stats.norm.isf(p_value(contacts_of(people)))
    assert score == pytest.approx(overdispersion_reference(people), abs=0.01)


def test_the_poisson_estimate_of_people_who_differ_says_not_to_use_it():
    assert poisson_note(contacts_of(IMMIGRANTS)) == (
        "do not use it: contacts vary more than it allows (p below 0.001), as where people differ "
        "or many come once only"
    )
    assert poisson_note(contacts_of(ALIKE)).startswith("too low where people differ")


def test_a_difference_that_a_covariate_tells_is_no_reason():
    random = np.random.default_rng(1)
    group = np.repeat(["often", "seldom"], 1000)
    times = random.poisson(np.where(group == "often", 2.0, 0.4))
    is_seen = times > 0
    told = Contacts.of(times[is_seen], covariates={"group": group[is_seen].tolist()})
    assert p_value(Contacts.of(times[is_seen])) < 1e-6
    assert p_value(told) > FALSE_ALARM


def test_where_next_to_nobody_is_seen_again_there_is_no_test():
    assert p_value(contacts_of({1: 10**9, 2: 7})) is None


@pytest.mark.slow
def test_people_alike_seem_to_differ_no_more_often_than_stated_and_others_nearly_always():
    draws = 400
    alike, differing = (
        np.mean([draw.seem_to_differ for draw in drawn(spread, draws)]) for spread in (0.0, 0.8)
    )
    assert alike <= FALSE_ALARM + 3 * binomial_error(FALSE_ALARM, draws)
    assert differing >= 1 - FALSE_ALARM
