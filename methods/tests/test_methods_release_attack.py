"""Attacking tables and ledgers: intervals against enumeration, each named attack, the command."""

import csv
import json
import shutil
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone_methods import BadInput, TooThin
from saidanddone_methods.cli import main
from saidanddone_methods.disclosure.attack import (
    Table,
    attack,
    may_publish,
    protect,
    table_from_rows,
)
from saidanddone_methods.disclosure.attack.integer_bounds import System, pinned
from saidanddone_methods.disclosure.attack.release_files import (
    Release,
    append,
    next_name,
    read_ledger,
)
from saidanddone_methods.disclosure.attack.simple_attacks import (
    between_boundaries,
    counts_behind_rate,
    where_someone_left,
    year_to_date,
)
from saidanddone_methods.disclosure.rules.counts import PROFILES
from saidanddone_methods.reference.disclosure_tables import possible_counts

MAX4, NHS = PROFILES["max4"], PROFILES["nhs"]


def read(path):
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def counted(rows, *dims):
    return table_from_rows(dims, [(tuple(r[d] for d in dims), int(r["freq"])) for r in rows])


def as_it_is(name, table, profile=MAX4, *, period=None):
    """A release that hides what is small and nothing else."""
    shown = {
        cell: None if profile.hides(int(value)) else profile.rounded(int(value))
        for cell, value in zip(table.cells, table.values, strict=True)
    }
    return Release(name, table.dims, shown, profile, {}, period=period)


def released(name, table, profile=MAX4, *, past=(), period=None):
    """A release that was protected beside the past."""
    protected = protect(table, profile, past=past, period=period, seconds=0)
    return Release(name, table.dims, protected.shown, profile, {}, period=period)


def wards(*counts):
    return table_from_rows(("ward",), [((f"w{i}",), n) for i, n in enumerate(counts)])


# Intervals


grids = st.lists(st.lists(st.integers(0, 4), min_size=2, max_size=2), min_size=2, max_size=2)


@settings(max_examples=60, deadline=None)
@given(grids, st.lists(st.booleans(), min_size=9, max_size=9))
def test_intervals_hold_just_what_listing_every_table_finds(counts, hide):
    table = counted(
        [
            {"ward": f"w{i}", "need": f"n{j}", "freq": n}
            for i, row in enumerate(counts)
            for j, n in enumerate(row)
        ],
        "ward",
        "need",
    )
    most = 8  # told to the attacker too, so that both look at the same tables
    shown = {
        cell: None if hidden else int(value)
        for cell, value, hidden in zip(table.cells, table.values, hide, strict=True)
    }
    inside = {c: np.flatnonzero(row) for c, row in zip(table.cells, table.holds, strict=True)}
    truth = possible_counts(inside, shown, 4, most)
    known = np.array([value is not None for value in shown.values()])
    exact = table.values[known].astype(float)
    system = System(
        np.vstack([table.holds[known], np.eye(4)]),
        np.append(exact, np.zeros(4)),
        np.append(exact, np.full(4, float(most))),
    )
    hidden = [i for i, is_known in enumerate(known) if not is_known]
    stuck, witnesses = pinned(system, table.holds[hidden])
    assert all(system.fits(point) for point in witnesses)
    for place, i in enumerate(hidden):
        values = truth[table.cells[i]]
        found = system.interval(table.holds[i])
        assert (found.lower, found.upper) == (min(values), max(values))
        assert found.relaxed[0] - 1e-6 <= found.lower
        assert found.upper <= found.relaxed[1] + 1e-6
        assert (place in stuck) == (len(values) == 1)


def test_a_figure_without_a_limit_is_told_from_one_that_cannot_be():
    rows = np.array([[1.0, -1.0, 0.0], [1.0, 1.0, -1.0]])
    free = System(rows, np.zeros(2), np.zeros(2))
    assert free.greatest(np.array([1.0, 0.0, 0.0])) == (None, None)
    none = System(np.array([[0.0, 1.0], [0.0, 1.0]]), np.array([2.0, 0.0]), np.array([3.0, 1.0]))
    with pytest.raises(BadInput, match="no table fits"):
        none.greatest(np.array([1.0, 0.0]))


