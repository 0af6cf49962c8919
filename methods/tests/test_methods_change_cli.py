"""`saidanddone-methods change`: its answers, and every way in which it declines."""

import io
import json
import math
import sys

import polars as pl
import pytest

from saidanddone_methods.cli import main

KEYS = ["ratio", "lower", "upper", "percent", "level", "sentence", "no_interval"]
KEYS += ["chance_lower", "chance_upper", "independent_lower", "independent_upper"]
KEYS += ["dispersion", "autocorrelation"]
NEWHAM_WARDS = [f"E05000{number}" for number in range(475, 495)]


@pytest.fixture
def change(capsys):
    """Run the command; its exit code, its JSON object (or what it printed), its complaint."""

    def run(*arguments, as_json=True):
        code = main(["change", *map(str, arguments), *(["--json"] if as_json else [])])
        out, err = capsys.readouterr()
        return code, json.loads(out) if as_json and out else out, err

    return run


@pytest.fixture(scope="module")
def newham(shared_data, tmp_path_factory):
    """Anti-social behaviour by month in Newham's wards and in the rest of London's."""
    frame = pl.read_csv(shared_data / "safety" / "london_ward_month_category_counts.csv.gz")
    asb = frame.filter(
        (pl.col("category") == "anti-social-behaviour") & (pl.col("month") != "2016-03")
    )
    inside = pl.col("ward_code").is_in(NEWHAM_WARDS)
    months = asb.group_by("month").agg(
        pl.col("n").filter(inside).sum().alias("newham"),
        pl.col("n").filter(~inside).sum().alias("rest"),
    )
    path = tmp_path_factory.mktemp("newham") / "newham.csv"
    months.sort("month").write_csv(path)
    return path


@pytest.fixture
def counts(tmp_path):
    """A file of months from January 2022 with counts."""

    def write(values, name="counts.csv", **columns):
        months = [f"{2022 + i // 12}-{i % 12 + 1:02d}" for i in range(len(values))]
        path = tmp_path / name
        pl.DataFrame({"month": months, "n": values, **columns}).write_csv(path)
        return path

    return write


PLACEBO = ("--date", "month", "--from", "2017-04", "--until", "2017-10")


def test_the_newham_placebo(change, newham):
    code, here, _ = change(newham, *PLACEBO, "--count", "newham")
    assert code == 0
    assert list(here) == KEYS
    assert round(here["percent"], 1) == -15.2
    assert here["level"] == 2
    _, there, _ = change(newham, *PLACEBO, "--count", "rest")
    assert round(there["percent"], 1) == -8.0
    _, beside, _ = change(newham, *PLACEBO, "--count", "newham", "--compare", "rest")
    assert round(beside["ratio"], 3) == 0.922
    assert beside["level"] == 3
    assert beside["sentence"].startswith(
        "15 % fewer; the comparison area fell 8 %; set against the comparison area, 8 % fewer"
    )


def test_sicily_from_its_file(change, shared_data):
    sicily = shared_data / "safety" / "sicily.csv"
    asked = ("--date", "year,month", "--count", "aces", "--from", "2005-01-10")
    asked = (*asked, "--method", "segmented", "--population", "stdpop")
    code, answer, _ = change(sicily, *asked)
    assert code == 0
    assert list(answer) == KEYS
    independent = ("ratio", "independent_lower", "independent_upper")
    figures = [answer[key] for key in (*independent, "dispersion")]
    assert figures == pytest.approx([0.894377, 0.839189, 0.953193, 3.559187], rel=1e-6)
    chance = (answer["chance_lower"], answer["chance_upper"])
    assert chance == pytest.approx((0.864686, 0.925086), rel=1e-6)
    assert answer["lower"] < answer["independent_lower"]
    assert answer["independent_upper"] < answer["upper"]
    _, seasons, _ = change(sicily, *asked, "--harmonics", "2")
    figures = [seasons[key] for key in independent]
    assert figures == pytest.approx([0.885072, 0.839401, 0.933227], rel=1e-6)


def test_100_to_74_could_be_no_change(change, counts):
    path = counts([*[9, 9, 8, 8, 8, 8, 8, 8, 8, 8, 9, 9], *[7, 7, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6]])
    _, answer, _ = change(path, "--date", "month", "--count", "n", "--from", "2023-01")
    chance = (round(answer["chance_lower"], 3), round(answer["chance_upper"], 3))
    assert chance == (0.540, 1.010)
    assert answer["sentence"].endswith("so this could be no change")
    assert answer["dispersion"] < 1


