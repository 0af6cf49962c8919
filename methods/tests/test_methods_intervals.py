"""Shares, differences and their intervals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone_methods import BadInput, Interval, newcombe, wilson
from saidanddone_methods.intervals import normal_quantile
from saidanddone_methods.reference.intervals import newcombe_reference, wilson_reference

confidences = st.sampled_from([0.8, 0.95, 0.998])


@st.composite
def counts(draw, most=300):
    n = draw(st.integers(1, most))
    return draw(st.integers(0, n)), n


@pytest.mark.parametrize(
    ("k", "n", "lower", "upper"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_limits(k, n, lower, upper):
    share = wilson(k, n)
    assert share.estimate == k / n
    assert (share.lower, share.upper) == pytest.approx((lower, upper), abs=5e-5)


@pytest.mark.parametrize(
    ("k1", "n1", "k2", "n2", "lower", "upper"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10.
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0000),
        (10, 10, 0, 10, 0.6075, 1.0000),
    ],
)
def test_newcombe_gives_the_published_limits(k1, n1, k2, n2, lower, upper):
    difference = newcombe(k1, n1, k2, n2)
    assert difference.estimate == pytest.approx(k1 / n1 - k2 / n2)
    assert (difference.lower, difference.upper) == pytest.approx((lower, upper), abs=5e-5)


@settings(deadline=None)
@given(counts(), confidences)
def test_wilson_equals_its_slow_reference(count, confidence):
    share = wilson(*count, confidence)
    limits = wilson_reference(*count, confidence)
    assert (share.lower, share.upper) == pytest.approx(limits, abs=1e-9)


@settings(deadline=None)
@given(counts(), counts(), confidences)
def test_newcombe_equals_its_slow_reference(one, other, confidence):
    difference = newcombe(*one, *other, confidence)
    limits = newcombe_reference(*one, *other, confidence)
    assert (difference.lower, difference.upper) == pytest.approx(limits, abs=1e-9)


@given(counts())
def test_a_share_lies_in_its_interval_and_the_interval_in_nought_to_one(count):
    share = wilson(*count)
    assert 0 <= share.lower <= share.estimate <= share.upper <= 1


@given(counts())
def test_those_who_did_not_raise_it_mirror_those_who_did(count):
    k, n = count
    share, rest = wilson(k, n), wilson(n - k, n)
    assert rest.lower == pytest.approx(1 - share.upper, abs=1e-12)


@given(counts(), counts())
def test_swapping_the_groups_turns_the_difference_round(one, other):
    there, back = newcombe(*one, *other), newcombe(*other, *one)
    assert (there.lower, there.upper) == pytest.approx((-back.upper, -back.lower), abs=1e-12)
    assert there.estimate in there


@given(counts(most=50))
def test_more_confidence_is_never_narrower(count):
    narrow, wide = wilson(*count, 0.8), wilson(*count, 0.99)
    assert wide.lower <= narrow.lower
    assert narrow.upper <= wide.upper


def test_an_interval_knows_what_it_holds():
    assert 0 in Interval(0.1, -0.1, 0.3)
    assert 0 not in Interval(0.2, 0.1, 0.3)


def test_the_surest_interval_is_wide_but_not_endless():
    assert 8 < normal_quantile(1 - 2**-53) < 9
    assert normal_quantile(0.95) == pytest.approx(1.959963984540054, rel=1e-15)


def test_numpy_counts_are_taken_as_they_are():
    assert wilson(np.int64(3), np.int64(10)) == wilson(3, 10)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((5, 4), "k is 5, more than the 4 in n"),
        ((-1, 4), "k must be 0 or more"),
        ((0, 0), "n must be 1 or more"),
        ((1.0, 4), "k must be a whole number"),
        ((True, 4), "k must be a whole number, not true or false"),
        ((1, 4, 1.0), "confidence must lie between 0 and 1"),
        ((1, 4, float("nan")), "confidence must lie between 0 and 1"),
        ((1, 4, "95"), "confidence must be a number"),
    ],
)
def test_wilson_says_what_is_wrong(arguments, says):
    with pytest.raises(BadInput, match=says):
        wilson(*arguments)


def test_newcombe_says_which_group_is_wrong():
    with pytest.raises(BadInput, match="k2 is 9, more than the 8 in n2"):
        newcombe(1, 2, 9, 8)
