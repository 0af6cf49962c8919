"""Releases over times that overlap: quarters and their year, people told of late, other rules."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from saidanddone_methods import BadInput, TooThin
from saidanddone_methods.disclosure.attack import (
    Release,
    attack,
    dimension,
    protect,
    table_from_rows,
)
from saidanddone_methods.disclosure.attack.integer_bounds import System
from saidanddone_methods.disclosure.attack.suppression_problem import Problem
from saidanddone_methods.disclosure.rules.counts import PROFILES

MAX4, NHS, ONS10 = (PROFILES[name] for name in ("max4", "nhs", "ons10"))
Q1, Q2, Q3 = (
    (date(2026, 1, 1), date(2026, 3, 31)),
    (date(2026, 4, 1), date(2026, 6, 30)),
    (date(2026, 7, 1), date(2026, 9, 30)),
)
HALF, YEAR = (Q1[0], Q2[1]), (Q1[0], date(2026, 12, 31))


def one_way(name, shown, period=None, profile=MAX4, *, dim="ward"):
    """A release of one dimension from {category: figure or None}; its Total is added where exact."""
    if "Total" not in shown:
        shown = {**shown, "Total": sum(shown.values())}
    dim_of = dimension(dim, [category for category in shown if category != "Total"])
    cells = {(category,): value for category, value in shown.items()}
    return Release(name, (dim_of,), cells, profile, {}, period=period)


def disclosed(*releases):
    return {
        finding.cell: finding.likely.lower
        for finding in attack(releases).findings
        if finding.is_likely_exact
    }


def released(name, counts, period, past, profile=MAX4):
    table = table_from_rows(("ward",), [((ward,), n) for ward, n in counts.items()])
    shown = protect(table, profile, past=past, period=period, search=False).shown
    return Release(name, table.dims, shown, profile, {}, period=period)


# What no release counts by itself


def test_the_last_quarter_is_asked_for_in_every_breakdown():
    wards, needs = {"w0": 10, "w1": 20}, {"n0": 15, "n1": 15}
    past = [one_way(f"000{i}-w", wards, period) for i, period in enumerate((Q1, Q2, Q3))]
    past += [
        one_way(f"001{i}-n", needs, period, dim="need") for i, period in enumerate((Q1, Q2, Q3))
    ]
    by_ward = one_way("0020-w", {"w0": 40, "w1": 80}, YEAR)
    by_need = one_way("0021-n", {"n0": 48, "n1": 72}, YEAR, dim="need")
    assert disclosed(*past, by_ward, by_need) == {"n0, 2026-10-01 to 2026-12-31": 3}


def test_quarters_that_nobody_counts_apart_are_asked_for_together():
    first = one_way("0001-a", {"w0": 10, "w1": 20}, Q1)
    third = one_way("0002-b", {"w0": 10, "w1": 20}, Q3)
    year = one_way("0003-c", {"w0": 23, "w1": 70}, YEAR)
    where = "w0, 2026-04-01 to 2026-06-30 and 2026-10-01 to 2026-12-31"
    assert disclosed(first, third, year) == {where: 3}
    hidden = released("0003-c", {"w0": 23, "w1": 70, "w2": 40}, YEAR, [first, third])
    assert disclosed(first, third, hidden) == {}


def test_a_quarter_that_tells_another_hides_what_would():
    wards = {"w0": 10, "w1": 20, "w2": 15}
    past = [
        released("0001-a", wards, Q1, []),
        released("0002-b", wards, Q2, []),
        released("0003-c", {"w0": 33, "w1": 90, "w2": 80}, YEAR, []),
    ]
    third = released("0004-d", wards, Q3, past)
    assert None in third.shown.values()
    assert disclosed(*past, third) == {}


def test_totals_are_of_the_same_people_in_each_of_the_times_that_two_releases_share():
    first = one_way("0001-a", {"w0": None, "w1": 17, "Total": None}, Q1)
    second = one_way("0002-b", {"w0": 9, "w1": 9, "w2": 12}, Q2)
    half = one_way("0003-c", {"n0": 20, "n1": 30}, HALF, dim="need")
    assert disclosed(first, second) == {}
    assert disclosed(first, second, half) == {"w0": 3}


# People told of late


QUARTERS = (
    one_way("0001-a", {"w0": 20, "w1": 30, "w2": 25}, Q1),
    one_way("0002-b", {"w0": 15, "w1": 25, "w2": 10}, Q2),
)


def test_a_half_year_may_count_people_told_of_since_its_quarters():
    half = one_way("0003-c", {"w0": 37, "w1": 65, "w2": 50}, HALF)
    assert disclosed(*QUARTERS, half) == {"w0, known since by 0003-c": 2}
    safe = released("0003-c", {"w0": 37, "w1": 65, "w2": 50}, HALF, QUARTERS)
    assert safe.shown["w0",] is None
    assert disclosed(*QUARTERS, safe) == {}


def test_a_half_year_may_count_fewer_than_its_quarters():
    half = one_way("0003-c", {"w0": 33, "w1": 75, "w2": 55}, HALF)
    assert disclosed(*QUARTERS, half) == {"w0, changed since in 0003-c": -2}
    safe = released("0003-c", {"w0": 33, "w1": 75, "w2": 55}, HALF, QUARTERS)
    assert disclosed(*QUARTERS, safe) == {}


def test_a_later_release_counts_those_told_of_late_before_too():
    again = one_way("0003-c", {"w0": None, "w1": None, "w2": 25, "Total": 90}, Q1)
    half = one_way("0004-d", {"w0": 40, "w1": 65, "w2": 35}, HALF)
    assert disclosed(*QUARTERS, again) == {}
    # 140 less the 50 of the second quarter are the 90: who was told of late is in both.
    assert disclosed(*QUARTERS, again, half) == {}
    fewer = replace(half, shown={**half.shown, ("w0",): 38, ("w1",): 67})
    assert disclosed(*QUARTERS, again, fewer) == {"w0: 0003-c less 0001-a": 3}


def test_a_difference_from_a_table_that_was_corrected_is_asked_for():
    corrected = one_way("0002-b", {"w0": 30, "w1": 30, "w2": 35}, Q1)
    half = one_way("0003-c", {"w0": 33, "w1": 60, "w2": 50}, HALF)
    assert "w0: 0003-c less 0002-b" in disclosed(QUARTERS[0], corrected, half)


# Releases by other rules


def test_a_difference_is_small_by_the_stricter_rule_of_two_releases():
    first = one_way("0001-a", {"w0": 0, "w1": 30}, Q1, ONS10)
    half = one_way("0002-b", {"w0": 7, "w1": 70}, HALF)
    assert disclosed(first, half) == {"w0: 0002-b less 0001-a": 7}
    assert released("0002-b", {"w0": 7, "w1": 70}, HALF, [first]).shown["w0",] is None


def test_a_hidden_count_is_small_by_the_strictest_rule_that_hides_it():
    spared = one_way("0001-a", {"w0": None, "w1": None, "w2": 28, "Total": 50})
    small = one_way("0002-b", {"w0": None, "w1": 15, "w2": 30, "Total": 50}, profile=ONS10)
    other = one_way("0003-c", {"w0": None, "w1": 15, "w2": None, "Total": None})
    assert disclosed(spared, small, other) == {"w0": 7}


def test_that_one_hidden_count_is_not_small_does_not_hide_that_others_are():
    wards = one_way("0001-a", {"w0": None, "w1": None, "Total": 15}, profile=NHS)
    exact = one_way("0002-b", {"a0": 5, "a1": 9}, dim="age")
    needs = one_way("0003-c", {"n0": None, "n1": 0, "Total": 15}, profile=NHS, dim="need")
    assert disclosed(wards, exact) == {"w0": 7, "w1": 7}
    assert disclosed(wards, exact, needs) == {"w0": 7, "w1": 7}


def test_a_solver_that_gives_no_answer_is_not_taken_for_no_table(monkeypatch):
    system = System(np.ones((1, 2)), np.array([1.0]), np.array([3.0]))
    stopped = SimpleNamespace(x=None, status=1, message="out of time")
    monkeypatch.setattr(System, "_solve", lambda *_: stopped)
    with pytest.raises(BadInput, match="could not say"):
        system.has_a_table()


def test_rounded_figures_that_surely_grew_by_many_are_no_small_change():
    before = released("0001-a", {"w0": 40, "w1": 30}, Q1, [], NHS)
    assert released("0002-b", {"w0": 60, "w1": 30}, Q1, [before], NHS).shown["w0",] == 60
    with pytest.raises(TooThin, match="by so few people"):
        released("0002-b", {"w0": 48, "w1": 30}, Q1, [before], NHS)


def test_a_solver_that_gives_no_answer_spares_nobody_who_may_be_alone(monkeypatch):
    before = one_way("0001-a", {"w0": None, "w1": None, "w2": None, "Total": 27})
    needs = table_from_rows(("need",), [(("x",), 3), (("y",), 5), (("z",), 19)])

    class Stopped(System):
        def greatest(self, *_, **__):
            raise BadInput("the solver could not say")

    def system(problem, hidden, insider=None):
        kind = System if insider is None or insider.is_there else Stopped
        return kind(*problem.known(hidden, insider))

    monkeypatch.setattr(Problem, "system", system)
    with pytest.raises(BadInput, match="could not say"):
        protect(needs, MAX4, past=[before], search=False)


def test_where_some_were_struck_out_nobody_is_taken_to_have_come():
    first = one_way("0001-a", {"w0": None, "w1": 12, "w2": None, "Total": 30}, Q1)
    second = one_way("0002-b", {"w0": 10, "w1": 10, "w2": 10}, Q2)
    half = one_way("0003-c", {"w0": 18, "w1": 11, "w2": None, "Total": 40}, HALF)
    findings = attack([first, second, half]).findings
    bounds = {finding.cell: finding.likely.lower for finding in findings}
    assert bounds["w0"] == 8
