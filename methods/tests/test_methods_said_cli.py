"""`rates`, `agreement`, `groups` and `saturation` on the command line."""

import gzip
import json
from pathlib import Path

import pytest

from saidanddone_methods.cli import main


@pytest.fixture
def table(tmp_path):
    def write(*lines, name="table.csv"):
        path = tmp_path / name
        words = "\n".join(lines) + "\n"
        if name.endswith(".gz"):
            path.write_bytes(gzip.compress(words.encode()))
        else:
            path.write_text(words, encoding="utf-8")
        return str(path)

    return write


def answer(capsys, *arguments):
    status = main([*arguments, "--json"])
    out, err = capsys.readouterr()
    assert status == 0, err
    return json.loads(out)


def leaves(answered):
    if isinstance(answered, dict):
        answered = list(answered.values())
    if not isinstance(answered, list):
        return [answered]
    return [leaf for item in answered for leaf in leaves(item)]


def complaint(capsys, status, *arguments):
    assert main(list(arguments)) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("saidanddone-methods: ")
    assert err.count("\n") == 1
    return err


# rates


def test_rates_has_a_row_for_each_row(table, capsys):
    path = table("area,n,people", "A,5,1000", "B,40,1000")
    answered = answer(
        capsys, "rates", path, "--count", "n", "--population", "people", "--per", "1000"
    )
    assert set(answered) == {"rows"}
    figures = {"row", "name", "count", "value", "lower", "upper", "method"}
    assert [set(row) for row in answered["rows"]] == [figures] * 2
    assert [(row["value"], row["method"]) for row in answered["rows"]] == [
        (5, "exact"),
        (40, "byar"),
    ]


def test_rates_keeps_the_names_of_rows(table, capsys):
    path = table(
        "ward,month,n,people,note", "North,2026-04,5,1000,", "South,2026-04,40,1000,NA",
        "South,,4,1000,", ",2026-05,2,900,",
    )  # fmt: skip
    arguments = ("rates", path, "--count", "n", "--population", "people")
    rows = answer(capsys, *arguments)["rows"]
    named = [(row["row"], row["name"], row["count"]) for row in rows]
    assert named[0] == (2, {"ward": "North", "month": "2026-04"}, 5)
    assert [name["ward"] for _, name, _ in named] == ["North", "South", "South", ""]
    by_note = answer(capsys, *arguments, "--name", "people", "--name", "ward")["rows"]
    assert [row["name"] for row in by_note][:1] == [{"people": "1000", "ward": "North"}]
    assert main([*arguments]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "│ 2 │ North │ 2026-04 │ 5 │" in shown
    assert "about 5 of 100 such intervals miss the true rate by chance" in shown


def test_rates_gives_further_confidences_a_pair_each(table, capsys):
    path = table("n", "40")
    answered = answer(capsys, "rates", path, "--count", "n", "--confidence", "0.95,0.998")["rows"][
        0
    ]
    assert (
        answered["lower_0.998"]
        < answered["lower"]
        < 40
        < answered["upper"]
        < answered["upper_0.998"]
    )


def test_rates_reproduces_a_published_file_from_the_file_itself(shared_data, table, capsys):
    source = shared_data / "rates" / "testdata_Rate__testdata_Rate.csv"
    lines = source.read_text(encoding="utf-8").splitlines()
    complete = [line for line in lines if not line.startswith(("Area09", "Area10", "Area11"))]
    published = [dict(zip(lines[0].split(","), line.split(","), strict=True)) for line in complete]
    arguments = ("--count", "Numerator", "--population", "Denominator", "--per", "100000")
    answered = answer(capsys, "rates", table(*complete), *arguments, "--confidence", "0.95,0.998")
    checked = 0
    for ours, theirs in zip(answered["rows"], published[1:], strict=True):
        if theirs["multiplier"] == "100000":
            assert ours["value"] == pytest.approx(float(theirs["value"]), rel=1e-10)
            assert ours["lower"] == pytest.approx(float(theirs["lower95_0cl"]), rel=1e-10)
            assert ours["upper_0.998"] == pytest.approx(float(theirs["upper99_8cl"]), rel=1e-10)
            checked += 1
    assert checked == 9
    err = complaint(capsys, 2, "rates", str(source), *arguments)
    assert "column Numerator is empty in row 18" in err


def test_per_one_is_the_count_itself_and_rows_of_commas_are_empty_lines(table, capsys):
    path = table("n,m", "65,1", ",", "12,2")
    answered = answer(capsys, "rates", path, "--count", "n", "--per", "1", "--method", "exact")
    assert [row["value"] for row in answered["rows"]] == [65, 12]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--count", "x"], "has no column x"),
        (["--count", "n"], "column n must be 0 or more, but is -1 in row 3"),
        (["--count", "half"], "whole numbers, but is 0.5 in row 2"),
        (
            ["--count", "m", "--population", "zero"],
            "column zero must be above 0, but is 0 in row 3",
        ),
        (["--count", "m", "--method", "wilson"], "needs --population"),
        (["--count", "m", "--per", "100"], "needs --population"),
        (
            ["--count", "m", "--population", "one", "--method", "wilson"],
            "column one must be m or more, but is 1 in row 3",
        ),
        (["--count", "m", "--confidence", "95"], "must lie between 0 and 1"),
        (["--count", "m", "--confidence", "high"], "takes shares such as 0.95"),
        (["--count", "m", "--per", "-1", "--population", "one"], "per must be above 0"),
        (["--count", "m", "--confidence", "0.95,0.950"], "--confidence names 0.950 twice"),
        (["--count", "m", "--name", "ward"], "has no column ward"),
        (["--count", "m", "--population", "m"], "cannot be both --count and --population"),
    ],
)
def test_rates_refuses_in_a_sentence(table, capsys, arguments, words):
    path = table("n,m,half,zero,one", "4,1,0.5,9,1", "-1,2,1,0,1")
    assert words in complaint(capsys, 2, "rates", path, *arguments)


