"""Files as people really have them: what is read, and what is refused in one sentence."""

import gzip
import io
import sys

import numpy as np
import polars as pl
import pytest

from saidanddone_methods.cli.reading import read_rows, read_table, refuse_repeated_columns
from saidanddone_methods.errors import BadInput

PLAIN = "area,n\nPark,4\nQuay,12\n"


@pytest.fixture
def file(tmp_path):
    def write(content, name="counts.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


@pytest.fixture
def parquet(tmp_path):
    def write(**columns):
        path = tmp_path / "counts.parquet"
        pl.DataFrame(columns).write_parquet(path)
        return str(path)

    return write


def damaged(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 255]) + content[at + 1 :]


# What is read


@pytest.mark.parametrize(
    "held",
    [
        PLAIN,
        "\ufeff" + PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        " area , n\nPark , 4\nQuay,12 \n",
        '"area","n"\n"Park","4"\n"Quay","12"\n',
        "\n" + PLAIN + "\n , \n,\n",
        gzip.compress(PLAIN.encode(), mtime=0),
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.encode("utf-16"),
        "sep=;\n" + PLAIN.replace(",", ";"),
    ],
)
def test_a_csv_is_read_however_it_was_saved(file, held):
    table = read_table(file(held, "counts.csv.gz"))
    assert table.columns == ["area", "n"]
    assert table.text("area") == ["Park", "Quay"]
    assert table.whole("n").tolist() == [4, 12]


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PLAIN.encode())))
    assert read_table("-").whole("n").tolist() == [4, 12]


def test_parquets_own_true_and_false_are_flags_and_no_counts(parquet):
    table = read_table(parquet(on=[True, False]))
    assert table.flags("on").tolist() == [1, 0]
    with pytest.raises(BadInput, match="column on must hold numbers, but is True in row 1"):
        table.whole("on")


def test_parquet_is_read_with_whole_numbers_of_any_type(parquet):
    table = read_table(parquet(area=["Park", "Quay"], n=[4.0, 12.0]))
    assert table.whole("n").tolist() == [4, 12]


def test_a_cell_may_hold_a_whole_interview(file):
    words = "said " * 40_000
    assert read_table(file(f"who,words\np,{words}\n")).text("words") == [words.strip()]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(file):
    table = read_table(file('who,n\n"two\nlines",1\n,\np,2\n'))
    assert table.where(0) == "in row 2 of counts.csv"
    assert table.where(1) == "in row 4 of counts.csv"


def test_numbers_may_be_written_in_any_plain_way(file):
    numbers = read_table(file('n\n1e3\n-0.5\n +7 \n"1,234"\n')).numbers("n")
    assert numbers.tolist() == [1000, -0.5, 7, 1234]
    assert read_table(file("n;m\n1,5;2\n1,234;3\n")).numbers("n").tolist() == [1.5, 1.234]


def test_a_number_that_could_be_two_is_refused_with_its_row(file):
    table = read_table(file("n;m\n5;1\n1,234;1\n"))
    with pytest.raises(BadInput, match=r"column n is 1,234 in row 3 of .* two different numbers"):
        table.numbers("n")


def test_rows_without_names_are_read_as_they_stand(file):
    assert read_rows(file("1,2\n3,4\n")) == ("counts.csv", [(1, ["1", "2"]), (2, ["3", "4"])])


