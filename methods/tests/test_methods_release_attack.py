"""What a reader of several releases works out: by subtraction, by linked tables, by a withdrawal."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from disclosure_tables import MAX4, NHS, as_it_is, counted, read, released, wards

from saidanddone_methods import BadInput, TooThin
from saidanddone_methods.disclosure.attack import (
    Table,
    attack,
    may_publish,
    protect,
    table_from_rows,
)
from saidanddone_methods.disclosure.attack.release_files import (
    Release,
)
from saidanddone_methods.reference.disclosure_releases import (
    small_changes_reference,
    where_someone_left,
)


def test_figures_that_contradict_each_other_are_refused():
    release = as_it_is("0001-a", wards(8, 9, 20))
    broken = Release("0001-a", release.dims, {**release.shown, ("Total",): 12}, MAX4, {})
    with pytest.raises(BadInput, match="contradict"):
        attack([broken])


def test_one_hidden_cell_beside_its_total_is_told():
    result = attack([as_it_is("0001-a", wards(3, 9, 20))])
    assert result.exact == 1
    assert result.narrowest == 0
    assert (result.findings[0].cell, result.findings[0].lower) == ("w0", 3)


# Releases together


def quarters(shared_data):
    rows = read(shared_data / "sdc" / "p2_3way.csv")
    return [
        counted([row for row in rows if row["quarter"] <= f"Q{last}"], "area", "need")
        for last in (1, 2, 3, 4)
    ]


def test_year_to_date_tables_give_back_small_counts_when_each_is_looked_at_alone(shared_data):
    alone = [protect(table, MAX4, search=False).shown for table in quarters(shared_data)]
    assert sum(map(len, small_changes_reference(alone, 4))) > 0
    releases = [
        Release(f"{i:04d}-ytd", table.dims, shown, MAX4, {})
        for i, (table, shown) in enumerate(zip(quarters(shared_data), alone, strict=True), 1)
    ]
    result = attack(releases)
    assert result.exact >= sum(map(len, small_changes_reference(alone, 4)))
    assert any(len(finding.releases) == 2 for finding in result.findings if finding.is_exact)


@pytest.mark.slow
@pytest.mark.parametrize("says_its_period", [False, True])
def test_four_year_to_date_tables_give_back_no_small_count(shared_data, says_its_period):
    past = []
    for number, table in enumerate(quarters(shared_data), 1):
        until = date(2026, 3 * number, 30)
        period = (date(2026, 1, 1), until) if says_its_period else None
        past.append(released(f"{number:04d}-ytd", table, past=past, period=period))
    assert attack(past).exact == 0
    steps = small_changes_reference([release.shown for release in past], 4)
    assert [len(step) for step in steps] == [0, 0, 0]


def test_a_year_and_three_quarters_tell_the_fourth():
    quarter = [(date(2026, m, 1), date(2026, m + 2, 28)) for m in (1, 4, 7, 10)]
    parts = [wards(10, 12), wards(20, 30), wards(9, 15)]
    past = [
        as_it_is(f"000{i}-q", table, period=span)
        for i, (table, span) in enumerate(zip(parts, quarter, strict=False), 1)
    ]
    year = as_it_is("0004-year", wards(42, 70), period=(date(2026, 1, 1), date(2026, 12, 28)))
    result = attack([*past, year])
    disclosed = {(f.cell.split(",")[0], f.lower) for f in result.findings if f.is_exact}
    assert disclosed == {("w0", 3)}  # of the days that no quarter counts, together
    quarter = [
        (date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 9, 30)),
    ]
    past = [
        as_it_is(f"000{i}-q", table, period=span)
        for i, (table, span) in enumerate(zip(parts, quarter, strict=True), 1)
    ]
    year = as_it_is("0004-year", wards(42, 70), period=(date(2026, 1, 1), date(2026, 12, 31)))
    disclosed = [f for f in attack([*past, year]).findings if f.is_exact]
    assert {(f.cell, f.lower) for f in disclosed} == {("w0, 2026-10-01 to 2026-12-31", 3)}
    assert disclosed[0].releases == ("0001-q", "0002-q", "0003-q", "0004-year")


def test_a_year_may_leave_when_what_tells_its_last_quarter_is_hidden():
    spans = [(1, 3, 31), (4, 6, 30), (7, 9, 30)]
    past = []
    for number, (span, counts) in enumerate(
        zip(spans, [(10, 12, 30), (20, 30, 30), (9, 15, 30)], strict=True), 1
    ):
        first, last, day = span
        period = (date(2026, first, 1), date(2026, last, day))
        past.append(released(f"{number:04d}-q", wards(*counts), past=past, period=period))
    whole = (date(2026, 1, 1), date(2026, 12, 31))
    year = released("0004-year", wards(42, 70, 140), past=past, period=whole)
    assert year.shown["w0",] is None
    assert year.shown["Total",] == 252
    assert attack([*past, year]).exact == 0


def test_quarters_apart_are_not_set_against_each_other():
    spring = as_it_is("0001-a", wards(20, 30), period=(date(2026, 1, 1), date(2026, 3, 31)))
    summer = released(
        "0002-b", wards(21, 28), past=[spring], period=(date(2026, 4, 1), date(2026, 6, 30))
    )
    assert None not in summer.shown.values()
    assert attack([spring, summer]).exact == 0


def test_tables_of_the_same_people_are_linked():
    rows = [
        {"ward": w, "need": n, "age": a, "freq": f}
        for w, n, a, f in [
            ("a", "x", "young", 20),
            ("a", "y", "young", 3),
            ("b", "x", "old", 15),
            ("b", "y", "old", 30),
            ("a", "x", "old", 11),
            ("b", "x", "young", 12),
        ]
    ]
    needs = counted(rows, "ward", "need")
    apart = Release("0001-n", needs.dims, protect(needs, MAX4, search=False).shown, MAX4, {})
    assert attack([apart]).exact == 0
    by_need = as_it_is("0002-m", counted(rows, "need"))
    assert attack([apart, by_need]).exact == 0
    again = as_it_is("0003-again", needs)
    assert attack([apart, again]).exact == 1


# Withdrawal


def without_one(table, place):
    atoms = table.atoms.copy()
    atoms[place] -= 1
    return Table(table.dims, atoms)


def test_someone_who_withdrew_is_located_nowhere(shared_data):
    table = counted(read(shared_data / "sdc" / "p1_2way.csv"), "ward", "need")
    before = released("0001-p1", table)
    people = located = 0
    for place in np.flatnonzero(table.atoms):
        people += table.atoms[place]
        try:
            after = protect(without_one(table, place), MAX4, past=[before], search=False).shown
        except TooThin:
            after = None
        places = where_someone_left(before.shown, after, table.dims, MAX4)
        located += table.atoms[place] * (len(places) == 1)
    assert people == 931
    assert located == 0


@pytest.mark.slow
def test_where_nothing_judges_the_second_table_some_who_withdrew_are_located(shared_data):
    table = counted(read(shared_data / "sdc" / "p1_2way.csv"), "ward", "need")
    before = as_it_is("0001-p1", table, NHS).shown
    alone = 0
    for place in np.flatnonzero(table.atoms):
        after = as_it_is("0002-p1", without_one(table, place), NHS).shown
        seen = where_someone_left(before, after, table.dims, NHS)
        alone += table.atoms[place] * (len(seen) == 1)
    assert round(100 * alone / 931) == 18


@pytest.mark.slow
@pytest.mark.parametrize("quarter", range(4))  # of the places: all of them take three minutes
def test_someone_who_withdrew_is_located_nowhere_by_rounded_tables(shared_data, quarter):
    table = counted(read(shared_data / "sdc" / "p1_2way.csv"), "ward", "need")
    before = as_it_is("0001-p1", table, NHS)
    located = 0
    for place in np.flatnonzero(table.atoms)[quarter::4]:
        smaller = without_one(table, place)
        try:
            after = protect(smaller, NHS, past=[before], search=False).shown
        except TooThin:
            after = None
        seen = where_someone_left(before.shown, after, table.dims, NHS)
        located += table.atoms[place] * (len(seen) == 1)
    assert located == 0


def test_without_a_ledger_everyone_is_located(shared_data):
    table = counted(read(shared_data / "sdc" / "p1_2way.csv"), "ward", "need")
    before = as_it_is("0001-p1", table).shown
    for place in np.flatnonzero(table.atoms):
        after = as_it_is("0002-p1", without_one(table, place)).shown
        assert len(where_someone_left(before, after, table.dims, MAX4)) == 1


def test_the_same_figures_may_leave_again(shared_data):
    table = counted(read(shared_data / "sdc" / "p1_2way.csv"), "ward", "need")
    before = released("0001-p1", table)
    again = released("0002-p1", table, past=[before])
    assert attack([before, again]).exact == 0


def test_the_ledger_says_yes_or_names_what_combines():
    spring = released("0001-a", wards(3, 17, 28))
    hidden = {cell: value for cell, value in spring.shown.items() if value is None}
    assert may_publish(replace(spring, name="0002-b"), [spring])
    disclosed = replace(
        spring, name="0002-b", shown={**spring.shown, ("w1",): 17, ("w2",): None, ("Total",): None}
    )
    judged = may_publish(disclosed, [spring])
    assert not judged
    assert len(hidden) == 2
    assert judged.reasons() == ["w0 could be worked out from 0001-a, 0002-b"]


def test_a_refusal_names_the_release_that_combines():
    before = released("0001-a", wards(40, 17, 28))
    with pytest.raises(TooThin, match="it differs from 0001-a by so few people"):
        protect(wards(40, 16, 28), MAX4, past=[before])


def test_what_the_past_tells_already_is_refused():
    before = as_it_is("0001-a", wards(3, 9, 20))
    table = table_from_rows(
        ("ward", "need"),
        [
            ((w, n), c)
            for w, n, c in [("w0", "x", 3), ("w1", "x", 4), ("w1", "y", 5), ("w2", "x", 20)]
        ],
    )
    with pytest.raises(TooThin, match="w0 / Total can be worked out from 0001-a; leave"):
        protect(table, MAX4, past=[before])
