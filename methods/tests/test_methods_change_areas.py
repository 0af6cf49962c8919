"""Changes set against other areas: scatter, differences, displacement, blends."""

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from saidanddone_methods import BadInput, Interval, TooThin, before_after
from saidanddone_methods.change.areas import AreaCounts, Periods
from saidanddone_methods.change.comparison import difference_in_differences
from saidanddone_methods.change.displacement import (
    displacement_quotient,
    weighted_displacement_difference,
)
from saidanddone_methods.change.regression import fit_counts
from saidanddone_methods.change.scatter import Scatter, fitted_months, fitted_months_beside
from saidanddone_methods.change.synthetic import simplex_weights, synthetic_control
from saidanddone_methods.reference.change import (
    displacement_reference,
    quotient_limits_reference,
    scatter_beside_reference,
    scatter_reference,
    simplex_reference,
)

count = st.integers(5, 500)
areas = st.builds(AreaCounts, count, count, st.floats(0.2, 5))
months_of = st.lists(st.integers(1, 300), min_size=3, max_size=12)


def months(year, counts, first=4):
    return {date(year, first + i, 1): n for i, n in enumerate(counts)}


# Scatter


@settings(deadline=None)
@given(months_of, st.data())
def test_scatter_is_chi_square_over_its_freedom(before, data):
    after = data.draw(st.lists(st.integers(1, 300), min_size=len(before), max_size=len(before)))
    assert fitted_months(before, after).scatter.dispersion == pytest.approx(
        scatter_reference(before, after)
    )


@pytest.mark.slow
@settings(deadline=None, max_examples=15)
@given(st.integers(0, 10_000))
def test_scatter_beside_another_is_that_of_a_regression(seed):
    tables = np.random.default_rng(seed).poisson([[40], [30], [200], [180]], (4, 7)).tolist()
    assert fitted_months_beside(*tables).scatter.dispersion == pytest.approx(
        scatter_beside_reference(*tables), rel=1e-4
    )


@given(months_of)
def test_months_that_all_change_alike_do_not_scatter(before):
    result = fitted_months(before, [2 * count for count in before]).scatter
    assert result.dispersion == pytest.approx(0, abs=1e-9)
    assert result.p_value == pytest.approx(1)