# agreement

CODED = [
    f"u{unit},{coder},{value}"
    for coder, row in (("A", "1231421"), ("B", "1232421"))
    for unit, value in enumerate(row)
]
AGREEMENT = ("--unit", "unit", "--coder", "coder", "--value", "value", "--level")


def test_agreement_of_two_coders(table, capsys):
    path = table("unit,coder,value", *CODED, name="coded.csv.gz")
    answered = answer(capsys, "agreement", path, *AGREEMENT, "nominal")
    assert set(answered) == {"alpha", "lower", "upper", "kappa", "n_units"}
    assert answered["n_units"] == 7
    assert answered["kappa"] == pytest.approx((6 / 7 - 14 / 49) / (1 - 14 / 49))
    assert answered["lower"] <= answered["alpha"] <= answered["upper"]


def test_agreement_says_which_units_had_one_coder(table, capsys):
    path = table("unit,coder,value", *CODED, "alone,A,1")
    assert main(["agreement", path, *AGREEMENT, "interval", "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["n_units"] == 7
    assert "1 of 8 units were coded once only" in err


def test_agreement_refuses_in_a_sentence(table, capsys):
    twice = table("unit,coder,value", "u,A,1", "u,A,2")
    err = complaint(capsys, 2, "agreement", twice, *AGREEMENT, "nominal")
    assert "columns unit and coder hold the same pair a second time in row 3" in err
    words = table("unit,coder,value", "u,A,1", "u,B,good")
    err = complaint(capsys, 2, "agreement", words, *AGREEMENT, "ordinal")
    assert "column value must hold numbers, but is good in row 3" in err
    below = table("unit,coder,value", "u,A,1", "u,B,-2")
    err = complaint(capsys, 2, "agreement", below, *AGREEMENT, "ratio")
    assert "must be 0 or more, but is -2 in row 3" in err


def test_agreement_of_few_units_says_that_its_limits_are_too_narrow(table, capsys):
    path = table("unit,coder,value", *CODED)
    assert main(["agreement", path, *AGREEMENT, "nominal"]) == 0
    out, err = capsys.readouterr()
    assert "7 units are few: with fewer than 30 limits are too narrow" in err
    assert "lower 95 %" in out
    assert "seed 1" in out
    few = table("unit,coder,value", *(row for row in CODED if row[1] in "0123"))
    assert "an interval takes 5" in complaint(capsys, 3, "agreement", few, *AGREEMENT, "nominal")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--replicates", "39"], "replicates must be 40 or more"),
        (["--confidence", "95"], "confidence must lie between 0 and 1"),
        (["--confidence", "nan"], "confidence must lie between 0 and 1"),
        (["--seed", "-1"], "seed must be 0 or more"),
        (["--coder", "unit"], "--unit and --coder both name the column unit"),
    ],
)
def test_agreement_refuses_settings_in_a_sentence(table, capsys, arguments, words):
    path = table("unit,coder,value", *CODED)
    line = ("agreement", path, *AGREEMENT, "nominal", *arguments)
    assert words in complaint(capsys, 2, *line)