def test_figures_that_contradict_each_other_are_refused():
    release = as_it_is("0001-a", wards(8, 9, 20))
    broken = Release("0001-a", release.dims, {**release.shown, ("Total",): 12}, MAX4, {})
    with pytest.raises(BadInput, match="contradict"):
        attack([broken])


def test_one_hidden_cell_beside_its_total_is_told():
    found = attack([as_it_is("0001-a", wards(3, 9, 20))])
    assert found.exact == 1
    assert found.narrowest == 0
    assert (found.findings[0].cell, found.findings[0].lower) == ("w0", 3)


# Releases together


def quarters(shared_data):
    rows = read(shared_data / "sdc" / "p2_3way.csv")
    return [
        counted([row for row in rows if row["quarter"] <= f"Q{last}"], "area", "need")
        for last in (1, 2, 3, 4)
    ]


def test_year_to_date_tables_give_back_small_counts_when_each_is_looked_at_alone(shared_data):
    alone = [protect(table, MAX4, seconds=0).shown for table in quarters(shared_data)]
    assert sum(map(len, year_to_date(alone, 4))) > 0
    releases = [
        Release(f"{i:04d}-ytd", table.dims, shown, MAX4, {})
        for i, (table, shown) in enumerate(zip(quarters(shared_data), alone, strict=True), 1)
    ]
    found = attack(releases)
    assert found.exact >= sum(map(len, year_to_date(alone, 4)))
    assert any(len(finding.releases) == 2 for finding in found.findings if finding.is_exact)


@pytest.mark.slow
@pytest.mark.parametrize("says_its_period", [False, True])
def test_four_year_to_date_tables_give_back_no_small_count(shared_data, says_its_period):
    past = []
    for number, table in enumerate(quarters(shared_data), 1):
        until = date(2026, 3 * number, 30)
        period = (date(2026, 1, 1), until) if says_its_period else None
        past.append(released(f"{number:04d}-ytd", table, past=past, period=period))
    assert attack(past).exact == 0
    steps = year_to_date([release.shown for release in past], 4)
    assert [len(step) for step in steps] == [0, 0, 0]


def test_a_year_and_three_quarters_tell_the_fourth():
    quarter = [(date(2026, m, 1), date(2026, m + 2, 28)) for m in (1, 4, 7, 10)]
    parts = [wards(10, 12), wards(20, 30), wards(9, 15)]
    past = [
        as_it_is(f"000{i}-q", table, period=span)
        for i, (table, span) in enumerate(zip(parts, quarter, strict=False), 1)
    ]
    year = as_it_is("0004-year", wards(42, 70), period=(date(2026, 1, 1), date(2026, 12, 28)))
    found = attack([*past, year])
    told = {(f.cell.split(",")[0], f.lower) for f in found.findings if f.is_exact}
    assert told == {("w0", 3)}  # of the days that no quarter counts, together
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
    told = [f for f in attack([*past, year]).findings if f.is_exact]
    assert {(f.cell, f.lower) for f in told} == {("w0, 2026-10-01 to 2026-12-31", 3)}
    assert told[0].releases == ("0001-q", "0002-q", "0003-q", "0004-year")


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
    apart = Release("0001-n", needs.dims, protect(needs, MAX4, seconds=0).shown, MAX4, {})
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
            after = protect(without_one(table, place), MAX4, past=[before], seconds=0).shown
        except TooThin:
            after = None
        places = where_someone_left(before.shown, after, table.dims, MAX4)
        located += table.atoms[place] * (len(places) == 1)
    assert people == 931
    assert located == 0


@pytest.mark.slow
def test_someone_who_withdrew_is_located_nowhere_by_rounded_tables(shared_data):
    table = counted(read(shared_data / "sdc" / "p1_2way.csv"), "ward", "need")
    before = as_it_is("0001-p1", table, NHS)
    located = alone = 0
    for place in np.flatnonzero(table.atoms):
        smaller = without_one(table, place)
        seen = where_someone_left(
            before.shown, as_it_is("0002-p1", smaller, NHS).shown, table.dims, NHS
        )
        alone += table.atoms[place] * (len(seen) == 1)
        try:
            after = protect(smaller, NHS, past=[before], seconds=0).shown
        except TooThin:
            after = None
        seen = where_someone_left(before.shown, after, table.dims, NHS)
        located += table.atoms[place] * (len(seen) == 1)
    assert located == 0
    assert round(100 * alone / 931) == 18  # where nothing judges the second table


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
    told = replace(
        spring, name="0002-b", shown={**spring.shown, ("w1",): 17, ("w2",): None, ("Total",): None}
    )
    judged = may_publish(told, [spring])
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


