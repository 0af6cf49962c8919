"""What one rate, or one set of overlapping zones, gives away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone_methods import BadInput
from saidanddone_methods.disclosure.attack.simple_attacks import (
    between_boundaries,
    counts_behind_rate,
)


def test_a_rate_and_its_denominator_give_the_count():
    assert counts_behind_rate("1.43", 1000, 2100) == (3, 3)
    assert counts_behind_rate("1", 1000, 9000) == (5, 13)
    assert counts_behind_rate("0.0", 1000, 100) == (0, 0)


@given(st.integers(0, 60), st.integers(60, 5000), st.integers(0, 3))
def test_the_true_count_is_among_those_behind_its_rate(count, people, decimals):
    least, greatest = counts_behind_rate(f"{1000 * count / people:.{decimals}f}", 1000, people)
    assert least <= count <= greatest


@pytest.mark.parametrize("rate", ["", "many", "-4", "nan"])
def test_a_rate_that_no_count_has_is_refused(rate):
    with pytest.raises(BadInput):
        counts_behind_rate(rate, 1000, 50)


def test_zones_that_differ_by_a_sliver_tell_it():
    zones = {
        "ward": frozenset("ab"),
        "ward, new boundary": frozenset("abc"),
        "south": frozenset("d"),
    }
    pieces = between_boundaries(zones, {"ward": 40, "ward, new boundary": 42, "south": None})
    assert (pieces["c"].lower, pieces["c"].upper) == (2, 2)
    assert (pieces["a"].lower, pieces["a"].upper) == (0, 40)
    assert (pieces["d"].lower, pieces["d"].upper) == (0, None)


def test_zones_without_figures_are_refused():
    with pytest.raises(BadInput, match="give each zone"):
        between_boundaries({"ward": frozenset("a")}, {})