def test_months_that_move_as_their_population_does_not_scatter():
    people = [1000, 4000, 2000, 1000], [1000, 1000, 3000, 9000]
    before, after = ([n // 10 for n in side] for side in people)
    assert fitted_months(before, after).scatter.p_value < 0.01
    assert fitted_months(before, after, people).scatter.dispersion == pytest.approx(0, abs=1e-9)
    series = months(2023, before), months(2024, after)
    population = dict(zip([*series[0], *series[1]], [*people[0], *people[1]], strict=True))
    change = before_after(*series, population=population)
    assert change.scatter.dispersion == pytest.approx(0, abs=1e-9)
    beside = before_after(
        *series, months(2023, [50] * 4), months(2024, [40] * 4), population=population
    )
    assert beside.scatter.dispersion == pytest.approx(0, abs=1e-9)


def test_scatter_of_rates_is_that_of_a_regression_with_their_populations():
    random = np.random.default_rng(6)
    before, after = random.poisson(60, (2, 8))
    people = random.uniform(50, 500, (2, 8))
    month = np.tile(np.eye(8), (2, 1))
    columns = np.column_stack([month, np.repeat([0.0, 1.0], 8)])
    fit = fit_counts(columns, np.concatenate([before, after]).astype(float), people.ravel())
    result = fitted_months(before.tolist(), after.tolist(), people.tolist()).scatter
    assert result.dispersion == pytest.approx(fit.dispersion, rel=1e-6)
    assert result.freedom == fit.freedom


def test_what_strikes_both_areas_is_no_scatter_beside_the_other():
    shocks = np.array([1, 3, 1, 2, 1, 4, 1])
    here, there = (100 * shocks).tolist(), (400 * shocks).tolist()
    assert fitted_months([100] * 7, here).scatter.p_value < 0.01
    beside = fitted_months_beside([100] * 7, here, [400] * 7, there).scatter
    assert beside.dispersion == pytest.approx(0, abs=1e-9)


@pytest.mark.slow
def test_scatter_is_called_more_than_chance_about_one_time_in_twenty_when_it_is_not():
    random = np.random.default_rng(3)
    drawn = random.poisson(50, (2000, 2, 12))
    called = sum(fitted_months(*pair.tolist()).scatter.p_value < 0.05 for pair in drawn)
    assert 0.03 < called / 2000 < 0.07


def test_widening_moves_limits_out_on_the_log_scale_and_never_in():
    ratio = Interval(0.8, 0.4, 1.6)
    wide = Scatter(4.0, 6, 0.001).widen(ratio)
    assert (wide.lower, wide.upper) == pytest.approx((0.2, 3.2))
    assert Scatter(0.3, 6, 0.9).widen(ratio) == ratio
    assert Scatter(3.0, 6, 0.01).widen(Interval(0.0, 0.0, 0.2)) == Interval(
        0.0, 0.0, pytest.approx(0.6)
    )


@pytest.mark.parametrize("pair", [([5], [4]), ([5, 0], [4, 0]), ([5, 6], [0, 0])])
def test_scatter_needs_two_months_that_say_something(pair):
    with pytest.raises(TooThin, match="two or more must have events"):
        fitted_months(*pair)
    with pytest.raises(BadInput, match="as many months"):
        fitted_months([1, 2], [3])


def test_months_that_scatter_widen_the_interval_itself():
    calm, wild = ([20] * 12, [12] * 12), ([36, 4] * 6, [3, 21] * 6)
    steady, scattered = (
        before_after(months(2023, before, 1), months(2024, after, 1))
        for before, after in (calm, wild)
    )
    assert steady.own.chance == scattered.own.chance
    assert not steady.could_be_no_change
    assert scattered.could_be_no_change


def test_the_whole_sentence_beside_a_comparison_gives_the_range_once():
    change = before_after(
        months(2023, [28, 29, 29, 29, 29, 28, 28]),
        months(2024, [21, 21, 21, 21, 22, 21, 21]),
        months(2023, [58, 59, 59, 59, 59, 59, 59]),
        months(2024, [54, 54, 54, 54, 54, 54, 55]),
    )
    assert change.whole_sentence == (
        "26 % fewer; the comparison area fell 8 %; set against the comparison area, 20 % fewer; too "
        "few months to tell (7 on each side, 12 are needed); chance alone: 38 % fewer to 5 % more"
    )


def test_a_population_that_halves_takes_a_halved_count_with_it():
    here, later = months(2023, [40] * 6), months(2024, [20] * 6)
    people = {**dict.fromkeys(here, 1000.0), **dict.fromkeys(later, 500.0)}
    assert before_after(here, later, population=people).ratio == pytest.approx(1)
    beside = before_after(
        here, later, here, here_later := months(2024, [40] * 6), population=people
    )
    assert beside.ratio_of_ratios.estimate == pytest.approx(1)
    assert before_after(here, later, population=people).sentence.startswith(
        "for as large a population, no change; too few months to tell"
    )
    assert beside.whole_sentence.startswith(
        "for as large a population, no change; the comparison area did not change; set against"
    )
    with pytest.raises(BadInput, match="needs a comparison area"):
        before_after(here, later, comparison_population=people)
    with pytest.raises(BadInput, match="population of the area is missing for April 2024"):
        before_after(here, here_later, population=dict.fromkeys(here, 1.0))


# Differences


def test_wheelers_worked_example():
    treated, control = AreaCounts(80, 20), AreaCounts(100, 50)
    result = weighted_displacement_difference(treated, control)
    assert result.difference.estimate == -10
    assert result.error == pytest.approx(15.811, rel=5e-5)
    assert result.level == 3
    assert result.sentence == (
        "set against the control area, 10 fewer; totals cannot tell how months scatter; "
        "chance alone: 41 fewer to 21 more"
    )


def test_the_same_counts_over_two_years_before_and_one_after():
    treated, control = AreaCounts(80, 20), AreaCounts(100, 50)
    result = weighted_displacement_difference(treated, control, periods=Periods(2, 1))
    assert result.difference.estimate == -20
    assert result.error == pytest.approx(10.724, rel=5e-5)


@pytest.mark.parametrize(
    ("size", "periods", "said"),
    [
        (1, Periods(1, 1), "10 fewer; totals cannot"),
        (1, Periods(2, 1), "20 fewer for each unit of time; totals cannot"),
        (2, Periods(1, 1), "5 fewer for each unit of size; totals cannot"),
        (10**6, Periods(1, 1), "0.00001 fewer for each unit of size; totals cannot"),
        (2, Periods(2, 2), "2.5 fewer for each unit of time and size; totals cannot"),
    ],
)
def test_a_difference_says_what_it_was_divided_by(size, periods, said):
    result = difference_in_differences(
        AreaCounts(80, 20, size), AreaCounts(100, 50, size), periods=periods
    )
    assert result.sentence.startswith(f"set against the comparison area, {said}")
    same = weighted_displacement_difference(
        AreaCounts(80, 20, size), AreaCounts(100, 50, size), periods=periods
    )
    assert same.sentence.startswith(f"set against the control area, {said}")


@given(areas, areas, areas, areas, st.floats(0.5, 3), st.floats(0.5, 3))
def test_displacement_is_counts_over_time_and_size_added_with_their_signs(a, b, c, d, early, late):
    result = weighted_displacement_difference(a, b, c, d, Periods(early, late))
    signed = [(s, x.before, x.after, x.size) for s, x in ((1, a), (-1, b), (1, c), (-1, d))]
    estimate, error = displacement_reference(signed, (early, late))
    assert result.difference.estimate == pytest.approx(estimate, abs=1e-9)
    assert result.error == pytest.approx(error)


@given(areas, areas)
def test_without_places_around_it_is_a_difference_in_differences(treated, control):
    displacement = weighted_displacement_difference(treated, control)
    difference = difference_in_differences(treated, control)
    assert (displacement.difference, displacement.error) == (
        difference.difference,
        difference.error,
    )


@given(areas, areas)
def test_swapping_area_and_comparison_turns_the_sign(here, there):
    forward, backward = (
        difference_in_differences(here, there),
        difference_in_differences(there, here),
    )
    assert forward.difference.estimate == pytest.approx(-backward.difference.estimate)
    assert forward.error == pytest.approx(backward.error)


@given(areas, areas)
def test_a_range_that_is_not_95_times_in_100_right_says_so(here, there):
    for method in (difference_in_differences, weighted_displacement_difference):
        sentence = method(here, there, confidence=0.99).sentence
        assert sentence.endswith("; such ranges are right 99 times in 100")


@given(areas, areas, st.floats(1, 20))
def test_dispersion_widens_by_its_square_root(here, there, dispersion):
    plain = difference_in_differences(here, there)
    wide = difference_in_differences(here, there, dispersion=dispersion)
    assert wide.error == pytest.approx(plain.error * math.sqrt(dispersion))
    assert difference_in_differences(here, there, dispersion=1 / dispersion) == plain


def test_several_comparison_areas_count_as_one():
    here = AreaCounts(80, 20)
    several = difference_in_differences(here, [AreaCounts(60, 30, 1), AreaCounts(40, 20, 2)])
    assert several == difference_in_differences(here, AreaCounts(100, 50, 3))
    with pytest.raises(BadInput, match="give at least one area to compare with"):
        difference_in_differences(here, [])


@pytest.mark.slow
def test_the_interval_of_a_difference_covers_as_often_as_it_says():
    drawn = np.random.default_rng(4).poisson([80, 50, 100, 60], (2000, 4)).tolist()
    covered = sum(
        -30 + 40 in difference_in_differences(AreaCounts(a, b), AreaCounts(c, d)).difference
        for a, b, c, d in drawn
    )
    assert 0.93 < covered / 2000 < 0.97


def test_areas_without_events_or_without_sense_are_refused():
    with pytest.raises(TooThin) as refusal:
        difference_in_differences(AreaCounts(2, 1), AreaCounts(0, 0))
    assert refusal.value.reasons == (
        "the area counted 3 events; 5 are needed",
        "the comparison area counted 0 events; 5 are needed",
    )
    with pytest.raises(BadInput, match="before must be 0 or more"):
        AreaCounts(-1, 4)
    with pytest.raises(BadInput, match="size must be above 0"):
        AreaCounts(1, 4, 0)
    with pytest.raises(BadInput, match="the time after must be above 0"):
        Periods(1, 0)
    with pytest.raises(BadInput, match="give both a displacement area and its control, or neither"):
        weighted_displacement_difference(AreaCounts(9, 9), AreaCounts(9, 9), AreaCounts(9, 9))


# The displacement quotient


@pytest.mark.parametrize(
    ("buffer_after", "quotient", "said"),
    [
        # Treated fell from 200 to 100 over a control steady at 1,000.
        (150, 0.0, "next door neither lost nor gained"),
        (170, -0.2, "next door lost 20 % of what was gained"),
        (100, 0.5, "next door gained as well, 50 % as much"),
    ],
)
def test_what_came_back_next_door(buffer_after, quotient, said):
    result = displacement_quotient(
        AreaCounts(200, 100), AreaCounts(150, buffer_after), AreaCounts(1000, 1000)
    )
    assert result.quotient.estimate == pytest.approx(quotient)
    assert (result.success, result.level) == (pytest.approx(-0.1), 3)
    assert result.sentence.startswith(said)


@settings(deadline=None)
@given(st.integers(100, 400), st.integers(20, 90), count, count, st.integers(300, 900))
def test_the_limits_are_the_quotients_the_counts_do_not_rule_out(before, after, b0, b1, control):
    here, next_door = AreaCounts(before, after), AreaCounts(b0, b1)
    there = AreaCounts(control, control)
    result = displacement_quotient(here, next_door, there).quotient
    assume(math.isfinite(result.upper))
    limits = quotient_limits_reference((before, after), (b0, b1), (control, control), 0.95)
    assert (result.lower, result.upper) == pytest.approx(limits, rel=1e-6, abs=1e-6)


def test_a_little_that_came_back_is_never_rounded_to_nothing():
    result = displacement_quotient(
        AreaCounts(20_000, 10_000), AreaCounts(15_000, 15_040), AreaCounts(10**8, 10**8)
    )
    assert result.quotient.estimate == pytest.approx(-0.004)
    assert result.sentence.startswith("next door lost less than 1 % of what was gained")
    assert result.sentence.endswith("chance alone: 4 % lost to 3 % gained")


def test_a_fall_that_could_be_nothing_has_no_quotient_to_speak_of():
    result = displacement_quotient(AreaCounts(20, 15), AreaCounts(150, 140), AreaCounts(100, 100))
    assert (result.quotient.lower, result.quotient.upper) == (-math.inf, math.inf)
    assert result.sentence.endswith("whether it moved next door cannot be told")


def test_without_a_fall_there_is_nothing_to_move():
    with pytest.raises(TooThin, match="did not fall against the control"):
        displacement_quotient(AreaCounts(20, 25), AreaCounts(15, 14), AreaCounts(100, 100))
    with pytest.raises(TooThin, match="none before or none after"):
        displacement_quotient(AreaCounts(20, 15), AreaCounts(15, 14), AreaCounts(100, 0))


# A blend of other areas


@pytest.mark.slow
@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10_000))
def test_no_other_weights_come_nearer(seed):
    random = np.random.default_rng(seed)
    columns, target = random.gamma(20, 0.05, (16, 6)), random.gamma(20, 0.05, 16)
    ours, plain = simplex_weights(columns, target), simplex_reference(columns, target)
    gaps = [float(((columns @ weights - target) ** 2).sum()) for weights in (ours, plain)]
    assert ours.sum() == pytest.approx(1)
    assert (ours >= 0).all()
    assert gaps[0] == pytest.approx(gaps[1], rel=1e-6)


