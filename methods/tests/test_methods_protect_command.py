"""The command that protects a table: what it writes, and what it refuses."""

import json
from collections import Counter

import pytest
from disclosure_tables import read, regions

from saidanddone_methods.cli import main
from saidanddone_methods.disclosure.attack import (
    read_ledger,
)


def test_the_command_writes_the_table_and_says_how_much_it_hid(shared_data, tmp_path, capsys):
    out = tmp_path / "out.csv"
    file = shared_data / "sdc" / "p1_2way.csv"
    asked = ["protect", str(file), "--dims", "ward,need", "--count", "freq", "--profile", "max4"]
    assert main([*asked, "--out", str(out), "--no-search", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == [
        "cells",
        "primary",
        "secondary",
        "suppressed",
        "exact_disclosures",
        "seconds",
    ]
    assert (answer["cells"], answer["primary"], answer["exact_disclosures"]) == (121, 30, 0)
    rows = read(out)
    assert list(rows[0]) == ["ward", "need", "value", "suppressed"]
    assert Counter(row["suppressed"] for row in rows)["true"] == answer["suppressed"]
    assert all((row["value"] == "") == (row["suppressed"] == "true") for row in rows)
    assert any(row["ward"] == row["need"] == "Total" for row in rows)


def test_a_spreadsheet_shows_the_table_as_it_was_written(tmp_path):
    file, out, ledger = tmp_path / "in.csv", tmp_path / "out.csv", tmp_path / "ledger"
    file.write_text("age,n\n2-4,12\n=1+1,13\nCafé Row,14\n", "utf-8")
    asked = ["protect", str(file), "--dims", "age", "--count", "n", "--profile", "max4"]
    assert main([*asked, "--out", str(out), "--ledger", str(ledger), "--no-search"]) == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert [row["age"] for row in read(out)] == ["'2-4", "'=1+1", "Café Row", "Total"]
    release = read_ledger(ledger)[0]
    assert {cell[0] for cell in release.shown} == {"2-4", "=1+1", "Café Row", "Total"}


def test_a_refused_table_leaves_no_file(tmp_path, capsys):
    file, out = tmp_path / "few.csv", tmp_path / "out.csv"
    file.write_text("ward,n\na,1\nb,2\n")
    asked = ["protect", str(file), "--dims", "ward", "--count", "n", "--profile", "max4"]
    assert main([*asked, "--out", str(out), "--ledger", str(tmp_path / "led"), "--json"]) == 3
    answer = json.loads(capsys.readouterr().out)
    assert answer["refused"] is True
    assert answer["reasons"]
    assert not out.exists()
    assert not (tmp_path / "led").exists()


@pytest.mark.parametrize(
    ("rows", "more", "says"),
    [
        ("ward,n\na,-1\n", [], "column n must be 0 or more"),
        ("ward,n\na,1.5\n", [], "column n must hold whole numbers"),
        ("ward,n\na,x\n", [], "column n must hold numbers"),
        ("ward,m\na,1\n", [], "no column n"),
        ("ward,n\na,3\nTotal,12\n", [], "column ward is Total in row 3 of in.csv"),
        ("ward,n\na,12\n", ["--hierarchy", "need=x.csv"], "not in --dims"),
        ("ward,n\na,3\ntotal,12\n", [], "column ward is total in row 3 of in.csv"),
        ("ward,n\nNorth,3\n north,12\n", [], "read alike, in row 3 of in.csv"),
        ("ward,n\na,12\n", ["--period", "soon"], "--period must be two days"),
        ("ward,n\na,12\n", ["--seconds", "nan"], "--seconds must be more than 0"),
        (
            "ward,n\na,12\n",
            ["--seconds", "0"],
            "to skip the search for fewer cells, give --no-search",
        ),
        ("ward,n\na,12\n", ["--dims", "ward,n"], "names n, the column of counts"),
        ("ward,n\na,12\n", ["--dims", "ward,Ward"], "names a column twice"),
        ("value,n\na,12\n", ["--dims", "value"], "cannot be called value"),
    ],
)
def test_wrong_input_ends_with_one_sentence(tmp_path, capsys, rows, more, says):
    file = tmp_path / "in.csv"
    file.write_text(rows)
    asked = ["protect", str(file), "--dims", "ward", "--count", "n", "--profile", "max4"]
    assert main([*asked, "--out", str(tmp_path / "o.csv"), *more]) == 2
    complaint = capsys.readouterr().err
    assert says in complaint
    assert "Traceback" not in complaint
    assert not (tmp_path / "o.csv").exists()


def test_categories_that_differ_in_case_are_told_apart_on_request(tmp_path, capsys):
    file, out = tmp_path / "in.csv", tmp_path / "out.csv"
    file.write_text("class,n\nL,12\nl,30\nm,3\nM,40\n")
    asked = ["protect", str(file), "--dims", "class", "--count", "n", "--profile", "max4"]
    asked += ["--out", str(out)]
    assert main(asked) == 2
    assert "read alike, in row 3 of in.csv; --tell-case takes both" in capsys.readouterr().err
    assert main([*asked, "--tell-case", "--ledger", str(tmp_path / "ledger")]) == 2
    assert main([*asked, "--tell-case"]) == 0
    shown = {row["class"]: row["value"] for row in read(out)}
    assert shown == {"L": "", "l": "30", "m": "", "M": "40", "Total": "85"}


@pytest.mark.parametrize("goes", ["in.csv", "parents.csv", "sub", "none/out.csv"])
def test_what_cannot_be_written_or_is_read_stays_and_nothing_enters_the_ledger(
    tmp_path, capsys, goes
):
    file, parents = tmp_path / "in.csv", tmp_path / "parents.csv"
    file.write_text("ward,n\na,30\nb,20\nc,40\n")
    parents.write_text("child,parent\na,north\nb,north\n")
    (tmp_path / "sub").mkdir()
    before = sorted((path, path.is_file() and path.read_text()) for path in tmp_path.iterdir())
    asked = ["protect", str(file), "--dims", "ward", "--count", "n", "--profile", "max4"]
    asked += ["--hierarchy", f"ward={parents}", "--ledger", str(tmp_path / "ledger")]
    assert main([*asked, "--out", str(tmp_path / goes)]) == 2
    assert "--out" in capsys.readouterr().err
    after = sorted((path, path.is_file() and path.read_text()) for path in tmp_path.iterdir())
    assert after == before


def test_a_ledger_that_cannot_be_written_lets_nothing_leave(tmp_path, capsys):
    file, out = tmp_path / "in.csv", tmp_path / "out.csv"
    file.write_text("ward,n\na,30\nb,20\n")
    asked = ["protect", str(file), "--dims", "ward", "--count", "n", "--profile", "max4"]
    assert main([*asked, "--out", str(out), "--ledger", str(file / "ledger")]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_an_earlier_table_is_written_over(tmp_path):
    file, out = tmp_path / "in.csv", tmp_path / "out.csv"
    file.write_text("ward,n\na,30\nb,20\n")
    out.write_text("of before\n" * 100)
    asked = ["protect", str(file), "--dims", "ward", "--count", "n", "--profile", "max4"]
    assert main([*asked, "--out", str(out)]) == 0
    assert [row["value"] for row in read(out)] == ["30", "20", "50"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_a_hierarchy_on_the_command_line(shared_data, tmp_path, capsys):
    source = shared_data / "sdc" / "ssbtools_z2.csv"
    hierarchy = tmp_path / "h.csv"
    pairs = "".join(f"{child},{parent}\n" for child, parent in regions(read(source)))
    hierarchy.write_text("child,parent\n" + pairs)
    asked = ["protect", str(source), "--dims", "region,hovedint", "--count", "ant"]
    asked += ["--hierarchy", f"region={hierarchy}", "--profile", "max3z", "--no-singletons"]
    asked += ["--no-search"]
    assert main([*asked, "--out", str(tmp_path / "o.csv"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["cells"], answer["exact_disclosures"]) == (100, 0)
    assert answer["suppressed"] < 31  # 28 is the least known