def test_the_score_interval_of_two_rates(change, tmp_path):
    path = tmp_path / "rates.csv"
    path.write_text("month,n,people\n2022-01,30,54308.7\n2023-01,60,51477.5\n")
    asked = ("--date", "month", "--count", "n", "--population", "people", "--from", "2023-01")
    _, exact, _ = change(path, *asked)
    chance = (exact["chance_lower"], exact["chance_upper"])
    assert chance == pytest.approx((1.3397, 3.3884), rel=3e-5)
    _, score, _ = change(path, *asked, "--interval", "score")
    chance = (score["chance_lower"], score["chance_upper"])
    assert chance == pytest.approx((1.36596, 3.25931), rel=3e-6)
    assert score["dispersion"] is score["lower"] is score["independent_lower"] is None


def test_the_table_says_sentence_months_level_and_gap(change, newham):
    code, out, err = change(
        newham, *PLACEBO, "--count", "newham", "--compare", "rest", as_json=False
    )
    assert (code, err) == (0, "")
    words = " ".join(out.replace("│", " ").split())
    assert words.startswith("15 % fewer; the comparison area fell 8 %")
    for phrase in ("April 2016 to October 2016", "3: before and after", "March 2016", "-8.0 %"):
        assert phrase in words


def test_more_than_a_year_is_set_against_as_many_whole_years(change, counts):
    _, answer, _ = change(
        counts([10] * 18 + [5] * 18),
        "--date",
        "month",
        "--count",
        "n",
        "--from",
        "2023-07",
        "--until",
        "2023-12",
    )
    assert answer["ratio"] == 0.5
    code, answer, _ = change(
        counts([10] * 24 + [5] * 24), "--date", "month", "--count", "n", "--from", "2024-01"
    )
    assert (code, answer["ratio"]) == (0, 0.5)


@pytest.mark.parametrize("kind", ["csv", "parquet", "stdin"])
def test_files_of_every_kind_are_read(change, tmp_path, monkeypatch, kind):
    from datetime import date

    frame = pl.DataFrame({"day": [date(2022, 1, 31), date(2023, 1, 31)], "n": [20, 10]})
    path = tmp_path / f"counts.{kind}"
    if kind == "parquet":
        frame.write_parquet(path)
    else:
        frame.write_csv(path)
    if kind == "stdin":
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
        path = "-"
    code, answer, _ = change(path, "--date", "day", "--count", "n", "--from", "2023-01-01")
    assert (code, answer["ratio"]) == (0, 0.5)


MONTHS = ("--date", "month", "--count", "n", "--from", "2023-01")


