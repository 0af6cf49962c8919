"""Ranges that hold: how often they call a change where there is none, and where there is one."""

import math

import numpy as np
import pytest
import simulated_months as made_up
from scipy import stats

from saidanddone_methods.change.noise import LogError, MonthlyEvidence, log_error
from saidanddone_methods.change.ranges import allowing_for_months
from saidanddone_methods.intervals import Interval
from saidanddone_methods.reference.change import log_error_reference

MOST_ALARMS = 0.07  # of the placebo series, by ranges that are to be right 95 times in 100
RUNS = 300


def at_most(share, runs=RUNS):
    """The share that a simulation of `runs` exceeds 1 time in 200 where the true one is `share`."""
    return stats.binom.ppf(0.995, runs, share) / runs


def at_least(share, runs=RUNS):
    return stats.binom.ppf(0.005, runs, share) / runs


HOLDING = [
    *made_up.RATIOS[1:],
    made_up.OTHERS[0],
    made_up.BESIDE[0],
    made_up.STEPS[0],
    made_up.STEPS[4],
]


@pytest.mark.slow
@pytest.mark.parametrize("kind", made_up.KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("shape", HOLDING, ids=lambda shape: f"{shape.name}, {shape.months}")
def test_months_in_which_nothing_changed_are_seldom_called_a_change(shape, kind):
    counted = made_up.alarms(shape, kind, RUNS, seed=91)
    assert counted.interval <= at_most(MOST_ALARMS)
    assert counted.refused == 0


@pytest.mark.slow
def test_the_range_for_chance_alone_is_wrong_where_months_scatter_or_remember():
    """Otherwise the proof above would prove nothing."""
    for kind in made_up.KINDS[1:]:
        counted = made_up.alarms(made_up.RATIOS[1], kind, RUNS, seed=92)
        assert counted.chance > at_most(MOST_ALARMS)


@pytest.mark.slow
def test_seven_months_are_refused_and_call_nothing_a_change():
    for kind in made_up.KINDS:
        counted = made_up.alarms(made_up.RATIOS[0], kind, RUNS, seed=93)
        assert (counted.interval, counted.refused) == (0, 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shape", "kind", "fall", "power"),
    [
        (made_up.RATIOS[1], made_up.POISSON, 0.5, 0.93),
        (made_up.OTHERS[2], made_up.POISSON, 0.26, 0.78),
        (made_up.OTHERS[2], made_up.MILD, 0.5, 0.9),
    ],
)
def test_a_fall_that_is_there_is_found(shape, kind, fall, power):
    assert made_up.alarms(shape, kind, RUNS, seed=94, fall=fall).interval >= at_least(power)


# The error of a log ratio


def evidence(seed=1, months=14, columns=1, compared=2):
    random = np.random.default_rng(seed)
    at = np.arange(months, dtype=float)
    return MonthlyEvidence(
        np.column_stack([at**power for power in range(columns)]),
        random.uniform(5, 40, months),
        random.normal(0, 0.3, months),
        np.delete(np.arange(months + 1.0), 4),
        compared,
    )


@pytest.mark.parametrize("columns", [1, 3])
def test_the_error_is_that_of_its_definition(columns):
    months = evidence(columns=columns)
    error = log_error(months, columns - 1)
    for log in (0.05, 0.3, 2.0):
        reference = log_error_reference(
            months.columns,
            months.information,
            months.residuals,
            months.months,
            months.counts_compared,
            columns - 1,
            log,
        )
        assert error.p_value(log) == pytest.approx(reference, rel=1e-8)


def test_the_reach_is_where_the_p_value_is_what_is_left():
    error = log_error(evidence(), 0)
    for confidence in (0.5, 0.95, 0.999):
        assert error.p_value(error.reach(confidence)) == pytest.approx(1 - confidence)


def test_one_normal_error_reaches_as_far_as_a_normal_variable():
    error = LogError(np.array([0.2]), np.array([1.0]))
    assert error.reach(0.95) == pytest.approx(0.2 * stats.norm.ppf(0.975))


def test_a_range_for_chance_alone_that_is_wider_wins():
    chance, error = Interval(0.8, 0.1, 6.0), LogError(np.array([0.2]), np.array([1.0]))
    ratio = allowing_for_months(chance, None, math.log(0.8), error, 0.95)
    assert (ratio.interval.lower, ratio.interval.upper) == (0.1, 6.0)


def test_months_that_lie_far_off_reach_further():
    near = evidence()
    far = MonthlyEvidence(near.columns, near.information, 3 * near.residuals, near.months, 2)
    assert log_error(far, 0).reach(0.95) > 1.5 * log_error(near, 0).reach(0.95)


def test_a_long_wave_reaches_further_than_the_same_months_by_turns():
    at = np.arange(24.0)
    wave = np.sin(at / 4)
    swings = np.abs(wave) * (-1) ** at
    steady = np.full(24, 40.0)
    reach = [
        log_error(MonthlyEvidence.about_one_ratio(off, steady, at, 1), 0).reach(0.95)
        for off in (wave, swings)
    ]
    assert reach[0] > 1.5 * reach[1]
    assert math.isfinite(reach[0])
