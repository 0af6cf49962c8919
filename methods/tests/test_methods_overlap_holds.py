"""How often the limits of an overlap estimate hold the truth, where people are alike and not."""

import pytest
from simulated_lists import WORLDS, binomial_error, drawn, share

from saidanddone_methods.population.heterogeneity import FALSE_ALARM

pytestmark = pytest.mark.slow

DRAWS = 150
CONFIDENCE = 0.95
ALIKE = ["alike, 3 lists", "alike, 4 lists", "alike, 5 lists", "alike, a dependent pair"]
DIFFERING = ["sd .8, 3 lists", "sd .8, 4 lists", "sd .8, 5 lists", "sd .8, a dependent pair"]
SLIGHTLY = ["sd .4, 4 lists", "sd .6, 4 lists"]


@pytest.fixture(scope="module")
def draws():
    """The draws of the worlds in use, by name."""
    return {name: drawn(WORLDS[name], DRAWS) for name in ALIKE + DIFFERING + SLIGHTLY}


def below(expected, draws):
    """Three standard errors below a share."""
    return expected - 3 * binomial_error(expected, draws)


@pytest.mark.parametrize("name", ALIKE + SLIGHTLY + DIFFERING)
def test_limits_for_people_who_may_differ_hold_the_truth_as_often_as_stated(draws, name):
    holds = [d.differing_holds for d in draws[name] if d.differing_holds is not None]
    assert len(holds) > 0.9 * DRAWS
    assert share(holds) >= below(CONFIDENCE, len(holds))


def test_people_alike_seem_to_differ_no_more_often_than_stated(draws):
    together = [draw.is_shown for name in ALIKE for draw in draws[name]]
    alarms = FALSE_ALARM + 3 * binomial_error(FALSE_ALARM, len(together))
    assert share(together) <= alarms


@pytest.mark.parametrize("name", DIFFERING)
def test_where_people_differ_widely_the_estimate_is_refused_nearly_always(draws, name):
    refused = share([draw.reasons != () for draw in draws[name]])
    assert refused >= below(CONFIDENCE, DRAWS)
    # The rules of before these models let most through, with limits that missed the truth.
    assert share([draw.alike_holds for draw in draws[name]]) < 0.1
    assert share([draw.reasons_of_lists != () for draw in draws[name]]) < 0.5


@pytest.mark.parametrize("name", ALIKE + SLIGHTLY + DIFFERING)
def test_limits_that_miss_the_truth_are_seldom_given(draws, name):
    missed = share([draw.is_missed for draw in draws[name]])
    chance = 1 - CONFIDENCE
    assert missed <= chance + 3 * binomial_error(chance, DRAWS)