def test_agreement_of_one_coder_is_refused_with_a_reason(table, capsys):
    path = table("unit,coder,value", "u,A,1", "v,A,2")
    assert main(["agreement", path, *AGREEMENT, "nominal", "--json"]) == 3
    answered = json.loads(capsys.readouterr().out)
    assert answered["refused"] is True
    assert "only one coder" in answered["reasons"][0]


# groups

GROUPS = ("--person", "who", "--group", "side", "--theme", "theme")


def spoke(light=(8, 7), patrols=(8, 0), people=(10, 9)):
    rows = []
    for side, number in enumerate(people):
        for person in range(number):
            raised = [
                theme
                for theme, times in (("light", light), ("patrols", patrols))
                if person < times[side]
            ]
            rows += [f"{'rw'[side]}{person},{'rw'[side]},{theme}" for theme in raised or [""]]
    return rows


def test_groups_counts_those_who_raised_nothing(table, capsys):
    answered = answer(capsys, "groups", table("who,side,theme", *spoke()), *GROUPS)
    light, patrols = answered["themes"]
    assert light["placed"] == "both"
    assert patrols["placed"] == "more_in_r"
    assert (light["groups"]["w"]["raised"], light["groups"]["w"]["people"]) == (7, 9)
    assert 0 < answered["p_value"] < 0.05
    assert 0 < answered["rbo"] <= 1


def test_groups_gives_in_json_every_figure_and_label_of_its_tables(table, capsys, monkeypatch):
    path = table("who,side,theme", *spoke(), "f1,f,light", "f2,f,light", "f3,f,")
    answered = answer(capsys, "groups", path, *GROUPS, "--seed", "7", "--replicates", "99")
    printed = []
    monkeypatch.setattr(
        "saidanddone_methods.cli.groups.as_table", lambda *a, **k: printed.append(a)
    )
    assert main(["groups", path, *GROUPS, "--seed", "7", "--replicates", "99"]) == 0
    by_theme, _, overall = [rows for _, _, rows in printed]
    figures = [cell for _, _, rows in printed for row in rows for cell in row if cell is not None]
    given = list(leaves(answered))
    assert [cell for cell in figures if not isinstance(cell, str) and cell not in given] == []
    for row, theme in zip(by_theme, answered["themes"], strict=True):
        counts = [f"{group['raised']} of {group['people']}" for group in theme["groups"].values()]
        assert list(row[:4]) == [theme["theme"], *counts]
        assert row[4] == theme["placed"].replace("_", " ")
        assert row[6] == (theme["more_in_unadjusted"] or "")
    assert len(overall) == 4 + len(answered["rbo"])
    assert (answered["seed"], answered["replicates"], answered["confidence"]) == (7, 99, 0.95)


def test_groups_counts_a_person_once_a_theme(table, capsys):
    rows = spoke()
    once = answer(capsys, "groups", table("who,side,theme", *rows), *GROUPS)
    assert answer(capsys, "groups", table("who,side,theme", *rows, *rows), *GROUPS) == once


def test_groups_of_three_have_an_order_agreement_a_pair(table, capsys):
    path = table("who,side,theme", *spoke(), "f1,f,light", "f2,f,light")
    answered = answer(capsys, "groups", path, *GROUPS)
    assert set(answered["rbo"]) == {"f / r", "f / w", "r / w"}


def test_groups_refuses_in_a_sentence(table, capsys):
    path = table("who,side,theme", "p1,r,light", "p1,w,light")
    err = complaint(capsys, 2, "groups", path, *GROUPS)
    assert "column side gives a person a second group in row 3" in err
    assert "p1" not in err
    path = table("who,side,theme", "p1,,light")
    assert "column side is empty in row 2" in complaint(capsys, 2, "groups", path, *GROUPS)
    path = table("who,side,theme", "p1,r,light")
    assert "only one group" in complaint(capsys, 3, "groups", path, *GROUPS)


def test_groups_answers_the_example_of_the_readme(tmp_path, monkeypatch, capsys):
    words = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    example = next(
        block for block in words.split("```") if block.startswith("\nperson,group,theme")
    )
    line = next(line for line in words.splitlines() if "saidanddone-methods groups" in line)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    Path("said.csv").write_text(example.lstrip(), encoding="utf-8")
    assert main(line.split()[1:]) == 0
    assert capsys.readouterr().out.count("too few to say") == 2


