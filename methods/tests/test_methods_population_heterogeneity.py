"""People whose chances of being on a list differ: when it shows, and how far the limits then go."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from simulated_lists import World, draw_lists

from saidanddone_methods import TooThin
from saidanddone_methods.population.adequacy import (
    NOBODY_ON_THREE,
    NOT_TOLD_APART,
    PEOPLE_DIFFER,
    WIDEST_SPREAD,
    publishable,
    too_thin,
)
from saidanddone_methods.population.closed import closed_models
from saidanddone_methods.population.heterogeneity import (
    FALSE_ALARM,
    LEAST_GAIN,
    darroch_model,
    heterogeneity,
)
from saidanddone_methods.population.histories import OverlapCounts
from saidanddone_methods.population.overlap import estimate_overlap, fit_overlap
from saidanddone_methods.population.sensitivity import DIFFERING, sensitivity_set

THREE = [(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1)]
# Rivest (2011) on people with diabetes (Bruno and others, 1994), in the order of Rcapture.
DIABETES = [58, 157, 18, 104, 46, 650, 12, 709, 14, 20, 7, 74, 8, 182, 10]
DIABETES_PAIRS = (("A", "C"), ("B", "D"), ("C", "D"))


def of_three(*counts):
    return OverlapCounts.of("ABC", dict(zip(THREE, counts, strict=True)))


@pytest.fixture
def diabetes():
    histories = [tuple(int(on) for on in f"{code:04b}") for code in range(15, 0, -1)]
    return OverlapCounts.of("ABCD", dict(zip(histories, DIABETES, strict=True)))


@pytest.fixture
def alike():
    return of_three(310, 205, 122, 41, 23, 30, 5)


def reasons(counts, estimate):
    return too_thin(counts, estimate, sensitivity_set(counts))


def test_people_with_diabetes_seem_to_differ(diabetes):
    estimate = fit_overlap(diabetes, DIABETES_PAIRS)
    differing = heterogeneity(diabetes, estimate)
    # Published deviances: 21.97 for Mt, 8.32 for Mth Darroch with one coefficient more.
    assert differing.gain == pytest.approx(21.97 - 8.32 - 2, abs=0.011)
    assert differing.is_shown
    models = {model.name: model for model in closed_models(diabetes, DIABETES_PAIRS)}
    assert differing.population.lower == pytest.approx(estimate.population.lower)
    assert differing.population.upper == pytest.approx(models["Mth Darroch"].population.upper)
    assert differing.at_least == pytest.approx(models["Mth Chao"].population.lower)


def test_an_estimate_of_people_who_differ_is_refused_and_a_lower_bound_given(diabetes):
    estimate = fit_overlap(diabetes, DIABETES_PAIRS)
    bound = heterogeneity(diabetes, estimate).at_least
    says = f"{PEOPLE_DIFFER}: say only that there are at least {bound:,.0f} people"
    assert says in reasons(diabetes, estimate)


def test_people_who_seem_alike_keep_their_estimate_and_get_a_wider_upper_limit(alike):
    estimate = estimate_overlap(alike)
    differing = heterogeneity(alike, estimate)
    assert not differing.is_shown
    assert reasons(alike, estimate) == ()
    assert differing.population.estimate == estimate.population.estimate
    assert differing.population.lower == estimate.population.lower
    assert differing.population.upper > 1.2 * estimate.population.upper


def test_one_strong_pair_is_not_taken_for_people_who_differ():
    random = np.random.default_rng(3)
    counts = draw_lists(World(20_000, (0.15, 0.15, 0.15, 0.1), brings=3), random)
    estimate = estimate_overlap(counts)
    assert ("A", "B") in estimate.pairs
    assert not heterogeneity(counts, estimate).is_shown


def test_people_who_differ_are_seen_though_pairs_were_chosen_for_them():
    random = np.random.default_rng(2)
    counts = draw_lists(World(1000, (0.15, 0.15, 0.15, 0.1, 0.1), spread=0.8), random)
    estimate = estimate_overlap(counts)
    assert len(estimate.pairs) == 8
    assert darroch_model(counts, estimate.pairs, 0.95)[0] == ()
    assert heterogeneity(counts, estimate).is_shown


def test_without_anyone_on_three_lists_nothing_shows_whether_people_differ():
    counts = of_three(310, 205, 122, 41, 23, 30, 0)
    estimate = fit_overlap(counts)
    assert heterogeneity(counts, estimate).population is None
    assert NOBODY_ON_THREE in reasons(counts, estimate)


def test_pairs_that_all_depend_may_be_people_who_differ():
    counts = of_three(310, 205, 122, 141, 83, 90, 60)
    estimate = fit_overlap(counts, [("A", "B"), ("A", "C"), ("B", "C")])
    assert heterogeneity(counts, estimate).population is None
    assert NOT_TOLD_APART in reasons(counts, estimate)


def test_of_two_lists_only_their_dependence_is_a_reason():
    counts = OverlapCounts.of("AB", {(1, 0): 781, (0, 1): 254, (1, 1): 167})
    estimate = estimate_overlap(counts)
    assert heterogeneity(counts, estimate).population is None
    assert len(reasons(counts, estimate)) == 1


def test_the_least_gain_is_a_one_sided_test_of_one_coefficient():
    assert stats.chi2.sf(LEAST_GAIN + 2, 1) / 2 == pytest.approx(FALSE_ALARM)


def test_models_of_people_who_differ_are_among_the_other_choices(diabetes):
    variants = {variant.model: variant for variant in sensitivity_set(diabetes)}
    chosen = variants["stepwise at p 0.02"].pairs
    models = {model.name: model for model in closed_models(diabetes, chosen)}
    for name, way in zip(DIFFERING, ("Chao", "Poisson", "Darroch"), strict=True):
        assert variants[name].population == models[f"Mth {way}"].population
        assert variants[name].pairs == chosen


def test_models_of_people_who_differ_may_lie_far_from_the_others():
    # Only one person is on all lists: Darroch's model then varies widely by chance.
    counts = of_three(46, 45, 35, 13, 11, 3, 1)
    variants = sensitivity_set(counts)
    people = {v.model: v.population.estimate for v in variants}
    assert max(people.values()) > WIDEST_SPREAD * people["people differ: Darroch"]
    assert too_thin(counts, estimate_overlap(counts), variants) == ()


def test_the_limits_to_publish_are_those_for_chances_that_may_differ(alike):
    estimate = estimate_overlap(alike)
    allowed = publishable(alike, estimate, sensitivity_set(alike))
    assert allowed.population == heterogeneity(alike, estimate).population
    assert allowed.population.upper > estimate.population.upper
    assert allowed.reasons == ()


def test_a_refused_estimate_has_no_limits_to_publish(diabetes):
    refused = publishable(diabetes, estimate_overlap(diabetes), sensitivity_set(diabetes))
    assert refused.population is None
    assert refused.reasons


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 12), min_size=15, max_size=15))
def test_the_wider_limits_hold_the_narrow_ones(sizes):
    counts = OverlapCounts(tuple("ABCD"), np.array(sizes, dtype=float))
    try:
        estimate = estimate_overlap(counts)
    except TooThin:
        return
    differing = heterogeneity(counts, estimate)
    if differing.population:
        assert differing.population.lower == estimate.population.lower
        assert differing.population.upper >= estimate.population.upper
    assert not (differing.is_shown and differing.population is None)
