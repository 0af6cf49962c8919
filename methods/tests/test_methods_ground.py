"""Common ground between groups of people."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone_methods import BadInput, TooThin, common_ground, newcombe, rbo_ext, wilson
from saidanddone_methods.groups import _matrix
from saidanddone_methods.permutation import BLOCK_CELLS, BLOCK_ROWS, shuffled
from saidanddone_methods.reference.groups import common_ground_reference

RESIDENTS, WORKERS = "residents", "sex workers"


def spoke(residents=24, workers=20):
    return {
        **{f"r{i}": RESIDENTS for i in range(residents)},
        **{f"w{i}": WORKERS for i in range(workers)},
    }


def raised_by(residents, workers):
    return [*(f"r{i}" for i in range(residents)), *(f"w{i}" for i in range(workers))]


def eastmere():
    return {
        "lights": raised_by(17, 14),
        "patrols": raised_by(16, 2),
        "being stopped": raised_by(0, 13),
        "a place to go": raised_by(5, 4),
        "needles": raised_by(2, 1),
        "nothing said": raised_by(0, 0),
    }


@st.composite
def grounds(draw):
    groups = draw(st.integers(2, 3))
    labels = list(range(groups)) + draw(
        st.lists(st.integers(0, groups - 1), min_size=0, max_size=9)
    )
    themes = draw(st.integers(1, 4))
    people = range(len(labels))
    group_of_person = {person: "abc"[labels[person]] for person in people}
    people_by_theme = {
        theme: draw(st.sets(st.sampled_from(people), max_size=len(labels)))
        for theme in range(themes)
    }
    return people_by_theme, group_of_person


def by_theme(result):
    return {comparison.theme: comparison for comparison in result.themes}


# What it says


def test_every_theme_has_its_counts_shares_and_difference():
    result = common_ground(eastmere(), spoke(), seed=1)
    assert (result.groups, result.people) == ((RESIDENTS, WORKERS), (24, 20))
    lights = by_theme(result)["lights"]
    assert [(g.group, g.raised, g.people, g.share) for g in lights.groups] == [
        (RESIDENTS, 17, 24, wilson(17, 24)),
        (WORKERS, 14, 20, wilson(14, 20)),
    ]
    (pair,) = lights.differences
    assert (pair.first, pair.second) == (RESIDENTS, WORKERS)
    assert pair.difference == newcombe(17, 24, 14, 20)


def test_themes_are_placed_by_the_stated_rule():
    placed = {t.theme: t.placed for t in common_ground(eastmere(), spoke(), seed=1).themes}
    assert placed == {
        "lights": "both",
        "patrols": "more_in_residents",
        "being stopped": "more_in_sex workers",
        "a place to go": "both",
        "needles": "too_few_to_say",
        "nothing said": "too_few_to_say",
    }


def test_the_least_numbers_for_both_can_be_set():
    result = common_ground(eastmere(), spoke(), seed=1, at_least_people=5)
    assert by_theme(result)["a place to go"].placed == "too_few_to_say"
    result = common_ground(eastmere(), spoke(), seed=1, at_least_share=0.21)
    assert by_theme(result)["a place to go"].placed == "too_few_to_say"


@settings(deadline=None, max_examples=40)
@given(grounds(), st.sampled_from([0.8, 0.9, 0.95]))
def test_a_label_never_contradicts_the_figures_beside_it(ground, confidence):
    result = common_ground(*ground, seed=2, replicates=39, confidence=confidence, at_least_people=1)
    for theme in result.themes:
        apart = [pair for pair in theme.differences if pair.differs]
        adjusted = [pair for pair in apart if pair.adjusted_p <= 1 - confidence + 1e-9]
        assert (theme.more_in_unadjusted is not None) == bool(apart)
        assert (theme.more_in is not None) == bool(adjusted)
        assert theme.placed.startswith("more_in_") == bool(adjusted)
        assert theme.more_in in {None, *(pair.higher for pair in adjusted)}
    assert result.differing <= result.differing_unadjusted


def test_what_one_or_two_people_said_is_not_what_a_group_says_more():
    group_of_person = spoke(24, 0) | dict.fromkeys(["f0", "f1", "f2"], "faith leaders")
    for raised, placed in (
        (["f0", "f1"], "too_few_to_say"),
        (["f0", "f1", "f2"], "more_in_faith leaders"),
    ):
        result = common_ground({"bells": raised}, group_of_person, seed=1)
        (pair,) = result.themes[0].differences
        assert pair.differs
        assert pair.higher == "faith leaders"
        assert result.themes[0].placed == placed
        assert result.differing == (placed != "too_few_to_say")


def test_one_person_is_a_group_of_whom_little_can_be_told():
    group_of_person = spoke(24, 0) | {"f0": "faith leaders"}
    result = common_ground({"bells": ["f0"], "lights": raised_by(20, 0)}, group_of_person, seed=1)
    assert {theme.placed for theme in result.themes} == {"too_few_to_say"}
    # His interval alone leaves 0 out; but who of 25 is the one is a chance of 1 in 5.
    assert by_theme(result)["lights"].more_in_unadjusted == RESIDENTS
    assert by_theme(result)["lights"].adjusted_p == pytest.approx(0.2, abs=0.03)
    assert by_theme(result)["bells"].groups[0].share.lower < 0.25


def test_divergences_stand_beside_what_chance_would_bring():
    result = common_ground(eastmere(), spoke(), seed=1)
    assert (result.differing, result.differing_unadjusted) == (2, 2)
    assert 0 < result.differing_by_chance < 0.5
    assert by_theme(result)["being stopped"].adjusted_p == pytest.approx(1 / 2001)
    assert by_theme(result)["lights"].adjusted_p > 0.9
    assert result.overall_p == pytest.approx(1 / 2001)


def test_a_difference_that_many_themes_bring_by_chance_gives_no_label():
    # 10 of 24 against 2 of 20 is apart as the only theme, and not as the largest of 26 differences.
    alone = {"patrols": raised_by(10, 2)}
    among = alone | {f"theme {i}": raised_by(2 + i % 5, 2 + i % 4) for i in range(25)}
    placed = []
    for themes in alone, among:
        patrols = common_ground(themes, spoke(), seed=1).themes[0]
        assert patrols.more_in_unadjusted == RESIDENTS
        placed.append((patrols.placed, patrols.more_in, patrols.adjusted_p <= 0.05))
    assert placed == [("more_in_residents", RESIDENTS, True), ("too_few_to_say", None, False)]


def test_rank_agreement_is_that_of_the_orders_with_ties():
    result = common_ground(eastmere(), spoke(), seed=1)
    residents = ["lights", "patrols", "a place to go", "needles"]
    workers = ["lights", "being stopped", "a place to go", "patrols", "needles"]
    assert result.rbo == pytest.approx(rbo_ext(residents, workers, 0.9))


def test_rank_agreement_is_unknown_where_a_group_raised_nothing():
    result = common_ground({"lights": raised_by(3, 0)}, spoke(), seed=1)
    assert result.rbo is None


def test_three_groups_are_compared_pair_by_pair():
    group_of_person = {
        **spoke(),
        **{f"f{i}": "faith leaders" for i in range(12)},
    }
    themes = {"lights": [*raised_by(18, 19), *(f"f{i}" for i in range(1))]}
    (lights,) = common_ground(themes, group_of_person, seed=1).themes
    assert [(pair.first, pair.second) for pair in lights.differences] == [
        ("faith leaders", RESIDENTS),
        ("faith leaders", WORKERS),
        (RESIDENTS, WORKERS),
    ]
    assert [pair.differs for pair in lights.differences] == [True, True, False]
    assert lights.placed == "more_in_sex workers"
    assert lights.adjusted_p == min(pair.adjusted_p for pair in lights.differences)


# Its laws


@settings(deadline=None, max_examples=60)
@given(grounds(), st.integers(0, 5), st.integers(1, 3))
def test_it_equals_lists_and_loops(ground, seed, least):
    people_by_theme, group_of_person = ground
    result = common_ground(
        people_by_theme, group_of_person, seed=seed, replicates=19, at_least_people=least
    )
    labels, raised = _matrix(people_by_theme, group_of_person, result.groups)
    reference = common_ground_reference(
        raised.tolist(),
        labels.tolist(),
        len(result.groups),
        replicates=19,
        seed=seed,
        confidence=0.95,
        at_least_people=least,
    )
    for t, theme in enumerate(result.themes):
        for pair, difference in enumerate(theme.differences):
            assert difference.standardised == pytest.approx(reference.standardised[pair][t])
            assert difference.adjusted_p == pytest.approx(reference.adjusted_p[pair][t])
    assert result.overall_p == pytest.approx(reference.overall_p)
    assert result.differing_by_chance == pytest.approx(reference.differing_by_chance)


@settings(deadline=None, max_examples=40)
@given(grounds(), st.randoms())
def test_the_same_seed_gives_the_same_result_in_whatever_order_people_stand(ground, random):
    people_by_theme, group_of_person = ground
    people = list(group_of_person)
    random.shuffle(people)
    again = {person: group_of_person[person] for person in people}
    once = common_ground(people_by_theme, group_of_person, seed=7, replicates=29)
    assert common_ground(people_by_theme, again, seed=7, replicates=29) == once


@settings(deadline=None, max_examples=40)
@given(grounds())
def test_every_p_can_be_had_from_counting_shuffles(ground):
    result = common_ground(*ground, seed=3, replicates=19)
    ps = [p.adjusted_p for t in result.themes for p in t.differences] + [result.overall_p]
    assert {round(p * 20, 9) for p in ps} <= set(range(1, 21))


@settings(deadline=None, max_examples=40)
@given(grounds())
def test_a_larger_difference_never_has_a_larger_p(ground):
    result = common_ground(*ground, seed=3, replicates=19)
    pairs = [pair for theme in result.themes for pair in theme.differences]
    pairs.sort(key=lambda pair: abs(pair.standardised))
    for smaller, larger in itertools.pairwise(pairs):
        assert larger.adjusted_p <= smaller.adjusted_p


@settings(deadline=None, max_examples=40)
@given(grounds())
def test_naming_groups_in_another_order_turns_differences_round(ground):
    people_by_theme, group_of_person = ground
    order = sorted(set(group_of_person.values()), reverse=True)
    there = common_ground(people_by_theme, group_of_person, seed=3, replicates=19)
    back = common_ground(people_by_theme, group_of_person, seed=3, replicates=19, order=order)
    assert back.groups == tuple(order)
    for one, other in zip(there.themes, back.themes, strict=True):
        assert one.groups == other.groups[::-1]
        there_z = {(p.first, p.second): p.standardised for p in one.differences}
        back_z = {(p.second, p.first): -p.standardised for p in other.differences}
        assert there_z == pytest.approx(back_z)


def test_a_person_counts_once_however_often_listed():
    twice = {"lights": [*raised_by(10, 9), "r0", "w0"]}
    once = {"lights": raised_by(10, 9)}
    assert common_ground(twice, spoke(), seed=1) == common_ground(once, spoke(), seed=1)


def test_one_theme_gives_the_exact_chance_of_all_divisions():
    # With one theme the number of shuffles as extreme can be counted: hypergeometric.
    residents, workers, k, k_residents = 8, 7, 6, 5
    people = residents + workers

    def distance(in_residents):
        return abs(in_residents / residents - (k - in_residents) / workers)

    exact = sum(
        math.comb(k, i) * math.comb(people - k, residents - i)
        for i in range(k + 1)
        if 0 <= residents - i <= people - k and distance(i) >= distance(k_residents) - 1e-9
    ) / math.comb(people, residents)
    result = common_ground(
        {"lights": raised_by(k_residents, k - k_residents)},
        spoke(residents, workers),
        seed=5,
        replicates=20_000,
    )
    assert result.overall_p == pytest.approx(exact, abs=0.01)
    assert result.themes[0].adjusted_p == result.overall_p


@pytest.mark.parametrize(("confidence", "fewest"), [(0.95, 19), (0.9, 9), (0.998, 499)])
def test_so_few_shuffles_that_no_theme_could_differ_are_refused(confidence, fewest):
    settings = {"seed": 1, "confidence": confidence}
    themes = {"being stopped": raised_by(0, 20)}
    result = common_ground(themes, spoke(), replicates=fewest, **settings)
    assert result.differing == 1
    with pytest.raises(BadInput, match=f"replicates must be {fewest} or more"):
        common_ground(themes, spoke(), replicates=fewest - 1, **settings)


def test_false_alarms_are_held_to_the_stated_rate():
    # 200 patterns with no difference between the groups: a p of .05 or less is due in about 10,
    # and in more than 20 with a chance below one in a thousand.
    generator = np.random.default_rng(11)
    group_of_person = spoke(12, 10)
    family = overall = 0
    for seed in range(200):
        themes = {
            t: [person for person in group_of_person if generator.random() < 0.1 + 0.06 * t]
            for t in range(12)
        }
        result = common_ground(themes, group_of_person, seed=seed, replicates=99)
        family += min(theme.adjusted_p for theme in result.themes) <= 0.05
        overall += result.overall_p <= 0.05
    assert family <= 20
    assert overall <= 20


def test_many_people_are_shuffled_in_blocks_that_add_up():
    labels = np.array([0, 1] * (BLOCK_CELLS // 1000))
    blocks = list(shuffled(labels, 1_203, seed=2))
    assert len(blocks) > 1
    assert sum(len(block) for block in blocks) == 1_203
    assert all(block.size <= BLOCK_CELLS for block in blocks)
    few = list(shuffled(np.array([0, 1]), 2 * BLOCK_ROWS + 1, seed=2))
    assert [len(block) for block in few] == [BLOCK_ROWS, BLOCK_ROWS, 1]


def test_many_groups_and_themes_are_compared_in_blocks_that_change_nothing():
    labels = np.arange(300) % 7
    whole = np.concatenate(list(shuffled(labels, 50, seed=2)))
    parts = list(shuffled(labels, 50, seed=2, width=BLOCK_CELLS // 3))
    assert max(len(block) for block in parts) == 3
    assert (np.concatenate(parts) == whole).all()


# What it refuses


@pytest.mark.parametrize(
    ("themes", "people", "order", "reasons"),
    [
        ({"lights": []}, {}, None, ("no one has spoken for themselves yet",)),
        ({"lights": ["r0"]}, {"r0": RESIDENTS}, None, ("only one group has spoken: residents",)),
        ({}, {"r0": RESIDENTS, "w0": WORKERS}, None, ("there are no themes yet",)),
        (
            {},
            {"r0": RESIDENTS},
            None,
            ("only one group has spoken: residents", "there are no themes yet"),
        ),
        (
            {"lights": ["r0"]},
            {"r0": RESIDENTS},
            (RESIDENTS, WORKERS),
            ("no one has spoken in the group sex workers",),
        ),
    ],
)
def test_too_little_is_refused_with_reasons(themes, people, order, reasons):
    with pytest.raises(TooThin) as refusal:
        common_ground(themes, people, seed=1, order=order)
    assert refusal.value.reasons == reasons


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            {"people_by_theme": {"a": ["r0"], "b": ["x", "x"]}},
            "theme 2 was raised by 1 person who has no group",
        ),
        (
            {"people_by_theme": {"a": ["x", "y"]}},
            "theme 1 was raised by 2 people who have no group",
        ),
        ({"people_by_theme": {"a": "r0"}}, "theme 1 must list people"),
        ({"group_of_person": {"r0": ""}}, "every group must have a name"),
        ({"order": [RESIDENTS]}, "order leaves out the group 'sex workers'"),
        ({"order": [RESIDENTS, WORKERS, WORKERS]}, "order must list each group once"),
        ({"replicates": 0}, "replicates must be 19 or more"),
        ({"seed": -1}, "seed must be 0 or more"),
        ({"seed": 1.5}, "seed must be a whole number"),
        ({"at_least_people": 0}, "at_least_people must be 1 or more"),
        ({"at_least_share": 1.2}, "at_least_share must lie between 0 and 1"),
        ({"confidence": 95}, "confidence must lie between 0 and 1"),
        ({"rbo_p": 0}, "rbo_p must lie between 0 and 1"),
    ],
)
def test_bad_input_is_named_and_no_person_is(change, says):
    arguments = {"people_by_theme": {"a": ["r0"]}, "group_of_person": spoke(2, 2), "seed": 1}
    with pytest.raises(BadInput, match=says):
        common_ground(**{**arguments, **change})