def test_an_area_that_is_a_blend_gets_its_own_weights_back():
    columns = np.random.default_rng(1).gamma(20, 1, (20, 5))
    weights = np.array([0.5, 0.0, 0.3, 0.2, 0.0])
    assert simplex_weights(columns, columns @ weights) == pytest.approx(weights, abs=1e-9)


def others(areas=9, length=24, seed=2):
    drawn = np.random.default_rng(seed).poisson(100, (areas, length))
    return {f"ward {i}": row.tolist() for i, row in enumerate(drawn)}


def test_a_step_is_found_and_stands_out_among_placebos():
    donors = others(areas=24)
    blend = np.mean([donors["ward 1"], donors["ward 4"]], axis=0)
    series = blend * np.where(np.arange(24) >= 16, 0.5, 1.0) + 0.3 * (np.arange(24) % 2)
    result = synthetic_control(series.tolist(), donors, 16)
    assert result.ratio.estimate == pytest.approx(0.5, abs=0.01)
    assert {name for name, weight in result.weights if weight > 0.3} == {"ward 1", "ward 4"}
    assert result.p_value == pytest.approx(1 / 25)
    assert result.confidence == pytest.approx(1 - 2 / 25)
    assert result.ratio.upper < 1
    assert result.level == 3
    assert result.sentence.endswith(
        "1 of 25 areas moved as far from their blend; "
        "with so few areas the range is right 92 times in 100, not 95"
    )