@pytest.mark.parametrize(
    ("text", "asked", "says"),
    [
        ("month,n\n2022-01,5\n2023-13,6\n", MONTHS, "is '2023-13' in row 3 of counts.csv"),
        ("month,n\n2022-01,5\n04/13/2023,6\n", MONTHS, "months such as 2016-04, but is '04/13"),
        ("month,n\n2022-02-30,5\n2023-01,6\n", MONTHS, "is '2022-02-30' in row 2"),
        ("month,n\n2022-01,5\n,6\n", MONTHS, "column month is empty in row 3"),
        ("month,n\n2022-01,5\n2022-01,6\n", MONTHS, "January 2022 stands twice, in row 2"),
        ("month,n\n2022-01,5.5\n2023-01,6\n", MONTHS, "whole numbers, but is 5.5 in row 2"),
        (
            "month,n\n2022-01,-5\n2023-01,6\n",
            MONTHS,
            "column n must be 0 or more, but is -5 in row",
        ),
        ("month,n\n2022-01,\n2023-01,6\n", MONTHS, "column n is empty in row 2"),
        ("month,n\n2022-01,1e30\n2023-01,6\n", MONTHS, "column n is beyond counting"),
        ("month,n\n2022-01,nan\n2023-01,6\n", MONTHS, "column n must hold numbers"),
        ("month,m\n2022-01,5\n2023-01,6\n", MONTHS, "has no column n; it has month, m"),
        ("when,n\n2022-01,5\n2023-01,6\n", MONTHS, "has no column month"),
        (
            "y,m,n\n2022,1,5\n2023,13,6\n",
            ("--date", "y,m", "--count", "n", "--from", "2023-01"),
            "column m must be 12 or less, but is 13 in row 3",
        ),
        (
            "month,n,p\n2022-01,5,1\n2023-01,6,0\n",
            (*MONTHS, "--population", "p"),
            "column p must be above 0, but is 0 in row 3",
        ),
        (
            "month,n,c,p\n2022-01,5,1,1\n2023-01,6,1,1\n",
            (*MONTHS, "--compare", "c", "--population", "p"),
            "--population needs two columns with --compare",
        ),
        (
            "month,n\n2022-01,5\n2023-01,6\n",
            ("--date", "month", "--count", "n", "--from", "soon"),
            "--from must be a month such as 2016-04, but is 'soon'",
        ),
        (
            "month,n\n2022-01,5\n2023-01,6\n",
            (*MONTHS, "--until", "2022-12"),
            "no month from January 2023 until December 2022",
        ),
        ("month,n\n2022-01,5\n2023-01,6\n", (*MONTHS, "--harmonics", "2"), "--method segmented"),
        ("month,n\n2022-01,5\n2023-01,6\n", (*MONTHS, "--confidence", "2"), "between 0 and 1"),
        (
            "month,n\n2022-01,1\n2023-01,1000000000000000\n",
            MONTHS,
            "column n must be 1,000,000,000 or less, but is 1,000,000,000,000,000 in row 3",
        ),
        ("month,n\n2022-01,5\n2023-01,6\n", (*MONTHS, "--compare", "n"), "both --count and"),
        ("month,n\n2022-01,5\n2023-01,6\n", (*MONTHS, "--population", "n"), "column n cannot be"),
        ("month,n\n2022-01,5\n2023-01,6\n", (*MONTHS, "--compare", ""), "--compare needs the"),
        (
            "month,n\n2022-01,5\n2023-01,6\n",
            (*MONTHS, "--population", ""),
            "--population needs the",
        ),
        ("month,n\n2022-01,5\n2023-01,6\n", (*MONTHS, "--until", ""), "--until must be a month"),
        ("month,n\n2022-01,5\n2023-01,6\n", (*MONTHS, "--compare", "c"), "has no column c"),
    ],
)
def test_bad_input_ends_with_one_sentence(change, tmp_path, text, asked, says):
    path = tmp_path / "counts.csv"
    path.write_text(text)
    code, out, err = change(path, *asked)
    assert (code, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("left_out", "asked", "reason"),
    [
        ("2023-03", (), "March 2023 is missing after"),
        ("2022-05", (), "May 2022 is missing before"),
        (None, ("--from", "2024-07"), "the file ends in December 2023, before --from"),
        (None, ("--until", "2024-02"), "February 2024 is missing after"),
        (None, ("--from", "2022-01"), "no month before --from"),
        (None, ("--from", "2022-07", "--until", "2022-12"), "--from can be January 2023 or later"),
        (None, ("--from", "2023-01", "--until", "2024-06"), "June 2024 is missing after"),
        (None, ("--method", "segmented", "--from", "2022-04"), "3 months before the change are"),
    ],
)
def test_too_little_is_refused_by_name(change, counts, left_out, asked, reason):
    path = counts([10] * 24)
    if left_out:
        lines = path.read_text().splitlines()
        path.write_text("\n".join(line for line in lines if not line.startswith(left_out)))
    code, answer, err = change(path, *MONTHS, *asked)
    assert code == 3
    assert answer["refused"] is True
    assert any(reason in given_reason for given_reason in answer["reasons"])
    assert reason in err


def test_a_series_ends_where_it_is_asked_to(change, counts):
    series = [10] * 12 + [5] * 12
    asked = (*MONTHS, "--method", "segmented")
    _, whole, _ = change(counts(series), *asked)
    _, ended, _ = change(counts(series + [50] * 12), *asked, "--until", "2023-12")
    assert ended == whole


def test_months_after_that_reach_too_far_back_say_to_end_sooner(change, counts):
    code, answer, _ = change(counts([10] * 30), *MONTHS)
    assert code == 3
    assert answer["reasons"][-1] == (
        "the file begins in January 2022: end the months after sooner, with --until"
    )


