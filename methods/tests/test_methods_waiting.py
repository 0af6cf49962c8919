"""How long people wait to be told."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone_methods import BadInput, median_days_waiting, waiting_curve
from saidanddone_methods.reference.waiting import (
    median_days_waiting_reference,
    waiting_curve_reference,
)

waits = st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=40)


def split(pairs):
    return [day for day, _ in pairs], [came for _, came in pairs]


@given(waits)
@settings(deadline=None)
def test_the_curve_equals_exact_fractions(pairs):
    curve = waiting_curve(*split(pairs))
    reference = waiting_curve_reference(*split(pairs))
    assert list(curve.days) == [day for day, _ in reference]
    assert list(curve.share_waiting) == pytest.approx([float(share) for _, share in reference])


@given(waits)
@settings(deadline=None)
def test_the_median_equals_exact_fractions(pairs):
    assert median_days_waiting(*split(pairs)) == median_days_waiting_reference(*split(pairs))


@given(waits)
def test_the_curve_only_falls(pairs):
    share = [1.0, *waiting_curve(*split(pairs)).share_waiting]
    assert all(later < earlier for earlier, later in pairwise(share))


@given(waits, st.randoms())
def test_the_order_of_things_said_does_not_matter(pairs, random):
    again = pairs.copy()
    random.shuffle(again)
    assert median_days_waiting(*split(again)) == median_days_waiting(*split(pairs))


@given(waits)
def test_waiting_a_week_longer_moves_the_median_by_a_week(pairs):
    days, answered = split(pairs)
    median = median_days_waiting(days, answered)
    later = median_days_waiting([day + 7 for day in days], answered)
    assert later == (None if median is None else median + 7)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=41))
def test_when_all_are_answered_it_is_the_plain_lower_median(days):
    median = median_days_waiting(days, [True] * len(days))
    assert median == sorted(days)[(len(days) - 1) // 2]


def test_the_curve_of_the_remission_example():
    # Treated arm of Freireich and others (1963), the textbook example: weeks in remission, with
    # survival .857 after 6, .690 after 13, .538 after 22, .448 after 23 and a median of 23.
    ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    going_on = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    weeks, flags = ended + going_on, [True] * len(ended) + [False] * len(going_on)
    curve = waiting_curve(weeks, flags)
    curve = dict(zip(curve.days.tolist(), curve.share_waiting.tolist(), strict=True))
    assert curve[6] == pytest.approx(0.857, abs=5e-4)
    assert curve[13] == pytest.approx(0.690, abs=5e-4)
    assert curve[22] == pytest.approx(0.538, abs=5e-4)
    assert curve[23] == pytest.approx(0.448, abs=5e-4)
    assert median_days_waiting(weeks, flags) == 23


def test_no_figure_while_half_are_still_waiting():
    assert median_days_waiting([10, 100], [True, False]) is None
    assert median_days_waiting([5, 9, 200, 300], [True, True, False, False]) is None


def test_no_figure_before_anything_was_said_or_answered():
    assert median_days_waiting([], []) is None
    assert median_days_waiting([3, 4, 5], [False, False, False]) is None


def test_those_still_waiting_are_kept():
    # Leaving out the two who wait would say 20.
    assert median_days_waiting([10, 20, 30, 90, 90], [True, True, True, False, False]) == 30


def test_arrays_are_taken_as_they_are():
    assert median_days_waiting(np.array([1, 2, 3]), np.array([True, True, True])) == 2


def test_a_million_things_said_take_no_loop():
    generator = np.random.default_rng(3)
    days = generator.integers(0, 400, 1_000_000)
    assert median_days_waiting(days, days < 300) == pytest.approx(200, abs=2)


@pytest.mark.parametrize(
    ("days", "answered", "says"),
    [
        ([1, 2], [True], "2 waits but 1 answered flags"),
        ([1, -2], [True, True], "0 or more"),
        ([1, float("nan")], [True, True], "0 or more"),
        (["soon"], [True], "days must be numbers"),
        ([1], [1], "true or false"),
    ],
)
def test_it_says_what_is_wrong(days, answered, says):
    with pytest.raises(BadInput, match=says):
        median_days_waiting(days, answered)