# What is refused


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ("", "counts.csv: the file is empty"),
        ("\n \n", "is empty"),
        ("\ufeff", "is empty"),
        ("a,,\n1,,\n", "has 2 columns without a name in row 1"),
        ("a,b\n", "has no rows under its column names"),
        ("a,b\n1,2,3\n", "counts.csv: row 2 has 3 columns, but the row of names has 2"),
        ("a,b\n1\n", "row 2 has 1 column, but the row of names has 2"),
        ("a,a\n1,2\n", "has the column 'a' twice"),
        ("n\n4\n\n5\n", "row 3 of counts.csv is empty"),
        ('a,b\n"x,1\n', "row 2 cannot be read: a quotation mark is missing"),
        ('a,b\n1,2\n"x"y,1\n', "row 3 cannot be read: a quotation mark is missing"),
        (PLAIN.encode("utf-16-le"), "row 1 holds something other than text"),
        ("a\nx\nŽižek\n".encode("cp1250"), "row 3 holds letters that cannot be made out"),
        (b"PK\x03\x04 and so on", "this spreadsheet is damaged"),
        (b"\x89PNG\r\n\x1a\n\0\0", "this is not a table"),
        (b"PAR1 and so on", "is a damaged Parquet file"),
        (gzip.compress(PLAIN.encode(), mtime=0)[:-9], "this packed file is damaged"),
        (damaged(gzip.compress(PLAIN.encode(), mtime=0), 10), "this packed file is damaged"),
        (damaged(gzip.compress(PLAIN.encode(), mtime=0), 15), "this packed file is damaged"),
        (gzip.compress(b"", mtime=0), "is empty"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_a_sentence(file, held, words):
    with pytest.raises(BadInput, match=words):
        read_table(file(held))


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(BadInput, match="there is no file"):
        read_table(str(tmp_path / "nothing.csv"))
    with pytest.raises(BadInput, match="cannot be read: Is a directory"):
        read_table(str(tmp_path))


@pytest.mark.parametrize(
    "written",
    ["1,53,4", "5%", "0x10", "1_000", "１２", "inf", "-inf", "NaN", "NA", "twelve", "9" * 400],  # noqa: RUF001
)
def test_what_is_no_plain_number_is_refused_with_its_row(file, written):
    table = read_table(file(f'n,m\n1,1\n"{written}",1\n'))
    with pytest.raises(BadInput, match=r"column n must hold numbers, but is .* in row 3 of") as no:
        table.numbers("n")
    assert len(str(no.value)) < 120


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "column n is empty in row 3"),
        ("-1", "must be 0 or more, but is -1 in row 3"),
        ("0.5", "must hold whole numbers, but is 0.5 in row 3"),
        ("9007199254740993", "is beyond counting in row 3"),
    ],
)
def test_what_is_no_count_is_refused_with_its_row(file, written, words):
    with pytest.raises(BadInput, match=words):
        read_table(file(f"n,m\n1,1\n{written},1\n")).whole("n")


@pytest.mark.parametrize("written", ["NA", "NaN", "NULL", "#N/A"])
def test_how_programs_write_nothing_is_no_word(file, written):
    table = read_table(file(f"who,said\np,x\nq,{written}\n"))
    with pytest.raises(BadInput, match=f"column said is {written} in row 3 of .*leave the row out"):
        table.text("said")
    with pytest.raises(BadInput, match="leave it empty"):
        table.text("said", may_be_empty=True)


def test_flags_are_nought_or_one(file):
    with pytest.raises(BadInput, match="column a must hold 0 or 1, but is 2 in row 3"):
        read_table(file("a,n\n1,1\n2,1\n")).flags("a")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([4, None], "column n is empty in row 2 of counts.parquet"),
        ([4.0, 1.5], "must hold whole numbers, but is 1.5 in row 2"),
        ([4.0, np.nan], "must hold numbers, but is nan in row 2"),
        ([True, False], "must hold numbers, but is True in row 1"),
        ([[4], [5]], r"must hold numbers, but is \[4\] in row 1"),
        ([b"4", b"5"], "must hold numbers, but is b'4' in row 1"),
    ],
)
def test_parquet_values_that_are_no_counts_are_refused(parquet, values, words):
    with pytest.raises(BadInput, match=words):
        read_table(parquet(n=values)).whole("n")


@pytest.mark.parametrize("values", [[[1], [2]], [b"a", b"b"], [{"a": 1}, {"a": 2}], [np.nan, 1.0]])
def test_parquet_values_that_are_no_words_are_refused(parquet, values):
    with pytest.raises(BadInput, match=r"in row 1 of counts\.parquet"):
        read_table(parquet(n=values)).text("n")


def test_a_parquet_without_rows_is_refused(parquet):
    with pytest.raises(BadInput, match="has no rows"):
        read_table(parquet(n=[]))


def test_a_missing_column_is_told_beside_those_there_are(file):
    with pytest.raises(BadInput, match=r"has no column m; it has area, n$"):
        read_table(file(PLAIN)).text("m")
    wide = ",".join(f"c{n}" for n in range(30))
    with pytest.raises(BadInput, match=r"c19 and 10 more$"):
        read_table(file(f"{wide}\n{wide}\n")).text("m")


def test_a_column_cannot_be_two_things():
    refuse_repeated_columns(unit="u", coder="c")
    with pytest.raises(BadInput, match="--unit and --value both name the column u"):
        refuse_repeated_columns(unit="u", coder="c", value="u")
