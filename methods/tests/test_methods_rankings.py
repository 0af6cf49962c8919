"""Rank-biased overlap."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone_methods import BadInput, rbo_ext
from saidanddone_methods.reference.rankings import rbo_ext_reference

persistences = st.sampled_from([0.3, 0.8, 0.9, 0.98])


@st.composite
def rankings(draw, items=tuple("abcdefgh"), ties=True):
    chosen = draw(st.permutations(items))[: draw(st.integers(1, len(items)))]
    ranking = []
    while chosen:
        size = draw(st.integers(1, min(3, len(chosen)))) if ties else 1
        tied, chosen = chosen[:size], chosen[size:]
        ranking.append(frozenset(tied) if size > 1 else tied[0])
    return ranking


def equation_32(a, b, p):
    """Webber, Moffat & Zobel (2010), equation 32, as printed; no ties."""
    short, long = sorted((a, b), key=len)
    s, length = len(short), len(long)
    x = [len(set(short[:d]) & set(long[:d])) for d in range(length + 1)]
    seen = sum(x[d] / d * p**d for d in range(1, length + 1))
    beyond = sum(x[s] * (d - s) / (s * d) * p**d for d in range(s + 1, length + 1))
    return (1 - p) / p * (seen + beyond) + ((x[length] - x[s]) / length + x[s] / s) * p**length


def test_the_worked_example_of_corsi_and_urbano_for_uneven_tied_lists():
    # Printed in the documentation of their implementation for variant w and p = .95.
    x = ["red", {"blue", "green"}, "yellow", "pink"]
    y = [{"blue", "red"}, "white", {"yellow", "black", "purple"}, "green"]
    assert rbo_ext(x, y, 0.95) == pytest.approx(0.7068257, abs=5e-8)


def test_two_themes_the_other_way_round_reckoned_by_hand():
    # Agreement 0 at depth 1, then 1: (1 - p) p + p^2 = p.
    assert rbo_ext(["lights", "bins"], ["bins", "lights"], 0.9) == pytest.approx(0.9)


@given(rankings(), persistences)
def test_a_list_agrees_wholly_with_itself(a, p):
    assert rbo_ext(a, a, p) == pytest.approx(1)


@given(rankings(), rankings(items=tuple("mnopq")), persistences)
def test_lists_with_nothing_in_common_do_not_agree(a, b, p):
    assert rbo_ext(a, b, p) == 0


@given(rankings(), rankings(), persistences)
def test_it_lies_between_nought_and_one_whichever_comes_first(a, b, p):
    value = rbo_ext(a, b, p)
    assert 0 <= value <= 1
    assert rbo_ext(b, a, p) == pytest.approx(value)


@settings(deadline=None)
@given(rankings(), rankings(), persistences)
def test_it_equals_the_infinite_sum(a, b, p):
    assert rbo_ext(a, b, p) == pytest.approx(rbo_ext_reference(a, b, p), abs=1e-9)


@given(rankings(ties=False), rankings(ties=False), persistences)
def test_without_ties_it_is_equation_32(a, b, p):
    assert rbo_ext(a, b, p) == pytest.approx(equation_32(a, b, p), abs=1e-12)


@given(rankings(), rankings(), persistences)
def test_names_do_not_matter(a, b, p):
    def renamed(ranking):
        return [{f"theme {item}" for item in place} for place in ranking]

    assert rbo_ext(renamed(a), renamed(b), p) == pytest.approx(rbo_ext(a, b, p))


@given(st.permutations(tuple("abcdefgh")), persistences)
def test_a_disagreement_at_the_top_weighs_more_than_one_at_the_bottom(a, p):
    top = [a[1], a[0], *a[2:]]
    bottom = [*a[:-2], a[-1], a[-2]]
    assert rbo_ext(a, top, p) < rbo_ext(a, bottom, p)


def test_a_short_list_that_agrees_so_far_agrees_wholly():
    assert rbo_ext(["a", "b"], ["a", "b", "c", "d"]) == pytest.approx(1)


@pytest.mark.parametrize(
    ("a", "b", "p", "says"),
    [
        ([], ["x"], 0.9, "the first ranking is empty"),
        (["x"], ["y", {"x", "y"}], 0.9, "the second ranking lists an item twice"),
        ("lights", ["x"], 0.9, "the first ranking must be a list"),
        (["x"], {"x", "y"}, 0.9, "the second ranking must be a list"),
        (["x"], ["x"], 1, "p must lie between 0 and 1"),
    ],
)
def test_it_says_what_is_wrong(a, b, p, says):
    with pytest.raises(BadInput, match=says):
        rbo_ext(a, b, p)