# Single subtractions and divisions


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
    told = between_boundaries(zones, {"ward": 40, "ward, new boundary": 42, "south": None})
    assert (told["c"].lower, told["c"].upper) == (2, 2)
    assert (told["a"].lower, told["a"].upper) == (0, 40)
    assert (told["d"].lower, told["d"].upper) == (0, None)


def test_zones_without_figures_are_refused():
    with pytest.raises(BadInput, match="every zone"):
        between_boundaries({"ward": frozenset("a")}, {})


# The ledger on disk


def test_a_release_comes_back_as_it_left(tmp_path):
    table = table_from_rows(
        ("ward",), [(("a",), 3), (("b",), 12), (("c",), 40)], {"ward": [("a", "n"), ("b", "n")]}
    )
    release = Release(
        next_name(tmp_path, "Wards, spring"),
        table.dims,
        protect(table, MAX4, seconds=0).shown,
        MAX4,
        {"ward": [("a", "n"), ("b", "n")]},
        "people",
        (date(2026, 1, 1), date(2026, 3, 31)),
    )
    home = append(tmp_path, release)
    assert home.name == "0001-wards-spring"
    (back,) = read_ledger(tmp_path)
    assert back.shown == release.shown
    assert [dim.members for dim in back.dims] == [dim.members for dim in release.dims]
    assert (back.profile, back.period, back.count) == (MAX4, release.period, "people")
    assert next_name(tmp_path, "x") == "0002-x"


def test_the_ledger_holds_no_hidden_count(tmp_path):
    release = released("0001-a", wards(3, 9, 20))
    home = append(tmp_path, release)
    rows = read(home / "cells.csv")
    assert {row["value"] for row in rows if row["suppressed"] == "true"} == {""}


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda home: (home / "spec.json").unlink(), "has no spec.json"),
        (lambda home: (home / "spec.json").write_text("{"), "is not JSON"),
        (lambda home: (home / "spec.json").write_text("[]"), "must name its dims"),
        (lambda home: (home / "cells.csv").unlink(), "has no cells.csv"),
        (lambda home: (home / "cells.csv").write_text("ward,value\na,x\n"), "in row 2"),
        (lambda home: (home / "cells.csv").write_text("value\n3\n"), "row 2 .* has no ward"),
        (lambda home: (home / "cells.csv").write_text("ward,value\na,9\na,9\n"), "repeats a"),
        (lambda home: (home / "cells.csv").write_text("ward,value\na,9\nA ,9\n"), "0001-a.*alike"),
        (lambda home: (home / "cells.csv").write_text("ward,value\na,9\ntotal,9\n"), "margin"),
        (lambda home: (home / "cells.csv").write_text("ward,value\na," + "9" * 400), "in row 2"),
        (lambda home: _respell(home, dims=[]), "must be a list of names"),
        (lambda home: _respell(home, dims=["ward", "Ward"]), "twice"),
        (lambda home: _respell(home, hierarchies=[["a", "b"]]), "list of .child, parent"),
        (lambda home: _respell(home, hierarchies={"ward": ["a"]}), "list of .child, parent"),
        (lambda home: _respell(home, profile={"name": "x", "hide_to": 0}), "no known profile"),
        (lambda home: _respell(home, period=["2026-02-01"]), "first day, last day"),
        (lambda home: home.rename(home.with_name("spring")), "is not called NNNN-NAME"),
    ],
)
def test_a_damaged_ledger_is_refused(tmp_path, capsys, spoil, says):
    home = append(tmp_path, released("0001-a", wards(3, 9, 20)))
    spoil(home)
    with pytest.raises(BadInput, match=says):
        read_ledger(tmp_path)
    assert main(["attack", str(tmp_path)]) == 2
    assert "Traceback" not in capsys.readouterr().err


def _respell(home, **spec):
    held = json.loads((home / "spec.json").read_text())
    (home / "spec.json").write_text(json.dumps(held | spec))