@pytest.mark.parametrize(
    "written",
    ["2023-01", "2023-01-01", "2023-1", "2023/01/31", "31/01/2023", "Jan-23", "2023 JAN", "202301"],
)
def test_a_month_can_be_written_in_several_ways_and_a_day_stands_for_its_month(
    change, counts, written
):
    code, answer, _ = change(
        counts([10] * 12 + [5] * 12), "--date", "month", "--count", "n", "--from", written
    )
    assert (code, answer["ratio"]) == (0, 0.5)


@pytest.mark.parametrize(
    "written", ["04/13/2023", "2023", "Apr 2023 or so", "2023-13", "2023-02-30"]
)
def test_what_could_be_another_month_is_refused(change, counts, written):
    code, _, err = change(counts([10] * 24), *MONTHS, "--until", written)
    assert code == 2
    assert f"--until must be a month such as 2016-04, but is '{written}'" in err


def test_populations_that_cannot_be_meant_end_without_a_traceback(change, counts):
    wild = [[1e-5, 1e5, 3.0][i % 3] for i in range(24)]
    path = counts([20 + i % 5 for i in range(24)], c=[50] * 24, p=wild, far=[1e-300, 1e300] * 12)
    code, answer, _ = change(path, *MONTHS, "--method", "segmented", "--population", "p")
    assert (code, answer["upper"]) == (0, None)
    assert "so this could be no change" in answer["sentence"]
    code, answer, _ = change(path, *MONTHS, "--compare", "c", "--population", "far,p")
    assert (code, answer["dispersion"]) == (0, None)


def test_the_table_names_runs_of_months_that_the_file_lacks(change, counts):
    path = counts([10] * 30)
    gone = ("2022-02", "2022-03", "2022-04", "2022-09")
    lines = path.read_text().splitlines()
    path.write_text("\n".join(line for line in lines if not line.startswith(gone)))
    _, out, _ = change(path, *MONTHS, "--method", "segmented", as_json=False)
    words = " ".join(out.replace("│", " ").split())
    assert "lacks February 2022 to April 2022, September 2022" in words


def test_one_area_may_have_the_population_of_the_other(change, counts):
    path = counts([10] * 12 + [5] * 12, c=[30] * 24, p=[100] * 24)
    code, answer, _ = change(path, *MONTHS, "--compare", "c", "--population", "p,p")
    assert (code, answer["ratio"], answer["level"]) == (0, pytest.approx(0.5), 3)
    assert answer["sentence"].startswith("for as large a population, 50 % fewer")


def test_the_table_names_each_range(change, counts):
    waves = [round(200 * math.exp(0.5 * math.sin(i / 3))) for i in range(48)]
    _, out, _ = change(counts(waves), *MONTHS, "--method", "segmented", as_json=False)
    words = " ".join(out.replace("│", " ").split())
    for row in ("95 % interval", "interval, chance alone", "interval, independent months"):
        assert row in words
    assert "autocorrelation 0.9" in words


@pytest.mark.parametrize("method", ["ratio", "segmented"])
def test_too_few_months_give_chance_alone_and_say_why(change, counts, method):
    path = counts([30] * 12 + [10] * 8)
    asked = (*MONTHS, "--method", method)
    _, answer, _ = change(path, *asked)
    assert answer["lower"] is answer["upper"] is None
    assert answer["chance_upper"] < 1
    assert answer["no_interval"].startswith("too few months to tell (")
    assert f"{answer['no_interval']}; chance alone: " in answer["sentence"]
    _, out, _ = change(path, *asked, as_json=False)
    assert "95 % interval too few months to tell" in " ".join(out.replace("│", " ").split())


def test_a_month_the_series_lacks_is_named_in_the_sentence(change, counts):
    path = counts([10] * 30)
    lines = path.read_text().splitlines()
    path.write_text("\n".join(line for line in lines if not line.startswith("2022-09")))
    code, answer, _ = change(path, *MONTHS, "--method", "segmented")
    assert code == 0
    assert answer["sentence"].endswith("left out, having no figure: September 2022")


def test_a_comparison_that_fell_to_none_leaves_nothing_to_set_against(change, counts):
    path = counts([10] * 24, c=[10] * 12 + [0] * 12)
    code, answer, _ = change(path, *MONTHS, "--compare", "c")
    assert code == 3
    assert answer["reasons"] == ["nothing was counted in the comparison area after"]
