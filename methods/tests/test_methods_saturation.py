"""Saturation, and codes that stand together."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone_methods.code_cooccurrence import _holm, cooccurrence
from saidanddone_methods.code_saturation import saturation
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.reference.saturation import (
    expected_codes_reference,
    reached_in_every_order,
    reached_reference,
    together_reference,
)

SAID = st.lists(st.frozensets(st.integers(0, 6), max_size=4), min_size=3, max_size=6)


def conversations(new_codes):
    """Each with so many codes that nobody had said before."""
    code = iter(range(1000))
    return {number: [next(code) for _ in range(new)] for number, new in enumerate(new_codes)}


def numbered(codes):
    return dict(enumerate(codes))


# Guest, Namey & Chen (2020): 37 codes in a base of 4; runs of 2 that add 7, 4 and 1, which is
# 19 %, 11 % and 3 %, so 5 % is reached at 6 (written 6+2).
GUEST = conversations([20, 10, 5, 2, 4, 3, 1, 0])


def test_saturation_of_the_published_example():
    result = saturation(GUEST)
    assert result.reached_at == 6
    assert [round(point.share_new, 2) for point in result.curve if point.share_new is not None] == [
        0.19,
        0.11,
        0.03,
    ]
    assert [point.codes for point in result.curve] == [20, 30, 35, 37, 41, 44, 45, 45]


def test_a_threshold_of_nothing_new_asks_for_more():
    assert saturation(GUEST, threshold=0).reached_at is None
    assert saturation(conversations([9, 2, 1, 0, 1, 0, 0]), threshold=0).reached_at == 5


def test_the_same_seed_draws_the_same_orders():
    assert saturation(GUEST, seed=3) == saturation(GUEST, seed=3)


@given(said=SAID, base=st.integers(1, 3), run=st.integers(1, 2), threshold=st.floats(0, 0.9))
@settings(deadline=None)
def test_it_is_reached_where_telling_them_one_by_one_reaches_it(said, base, run, threshold):
    if len(said) < base + run or not any(said):
        with pytest.raises(TooThin):
            saturation(numbered(said), base=base, run=run, threshold=threshold)
        return
    result = saturation(numbered(said), base=base, run=run, threshold=threshold, orders=40)
    assert result.reached_at == reached_reference(said, base, run, threshold)
    for point in result.curve:
        expected = expected_codes_reference(said, point.interviews)
        assert point.expected_codes == pytest.approx(expected)


@given(SAID.filter(lambda said: len(said) > 4 and any(said)))
@settings(deadline=None, max_examples=15)
def test_random_orders_reach_it_as_often_as_all_orders_do(said):
    shares = reached_in_every_order(said, 2, 1, 0.1)
    result = saturation(numbered(said), base=2, run=1, threshold=0.1, orders=4000)
    # Four standard errors of 4,000 draws.
    assert result.not_reached / 4000 == pytest.approx(shares.get(None, 0.0), abs=0.032)
    for place, tail in ((result.lower, 0.025), (result.median, 0.5), (result.upper, 0.975)):
        at_most = sum(
            share
            for reached, share in shares.items()
            if place is None or (reached is not None and reached <= place)
        )
        assert at_most >= tail - 0.032


def test_limits_leave_out_equally_many_orders_either_side(monkeypatch):
    monkeypatch.setattr(
        "saidanddone_methods.code_saturation._reached_in_orders", lambda *given: np.arange(1000.0)
    )
    result = saturation(GUEST, confidence=0.9)
    assert (result.lower, result.median, result.upper) == (49, 499, 949)


def test_where_orders_seldom_reach_it_there_is_no_upper_limit():
    result = saturation(GUEST)
    assert result.upper is None
    assert result.not_reached > 0.025 * result.orders


def test_a_base_in_which_nothing_was_said_measures_nothing():
    result = saturation(conversations([0, 0, 0, 0, 3, 0, 0]))
    assert result.reached_at is None
    assert {point.share_new for point in result.curve} == {None}


def test_limits_take_an_order_beyond_each():
    with pytest.raises(BadInput, match="orders must be 40 or more for limits of 95 %"):
        saturation(GUEST, orders=39)
    assert saturation(GUEST, orders=40).orders == 40


def test_orders_are_drawn_in_blocks_that_add_up(monkeypatch):
    whole = saturation(GUEST, orders=100)
    progress = []
    monkeypatch.setattr("saidanddone_methods.code_saturation.BLOCK_CELLS", 53 * 7)
    assert saturation(GUEST, orders=100, progress=progress.append) == whole
    assert progress == [*range(7, 99, 7), 100]


def test_conversations_without_a_code_count():
    silent = conversations([3, 2, 1, 0, 0, 0])
    assert saturation(silent).reached_at == 4
    with pytest.raises(TooThin, match="3 conversations are too few"):
        saturation(conversations([3, 2, 1]))
    with pytest.raises(TooThin, match="no conversation has a code"):
        saturation(conversations([0] * 9))


@pytest.mark.parametrize("setting", [{"base": 0}, {"run": 0}, {"threshold": 1}, {"orders": 0}])
def test_settings_out_of_range_are_refused(setting):
    with pytest.raises(BadInput):
        saturation(GUEST, **setting)


# Codes together


@given(
    st.lists(st.frozensets(st.sampled_from("abcd"), max_size=3), min_size=2, max_size=12).filter(
        lambda units: len(frozenset().union(*units)) > 1
    )
)
@settings(deadline=None)
def test_pairs_are_counted_and_their_chance_is_that_of_every_draw(units):
    pairs = cooccurrence(numbered(units))
    for pair in pairs:
        both = sum({pair.first, pair.second} <= unit for unit in units)
        either = sum(bool({pair.first, pair.second} & unit) for unit in units)
        assert pair.both == both
        assert pair.overlap.estimate == pytest.approx(both / either)
        chance = together_reference(both, pair.first_units, pair.second_units, len(units))
        assert pair.p == pytest.approx(chance, rel=1e-9)
        assert pair.p - 1e-12 <= pair.adjusted_p <= 1
        assert pair.expected == pytest.approx(pair.first_units * pair.second_units / len(units))
    assert [pair.both for pair in pairs] == sorted((pair.both for pair in pairs), reverse=True)


def test_units_without_a_code_are_part_of_chance():
    units = {1: "ab", 2: "ab", 3: "ab"}
    assert cooccurrence(units)[0].p == 1
    many = cooccurrence(units | dict.fromkeys(range(10, 20), ""))[0]
    assert many.p == pytest.approx(1 / math.comb(13, 3))


def test_every_pair_looked_at_is_allowed_for():
    units = {n: "abc"[: 3 - n // 3] for n in range(9)} | dict.fromkeys(range(9, 20), "")
    pairs = cooccurrence(units)
    least = sorted(pair.p for pair in pairs)
    stepped = [3 * least[0], max(3 * least[0], 2 * least[1]), max(2 * least[1], least[2])]
    assert sorted(pair.adjusted_p for pair in pairs) == pytest.approx(stepped)
    assert stepped[0] < stepped[1]


def test_a_pair_never_has_a_smaller_p_than_one_that_chance_brings_less_often():
    assert _holm([0.5, 0.012, 0.01]) == pytest.approx([0.5, 0.03, 0.03])
    assert _holm([0.4, 0.6]) == pytest.approx([0.8, 0.8])
    assert _holm([0.9]) == [0.9]


def test_pairs_too_seldom_together_can_be_left_out():
    units = {1: "ab", 2: "ab", 3: "ac"}
    assert [(p.first, p.second) for p in cooccurrence(units, at_least=2)] == [("a", "b")]
    with pytest.raises(TooThin, match="fewer than two codes"):
        cooccurrence({1: "a", 2: "a"})