def test_a_release_judged_beside_other_releases_than_are_there_is_not_added(tmp_path):
    first = released("0001-a", wards(3, 9, 20))
    append(tmp_path, first)
    with pytest.raises(BadInput, match="another release was added"):
        append(tmp_path, released("0001-b", wards(3, 9, 20)))
    with pytest.raises(BadInput, match="another release was added"):
        append(tmp_path, released("0001-a", wards(3, 9, 20)))
    assert [entry.name for entry in tmp_path.iterdir()] == ["0001-a"]
    append(tmp_path, released("0002-b", wards(3, 9, 20), past=[first]), [first])
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["0001-a", "0002-b"]


def test_a_folder_without_releases_is_no_ledger_to_attack(tmp_path, capsys):
    assert main(["attack", str(tmp_path)]) == 2
    assert "holds no release" in capsys.readouterr().err


def test_the_table_of_an_attack_says_how_narrow_it_gets(tmp_path, capsys):
    append(tmp_path, released("0001-a", wards(3, 4, 20)))
    assert main(["attack", str(tmp_path)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "1 release, 0 small counts known exactly; the narrowest interval is 7 wide" in said


def test_the_commands_keep_a_ledger_and_attack_it(shared_data, tmp_path, capsys):
    ledger, out = tmp_path / "ledger", tmp_path / "out.csv"
    rows = read(shared_data / "sdc" / "p1_2way.csv")
    file = shared_data / "sdc" / "p1_2way.csv"
    asked = ["--dims", "ward,need", "--count", "freq", "--profile", "max4", "--seconds", "0"]
    asked += ["--ledger", str(ledger), "--out", str(out), "--json"]
    assert main(["protect", str(file), *asked]) == 0
    assert [entry.name for entry in ledger.iterdir()] == ["0001-p1-2way"]
    out.unlink()
    rows[5]["freq"] = str(int(rows[5]["freq"]) - 1)
    fewer = tmp_path / "fewer.csv"
    with fewer.open("w", newline="") as writing:
        sheet = csv.DictWriter(writing, list(rows[0]))
        sheet.writeheader()
        sheet.writerows(rows)
    assert main(["protect", str(fewer), *asked]) == 3
    assert not out.exists()
    assert len(list(ledger.iterdir())) == 1
    capsys.readouterr()

    assert main(["attack", str(ledger), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["releases", "exact", "narrowest", "findings"]
    assert (answer["releases"], answer["exact"]) == (1, 0)
    assert answer["narrowest"] > 0
    assert set(answer["findings"][0]) == {"cell", "lower", "upper", "releases"}

    # Protected apart and put side by side, the two tell who left.
    apart = tmp_path / "apart"
    asked[asked.index(str(ledger))] = str(apart)
    assert main(["protect", str(fewer), *asked]) == 0
    shutil.move(apart / "0001-fewer", ledger / "0002-fewer")
    capsys.readouterr()
    assert main(["attack", str(ledger), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["exact"] > 0
    told = [f for f in found["findings"] if f["lower"] == -1]
    assert any(f["releases"] == ["0001-p1-2way", "0002-fewer"] for f in told)


def test_a_ledger_that_is_not_there_is_refused(tmp_path, capsys):
    assert main(["attack", str(tmp_path / "none")]) == 2
    assert "there is no folder" in capsys.readouterr().err


def test_a_rate_beside_a_hidden_count_is_multiplied_out(tmp_path):
    home = append(tmp_path, released("0001-a", wards(3, 4, 20)))
    assert attack(read_ledger(tmp_path)).exact == 0
    spec = json.loads((home / "spec.json").read_text())
    (home / "spec.json").write_text(json.dumps(spec | {"rate_per": 1000}))
    (home / "cells.csv").write_text(
        "ward,value,suppressed,rate,people\n"
        "w0,,true,1.43,2100\nw1,,true,,\nw2,20,false,9.52,2100\nTotal,27,false,,\n"
    )
    told = [f for f in attack(read_ledger(tmp_path)).findings if f.is_exact]
    assert {(f.cell, f.lower) for f in told} == {("w0", 3), ("w1", 4)}
    (home / "cells.csv").write_text("ward,value,rate,people\nw0,,1.43,few\nTotal,27,,\n")
    with pytest.raises(BadInput, match=r"row 2 of 0001-a/cells\.csv"):
        read_ledger(tmp_path)