def test_groups_prints_every_difference_with_its_limits_and_the_seed(table, capsys):
    path = table("who,side,theme", *spoke(), "f1,f,light", "f2,f,light", "f3,f,")
    assert main(["groups", path, *GROUPS, "--seed", "7", "--replicates", "99"]) == 0
    shown = capsys.readouterr().out
    assert "lower 95 %" in shown
    assert shown.count("f less w") == 2  # once a theme
    assert "99 shuffles of people between the groups (seed 7)" in " ".join(shown.split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--replicates", "18"], "replicates must be 19 or more"),
        (["--confidence", "2"], "confidence must lie between 0 and 1"),
        (["--seed", "-1"], "seed must be 0 or more"),
        (["--group", "who"], "--person and --group both name the column who"),
    ],
)
def test_groups_refuses_settings_in_a_sentence(table, capsys, arguments, words):
    path = table("who,side,theme", *spoke())
    assert words in complaint(capsys, 2, "groups", path, *GROUPS, *arguments)


# saturation

SATURATION = ("--interview", "talk", "--code", "code")


def test_saturation_of_the_published_example(table, capsys):
    new = [20, 10, 5, 2, 4, 3, 1]
    rows = [f"t{talk},c{talk}.{code}" for talk, n in enumerate(new) for code in range(n)]
    path = table("talk,code", *rows, "t7,")
    answered = answer(capsys, "saturation", path, *SATURATION, "--base", "4", "--run", "2")
    assert set(answered) == {"reached_at", "lower", "upper", "curve"}
    assert answered["reached_at"] == 6
    assert len(answered["curve"]) == 8
    assert answered["curve"][3]["share_new"] == pytest.approx(7 / 37)
    assert answered["upper"] is None


def test_saturation_refuses_in_a_sentence(table, capsys):
    path = table("talk,code", "t1,a", "t2,b")
    assert "too few" in complaint(capsys, 3, "saturation", path, *SATURATION)
    err = complaint(capsys, 2, "saturation", path, *SATURATION, "--threshold", "5")
    assert "threshold must be 0 or more and below 1" in err
    assert "has no column x" in complaint(
        capsys, 2, "saturation", path, "--interview", "x", "--code", "code"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--base", "0"], "base must be 1 or more"),
        (["--base", "-1"], "base must be 1 or more"),
        (["--run", "0"], "run must be 1 or more"),
        (["--threshold", "nan"], "threshold must be 0 or more and below 1"),
        (["--orders", "39"], "orders must be 40 or more"),
        (["--confidence", "0"], "confidence must lie between 0 and 1"),
        (["--seed", "-1"], "seed must be 0 or more"),
        (["--code", "talk"], "--interview and --code both name the column talk"),
    ],
)
def test_saturation_refuses_settings_in_a_sentence(table, capsys, arguments, words):
    path = table("talk,code", *(f"t{n},c{n % 3}" for n in range(9)))
    assert words in complaint(capsys, 2, "saturation", path, *SATURATION, *arguments)


def test_saturation_says_when_rows_do_not_show_the_order(table, capsys):
    together = table("talk,code", *(f"t{n // 2},c{n}" for n in range(16)), name="together.csv")
    assert main(["saturation", together, *SATURATION]) == 0
    assert capsys.readouterr().err == ""
    apart = table("talk,code", *(f"t{n % 8},c{n}" for n in range(16)), name="apart.csv")
    assert main(["saturation", apart, *SATURATION]) == 0
    assert "rows of some conversations stand apart" in capsys.readouterr().err


def test_saturation_never_rounds_its_settings(table, capsys):
    path = table("talk,code", *(f"t{n},c{n % 3}" for n in range(9)))
    settings = ("--threshold", "0.125", "--confidence", "0.998", "--seed", "7")
    assert main(["saturation", path, *SATURATION, *settings]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "12.5 %" in shown
    assert "upper 99.8 %" in shown
    assert "(seed 7)" in shown


@pytest.mark.parametrize("command", ["rates", "agreement", "groups", "saturation"])
def test_each_prints_a_table_that_can_be_read(table, capsys, command):
    path = {
        "rates": table("n", "4", name="rates.csv"),
        "agreement": table("unit,coder,value", *CODED, name="coded.csv"),
        "groups": table("who,side,theme", *spoke(), name="spoke.csv"),
        "saturation": table("talk,code", *(f"t{n},c{n % 3}" for n in range(9)), name="talks.csv"),
    }[command]
    arguments = {
        "rates": ("--count", "n"),
        "agreement": (*AGREEMENT, "nominal"),
        "groups": GROUPS,
        "saturation": SATURATION,
    }[command]
    assert main([command, path, *arguments]) == 0
    shown = capsys.readouterr().out
    assert {
        "rates": "exact",
        "agreement": "Cohen's kappa",
        "groups": "more in r",
        "saturation": "in this order",
    }[command] in shown
