"""Figures, days and months as people write them; and CSV that a spreadsheet changes nothing in."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone_methods.tables.dates import day_of, month_of
from saidanddone_methods.tables.numbers import Unread, figure, figures, wholes
from saidanddone_methods.tables.writing import write_rows

TWO_WAYS = Unread(two_ways=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1530", "1530"),
        (" 1,530 ", "1530"),
        ("1 530", "1530"),
        ("1\u202f530\u202f000,5", "1530000.5"),
        ("1,530,000.25", "1530000.25"),
        ("1.530,00", "1530"),
        ("1,5", "1.5"),
        ("0.5", "0.5"),
        (".5", "0.5"),
        ("-0.5", "-0.5"),
        ("\u22127", "-7"),
        ("+7", "7"),
        ("1e3", "1000"),
        ("1.5E-2", "0.015"),
        ("9007199254740993", "9007199254740993"),
        ("12.0", "12"),
    ],
)
def test_a_figure_is_read_as_it_was_meant(text, value):
    assert figure(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        ".",
        ",",
        "1,53,0",
        "1,5300,000",
        "1530,000.5.2",
        "1_000",
        "0x10",
        "5%",
        "£5",
        "(3)",
        "٣",
        "inf",
        "NaN",
        "1,530 000",
        "1.530.00",
        "1e",
        "e3",
        "1-2",
        "--1",
        "\uff11\uff12",
        "1,,000",
    ],
)
def test_what_is_no_figure_is_not_read(text):
    assert figure(text) == Unread()


def test_a_text_longer_than_any_figure_or_month_is_none():
    assert figures(["1" * 100, "1" * 101, "1,000" + ",000" * 30])[1:] == [Unread(), Unread()]
    assert month_of(" " * 200 + "2026-04" + " " * 200) == date(2026, 4, 1)
    assert month_of("2026" + " " * 100 + "April") is None
    assert day_of("1" + " " * 100 + "April 2026") is None


def test_a_figure_that_could_be_two_is_told_by_its_column():
    assert figures(["1,530", "2"]) == [1530, 2]
    assert figures(["1,530", "2,5"]) == [Decimal("1.530"), Decimal("2.5")]
    assert figures(["1.530", "1.234.567"]) == [1530, 1234567]
    assert figures(["1,530", "2.5"]) == [1530, Decimal("2.5")]
    assert figures(["1,530", "2"], None) == [TWO_WAYS, 2]
    assert figures(["1.5", "2,5", "1,530", "7"])[2:] == [TWO_WAYS, 7]


def test_a_count_is_whole_and_never_a_thousandth_of_itself():
    assert wholes(["12.0", "1,530", "0"]) == [12, 1530, 0]
    assert wholes(["12.000", "1.530"]) == [TWO_WAYS, TWO_WAYS]
    assert wholes(["12.5", "-3", "1e3", "three"]) == [Unread()] * 4


@given(st.lists(st.integers(0, 10**12) | st.decimals(0, 10**9, places=2), min_size=1))
def test_no_figure_is_changed_by_how_it_is_grouped(values):
    british = [f"{value:,}" for value in values]
    german = [text.translate({44: ".", 46: ","}) for text in british]
    for written, point in (british, "."), (german, ","):
        read = figures(written, point)
        assert all(figure in (value, TWO_WAYS) for figure, value in zip(read, values, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "2016-04",
        "2016-4",
        "2016/04",
        "201604",
        "2016-04-01",
        "2016/04/30",
        "20160401",
        "04/2016",
        "4/2016",
        "01/04/2016",
        "1/4/2016",
        "01-04-2016",
        "1.4.2016",
        "Apr-16",
        "1-Apr-16",
        "1-Apr-2016",
        "April 2016",
        "apr 2016",
        "APR. 2016",
        "2016 Apr",
        "2016 APRIL",
        "2016-Apr",
        "April, 2016",
        "1 April 2016",
        "1st April 2016",
        "April 1, 2016",
        "01/04/2016 00:00",
        "2016-04-01T09:30:00",
        "2016-03-31T23:00:00Z",
        "2016-04-01 00:00:00+01:00",
        "2016-04-30 22:59:59.9 UTC",
    ],
)
def test_a_month_may_be_written_in_any_plain_way(text):
    assert month_of(f" {text} ") == date(2016, 4, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Mayfair 2019",
        "Decade 2016",
        "Apri 2016",
        "31/02/2016",
        "2016-02-99",
        "2016-13",
        "13/2016",
        "2016",
        "04/13/2016",
        "April",
        "2016-00",
        "04-2016",
        "201613",
        "46113",
        "2016-04 or so",
        "April 20166",
        "2016-04-01T25:00",
        "2016-04-01Tnoon",
        "Q2 2016",
        "٢٠١٦-٠٤",
        "April 2016-04",
        "",
        "1/4/16",
    ],
)
def test_what_is_no_month_or_only_partly_one_is_not_read(text):
    assert month_of(text) is None


def test_a_moment_in_utc_is_of_the_day_it_was_in_london():
    assert day_of("2026-03-31T23:00:00Z") == date(2026, 4, 1)
    assert day_of("2026-01-31T23:59:59Z") == date(2026, 1, 31)
    assert day_of("2026-07-01T00:30:00+02:00") == date(2026, 6, 30)
    assert day_of("2026-03-31 23:30") == date(2026, 3, 31)


def test_a_year_of_two_figures_is_read_where_only_one_century_can_be_meant():
    assert month_of("Jan-49") == date(2049, 1, 1)
    assert month_of("Jan-95") == date(1995, 1, 1)
    assert month_of("Jan-60") is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_reads_back_from_every_shape(day):
    for shape in (
        "%Y-%m-%d",
        "%d/%m/%Y",
        "%d.%m.%Y",
        "%Y%m%d",
        "%d %B %Y",
        "%d-%b-%Y",
        "%B %d, %Y",
    ):
        assert day_of(day.strftime(shape)) == day


# CSV out


def written(*rows, guarded=True):
    content = write_rows(rows, guarded=guarded)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        " =1",
        "2-4",
        "1/2",
        "10:30",
        "12 May",
        "May-12",
        "Apr 2026",
        "007",
        "1e5",
        "1,530",
        "2026-04",
        "01/04/2016 00:00",
    ],
)
def test_a_text_that_a_spreadsheet_would_change_is_guarded(text):
    assert written([text, 3])[0] == [f"'{text}", "3"]
    assert written([text, 3], guarded=False)[0] == [text, "3"]


@pytest.mark.parametrize(
    "text", ["Café Row", "Ward 12", "under 18", "16-17 years", "May", "a=b", "", "C++"]
)
def test_other_words_and_numbers_are_written_as_they_are(text):
    assert written([text, -3])[0] == [text, "-3"]
