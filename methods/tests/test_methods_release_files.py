"""The folder of releases on disk, and the commands that write and attack it."""

import csv
import json
import shutil
from datetime import date

import pytest
from disclosure_tables import MAX4, read, released, wards

from saidanddone_methods import BadInput
from saidanddone_methods.cli import main
from saidanddone_methods.disclosure.attack import (
    attack,
    protect,
    table_from_rows,
)
from saidanddone_methods.disclosure.attack.release_files import (
    Release,
    append_release,
    next_name,
    read_ledger,
)


def test_a_release_comes_back_as_it_left(tmp_path):
    table = table_from_rows(
        ("ward",), [(("a",), 3), (("b",), 12), (("c",), 40)], {"ward": [("a", "n"), ("b", "n")]}
    )
    release = Release(
        next_name(tmp_path, "Wards, spring"),
        table.dims,
        protect(table, MAX4, search=False).shown,
        MAX4,
        {"ward": [("a", "n"), ("b", "n")]},
        "people",
        (date(2026, 1, 1), date(2026, 3, 31)),
    )
    home = append_release(tmp_path, release)
    assert home.name == "0001-wards-spring"
    (back,) = read_ledger(tmp_path)
    assert back.shown == release.shown
    assert [dim.members for dim in back.dims] == [dim.members for dim in release.dims]
    assert (back.profile, back.period, back.count) == (MAX4, release.period, "people")
    assert next_name(tmp_path, "x") == "0002-x"


def test_the_ledger_holds_no_hidden_count(tmp_path):
    release = released("0001-a", wards(3, 9, 20))
    home = append_release(tmp_path, release)
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
    home = append_release(tmp_path, released("0001-a", wards(3, 9, 20)))
    spoil(home)
    with pytest.raises(BadInput, match=says):
        read_ledger(tmp_path)
    assert main(["attack", str(tmp_path)]) == 2
    assert "Traceback" not in capsys.readouterr().err


def _respell(home, **spec):
    on_disk = json.loads((home / "spec.json").read_text())
    (home / "spec.json").write_text(json.dumps(on_disk | spec))


def test_a_release_judged_beside_other_releases_than_are_there_is_not_added(tmp_path):
    first = released("0001-a", wards(3, 9, 20))
    append_release(tmp_path, first)
    with pytest.raises(BadInput, match="another release was added"):
        append_release(tmp_path, released("0001-b", wards(3, 9, 20)))
    with pytest.raises(BadInput, match="another release was added"):
        append_release(tmp_path, released("0001-a", wards(3, 9, 20)))
    assert [entry.name for entry in tmp_path.iterdir()] == ["0001-a"]
    append_release(tmp_path, released("0002-b", wards(3, 9, 20), past=[first]), [first])
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["0001-a", "0002-b"]


def test_a_folder_without_releases_is_no_ledger_to_attack(tmp_path, capsys):
    assert main(["attack", str(tmp_path)]) == 2
    assert "holds no release" in capsys.readouterr().err


def test_the_table_of_an_attack_says_how_narrow_it_gets(tmp_path, capsys):
    append_release(tmp_path, released("0001-a", wards(3, 4, 20)))
    assert main(["attack", str(tmp_path)]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert (
        "1 release, 0 small counts known exactly; the narrowest likely interval is 7 wide"
        in printed
    )


def test_the_commands_keep_a_ledger_and_attack_it(shared_data, tmp_path, capsys):
    ledger, out = tmp_path / "ledger", tmp_path / "out.csv"
    rows = read(shared_data / "sdc" / "p1_2way.csv")
    file = shared_data / "sdc" / "p1_2way.csv"
    asked = ["--dims", "ward,need", "--count", "freq", "--profile", "max4", "--no-search"]
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
    assert list(answer) == ["releases", "exact", "likely_exact", "narrowest", "findings"]
    assert (answer["releases"], answer["exact"]) == (1, 0)
    assert answer["narrowest"] > 0
    intervals = {"lower", "upper", "likely_lower", "likely_upper"}
    assert set(answer["findings"][0]) == intervals | {"cell", "exact", "likely_exact", "releases"}

    # Protected apart and put side by side, the two tell who left.
    apart = tmp_path / "apart"
    asked[asked.index(str(ledger))] = str(apart)
    assert main(["protect", str(fewer), *asked]) == 0
    shutil.move(apart / "0001-fewer", ledger / "0002-fewer")
    capsys.readouterr()
    assert main(["attack", str(ledger), "--json"]) == 4
    result = json.loads(capsys.readouterr().out)
    assert result["exact"] > 0
    disclosed = [f for f in result["findings"] if f["lower"] == -1]
    assert any(f["releases"] == ["0001-p1-2way", "0002-fewer"] for f in disclosed)


def test_a_ledger_that_is_not_there_is_refused(tmp_path, capsys):
    assert main(["attack", str(tmp_path / "none")]) == 2
    assert "there is no folder" in capsys.readouterr().err


def test_a_rate_beside_a_hidden_count_is_multiplied_out(tmp_path):
    home = append_release(tmp_path, released("0001-a", wards(3, 4, 20)))
    assert attack(read_ledger(tmp_path)).exact == 0
    spec = json.loads((home / "spec.json").read_text())
    (home / "spec.json").write_text(json.dumps(spec | {"rate_per": 1000}))
    (home / "cells.csv").write_text(
        "ward,value,suppressed,rate,people\n"
        "w0,,true,1.43,2100\nw1,,true,,\nw2,20,false,9.52,2100\nTotal,27,false,,\n"
    )
    disclosed = [f for f in attack(read_ledger(tmp_path)).findings if f.is_exact]
    assert {(f.cell, f.lower) for f in disclosed} == {("w0", 3), ("w1", 4)}
    (home / "cells.csv").write_text("ward,value,rate,people\nw0,,1.43,few\nTotal,27,,\n")
    with pytest.raises(BadInput, match=r"row 2 of 0001-a/cells\.csv"):
        read_ledger(tmp_path)