def test_the_size_of_an_area_does_not_matter_in_its_own_means():
    donors, series = others(), others(areas=1, seed=8)["ward 0"]
    plain = synthetic_control(series, donors, 16)
    large = synthetic_control([10 * count for count in series], donors, 16)
    assert large.ratio.estimate == pytest.approx(plain.ratio.estimate)
    assert dict(large.weights) == pytest.approx(dict(plain.weights))
    assert large.p_value == plain.p_value


def test_a_blend_that_did_not_follow_is_said():
    donors = others()
    series = 100 + 60 * (-1) ** np.arange(24)
    result = synthetic_control(series.tolist(), donors, 16)
    assert result.fit_before > 0.4
    assert result.sentence.endswith(" % before the change, so this says little")


def test_as_many_placebos_are_left_outside_as_the_confidence_asks():
    # Of 40 areas 90 % leaves 2 at either end, though .1 / 2 * 40 comes out below 2.
    result = synthetic_control([100.0, 99] * 12, others(areas=39), 16, confidence=0.9)
    assert result.confidence == pytest.approx(0.9)


@pytest.mark.slow
def test_where_nothing_happened_an_area_stands_out_as_often_as_any_other():
    out = [
        synthetic_control(
            (donors := others(areas=10, length=20, seed=seed)).pop("ward 0"), donors, 14
        ).p_value
        for seed in range(150)
    ]
    assert np.mean([p <= 0.1 for p in out]) == pytest.approx(0.1, abs=0.07)
    assert min(out) >= 0.1 - 1e-9


@pytest.mark.parametrize(
    ("series", "donors", "before", "reason"),
    [
        ([5.0] * 20, others(areas=3, length=20), 12, "3 areas to compare with are too few"),
        ([5.0] * 20, others(length=20), 4, "4 months before are too few"),
        ([5.0] * 20, others(length=20), 20, "no month after"),
        ([0.0] * 20, others(length=20), 12, "nothing was counted before in the area"),
    ],
)
def test_a_blend_from_too_little_is_refused(series, donors, before, reason):
    with pytest.raises(TooThin, match=reason):
        synthetic_control(series, donors, before)


@pytest.mark.parametrize(
    ("series", "says"),
    [
        ([5.0] * 19, "the series of ward 0 differs in length"),
        ([5.0] * 19 + [math.nan], "the series of the area must hold numbers of 0 or more"),
        ([5.0] * 19 + [-1.0], "the series of the area must hold numbers of 0 or more"),
    ],
)
def test_series_that_cannot_be_are_named(series, says):
    with pytest.raises(BadInput, match=says):
        synthetic_control(series, others(length=20), 12)
