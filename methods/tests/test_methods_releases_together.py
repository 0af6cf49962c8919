"""Releases that a person reads together though they name, cut or date the same people otherwise."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone_methods import BadInput, TooThin
from saidanddone_methods.disclosure.attack import (
    Release,
    attack,
    dimension,
    may_publish,
    protect,
    table_from_rows,
)
from saidanddone_methods.disclosure.rules.counts import PROFILES
from saidanddone_methods.reference.disclosure_tables import possible_counts

MAX4, MAX3Z, NHS = (PROFILES[name] for name in ("max4", "max3z", "nhs"))
SPRING = (date(2026, 1, 1), date(2026, 3, 31))


def one_way(name, dim, shown, profile=MAX4, *, parents=(), period=None):
    """A release of one dimension from {category: figure or None}."""
    named = {parent for _, parent in parents} | {"Total"}
    dim_of = dimension(dim, [category for category in shown if category not in named], parents)
    cells = {(category,): value for category, value in shown.items()}
    return Release(name, (dim_of,), cells, profile, {}, period=period)


def disclosed(*releases):
    """{cell: count} of what a reader of all of them takes for known and should not."""
    return {
        finding.cell: finding.likely.lower
        for finding in attack(releases).findings
        if finding.is_likely_exact
    }


# Two releases that are safe alone; together they tell that w0 held 3 people.
HIDES_TWO = {"w0": None, "w1": None, "w2": 28, "Total": 48}
HIDES_TOTAL = {"w0": None, "w1": 17, "w2": 28, "Total": None}


def test_the_same_names_in_other_letters_are_the_same():
    first = one_way("0001-a", "Ward", HIDES_TWO)
    shouted = {
        f" {name.upper()} " if name != "Total" else name: n for name, n in HIDES_TOTAL.items()
    }
    second = one_way("0002-b", "ward ", shouted)
    assert disclosed(first) == disclosed(second) == {}
    assert disclosed(first, second) == {"w0": 3}


def test_a_total_that_another_breakdown_shows_is_the_total():
    wards = one_way("0001-a", "ward", HIDES_TOTAL)
    needs = one_way("0002-b", "need", {"housing": 20, "health": 28, "Total": 48})
    assert disclosed(wards) == disclosed(needs) == {}
    assert disclosed(wards, needs) == {"w0": 3}


def test_a_release_that_does_not_say_its_period_is_set_against_one_that_does():
    dated = one_way("0001-a", "ward", HIDES_TWO, period=SPRING)
    undated = one_way("0002-b", "ward", HIDES_TOTAL)
    assert disclosed(dated, undated) == disclosed(undated, dated) == {"w0": 3}


def test_an_undated_release_is_found_among_those_that_add_up():
    quarter = one_way("0002-b", "ward", {"w0": 20, "w1": 30, "Total": 50}, period=SPRING)
    undated = one_way("0001-a", "ward", {"w0": 20, "w1": 30, "Total": 50})
    half = one_way(
        "0003-c", "ward", {"w0": 23, "w1": 60, "Total": 83}, period=(SPRING[0], date(2026, 6, 30))
    )
    assert "w0: 0003-c less 0002-b" in disclosed(undated, quarter, half)


def test_a_category_is_the_sum_of_the_parts_that_another_release_names():
    whole = one_way("0001-a", "ward", {"north": 13, "south": None, "west": None, "Total": 40})
    parents = [("a", "north"), ("b", "north")]
    cut = one_way(
        "0002-b",
        "ward",
        {"a": None, "b": 10, "south": None, "west": None, "north": None, "Total": None},
        parents=parents,
    )
    assert disclosed(cut) == {}
    assert disclosed(whole, cut) == {"a": 3}


def test_a_category_that_would_be_part_of_itself_is_refused():
    first = one_way("0001-a", "ward", {"a": 9, "n": 9, "b": 9, "Total": 18}, parents=[("a", "n")])
    two = one_way("0002-b", "ward", {"n": 9, "a": 9, "b": 9, "Total": 18}, parents=[("n", "a")])
    with pytest.raises(BadInput, match="part of itself"):
        attack([first, two])


def test_totals_over_other_categories_are_of_the_same_people():
    merged = one_way("0001-a", "ward", {"w0 and w1": None, "w2": None, "Total": 20})
    apart = one_way("0002-b", "ward", {"w0": 9, "w1": 8, "w2": None, "Total": None})
    assert disclosed(apart) == {}
    assert disclosed(merged, apart) == {"w2": 3}


def test_a_total_over_other_categories_does_not_contradict_one_without_them():
    needs = one_way("0001-a", "need", {"x": 10, "y": 20, "Total": 30})
    merged = one_way("0002-b", "ward", {"w0 and w1": 17, "w2": 13, "Total": 30})
    apart = one_way("0003-c", "ward", {"w0": 9, "w1": 8, "w2": None, "Total": None})
    assert disclosed(needs, merged, apart) == {}
    few = one_way("0002-b", "ward", {"w0 and w1": None, "w2": None, "Total": None})
    assert disclosed(needs, few, replace(apart, shown={**apart.shown, ("w1",): 18})) == {"w2": 3}


def test_a_category_that_a_release_leaves_out_is_taken_for_empty():
    named = one_way("0001-a", "ward", {"w0": None, "w1": 20, "w2": None, "Total": 22}, MAX3Z)
    unnamed = one_way("0002-b", "ward", {"w1": 20, "w2": None, "Total": None}, MAX3Z)
    assert disclosed(named) == disclosed(unnamed) == {}
    assert disclosed(named, unnamed) == {"w0": 0, "w2": 2}


def test_a_category_left_out_on_purpose_does_not_part_two_releases():
    fewer = one_way("0001-a", "ward", {"w0": None, "w1": 17, "w2": 20, "Total": None})
    more = one_way("0002-b", "ward", {"w0": None, "w1": None, "w2": 20, "w3": 10, "Total": 50})
    assert disclosed(fewer, more) == {"w0": 3}


def test_figures_that_contradict_each_other_are_refused_with_what_to_do():
    first = one_way("0001-a", "ward", {"w0": 9, "w1": 9, "Total": 20})
    with pytest.raises(BadInput, match="give each its period"):
        attack([first])


def test_a_finer_table_may_leave_when_many_more_people_have_come():
    before = one_way("0001-a", "ward", {"w0": 40, "w1": 17, "w2": 28, "Total": 85})
    counts = {"w0": (30, 30), "w1": (25, 22), "w2": (40, 31)}
    rows = [((w, f"n{i}"), n) for w, by_need in counts.items() for i, n in enumerate(by_need)]
    after = protect(table_from_rows(("ward", "need"), rows), MAX4, past=[before], search=False)
    assert after.suppressed == 0


def test_a_total_that_changed_by_a_few_is_refused_whatever_it_is_broken_down_by():
    before = one_way("0001-a", "ward", {"w0": 20, "w1": 28, "Total": 48})
    needs = table_from_rows(("need",), [(("x",), 21), (("y",), 29)])
    with pytest.raises(TooThin, match="differs from 0001-a by so few people"):
        protect(needs, MAX4, past=[before])


def test_the_same_figures_may_leave_rounded_and_then_exact():
    table = table_from_rows(("ward",), [(("w0",), 33), (("w1",), 17), (("w2",), 28)])
    rounded = Release("0001-a", table.dims, protect(table, NHS, search=False).shown, NHS, {})
    exact = protect(table, MAX4, past=[rounded], search=False).shown
    assert attack([rounded, Release("0002-b", table.dims, exact, MAX4, {})]).exact == 0


def test_a_count_told_anew_is_not_taken_for_one_of_the_same_name_told_before():
    before = one_way("0001-a", "ward", {"w0": None, "w1": 17, "Total": 20}, period=SPRING)
    summer = (date(2026, 4, 1), date(2026, 6, 30))
    after = one_way("0002-b", "ward", {"w0": None, "w1": 30, "Total": 33}, period=summer)
    year = one_way(
        "0003-c", "ward", {"w0": 40, "w1": 90, "Total": 130}, period=(SPRING[0], date(2026, 12, 31))
    )
    judged = may_publish(after, [before, year])
    assert [(finding.cell, finding.lower) for finding in judged.findings] == [("w0", 3)]


@pytest.mark.parametrize("singletons", [False, True])
def test_someone_alone_in_a_cell_hidden_before_learns_nothing_from_a_new_table(singletons):
    parents = [("w0", "north"), ("w2", "north")]
    shown = {"w0": None, "w1": None, "w2": None, "north": 27, "Total": None}
    before = one_way("0001-a", "ward", shown, parents=parents)
    needs = table_from_rows(("need",), [(("x",), 3), (("y",), 5), (("z",), 20)])
    safe = protect(needs, MAX4, past=[before], singletons=singletons, search=False).shown
    after = Release("0002-b", needs.dims, safe, MAX4, {})
    assert disclosed(before, after) == {}
    to_her = one_way("0001-a", "ward", {**shown, "w1": 1}, parents=parents)
    assert ("x" in disclosed(to_her, after)) is not singletons


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 5), min_size=4, max_size=4),
    st.lists(
        st.tuples(
            st.sampled_from([("ward", "need"), ("ward",), ("need",)]),
            st.sampled_from([MAX4, MAX3Z]),
            st.sampled_from([None, SPRING]),
            st.sampled_from([str.upper, str.lower, str.title]),
        ),
        min_size=2,
        max_size=3,
    ),
)
def test_listing_every_table_finds_nothing_told_by_all_that_a_ledger_let_leave(counts, wishes):
    atoms = [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]
    past, inside, shown, small = [], {}, {}, []
    for number, (dims, profile, period, letters) in enumerate(wishes):
        places = [("ward", "need").index(dim) for dim in dims]
        rows = [
            (tuple(letters(atom[p]) for p in places), n)
            for atom, n in zip(atoms, counts, strict=True)
        ]
        table = table_from_rows(dims, rows)
        try:
            safe = protect(table, profile, past=past, period=period, search=False)
        except TooThin:
            continue
        past.append(Release(f"{number:04d}", table.dims, safe.shown, profile, {}, period=period))
        for cell, value in safe.shown.items():
            key = (str(number), *cell)
            inside[key] = [
                i
                for i, atom in enumerate(atoms)
                if all(c in ("Total", letters(atom[p])) for c, p in zip(cell, places, strict=True))
            ]
            shown[key] = value
            if profile.hides(sum(counts[i] for i in inside[key])):
                small.append(key)
    possible = possible_counts(inside, shown, 4, int(np.max(counts)) + 3)
    assert all(len(possible[key]) > 1 for key in small)
