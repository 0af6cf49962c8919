"""The one table reader: text tables as programs and people really save them."""

import csv
import gzip
import pickle
import random
from contextlib import suppress

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from table_files import as_csv, as_ods, as_xlsx

from saidanddone_methods.tables import Limits, TableRefused, read_rows, read_table

WORDS = "Marigold"  # stands for what somebody said: no refusal may repeat it
ROWS = [["group", "text"], ["Residents", "Dark."], ["Traders", 'Well, "lights";\nthey\tsay.']]


def read(content, **limits):
    table = read_table(content, Limits(**limits))
    return [table.names, *(row for _, row in table.rows)]


def refusal(content, **limits):
    with pytest.raises(TableRefused) as refused:
        list(read_table(content, Limits(**limits)).even_rows())
    refused_table = refused.value
    assert WORDS not in refused_table.sentence + refused_table.sentence_naming("a.csv")
    assert refused_table.sentence.endswith(", then choose it again.")
    return refused_table


# What comes back

NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)
BOXES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"], include_characters="\n\t"),
    max_size=12,
)


@st.composite
def tables(draw):
    names = draw(st.lists(NAMES, min_size=2, max_size=5, unique=True))
    rows = draw(st.lists(st.lists(BOXES, min_size=len(names), max_size=len(names)), max_size=6))
    assume(not names[0].startswith(("<", "sep=", "'")))
    return [names, *(row for row in rows if any(box.strip() for box in row))]


@given(
    tables(),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_a_text_table_comes_back_as_it_was_written(rows, mark, encoding, line_end, packed):
    # Quoted throughout, so that only the mark that was meant parts anything.
    content = as_csv(rows, mark, encoding, line_end, csv.QUOTE_ALL)
    assert read(gzip.compress(content) if packed else content) == rows


@pytest.mark.parametrize("mark", list(",;\t|"))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_as_different_programs_save_it(mark, encoding):
    assert read(as_csv([*ROWS, ["Cafés", "\u201cIt\u2019s £5\u201d \u2013 no"]], mark, encoding))[
        1:
    ] == [
        *ROWS[1:],
        ["Cafés", "\u201cIt\u2019s £5\u201d \u2013 no"],
    ]


@pytest.mark.parametrize("written", [as_csv, as_xlsx, as_ods])
def test_the_same_table_is_read_alike_from_every_kind_of_file(written):
    assert read(written(ROWS)) == ROWS


def test_a_pound_sign_by_itself_is_one_and_inside_a_word_a_letter():
    assert read("a,Cost (£)\n1,£5m\n".encode("cp1252"))[0][1] == "Cost (£)"
    assert refusal("a,b\n1,BIAŁY\n".encode("cp1250")).row == 2


def test_marks_inside_quotation_marks_part_nothing():
    heading = "Count of ASB, noise, litter, and other"
    assert read(f'"{heading}";Month\n3;2026-01\n'.encode()) == [
        [heading, "Month"],
        ["3", "2026-01"],
    ]


def test_marks_in_a_heading_without_quotation_marks_are_told_by_the_rows_below():
    assert read(b"Noise, litter, other;Month\n3;2026-01\n4;2026-02\n")[0] == [
        "Noise, litter, other",
        "Month",
    ]


def test_a_fraction_with_a_comma_parts_no_column():
    assert read(b"a;b\n1,5;2,5\n3,5;4,5\n")[1] == ["1,5", "2,5"]


def test_what_excel_says_of_its_mark_is_followed():
    table = read_table(b"sep=|\na;b|c\n1;2|3\n")
    assert (table.names, table.header_row) == (["a;b", "c"], 1)


def test_a_table_of_one_column_may_hold_any_mark_in_quotation_marks():
    assert read(b'words\n"one, two"\n"three; four"\n') == [["words"], ["one, two"], ["three; four"]]


def test_empty_lines_are_passed_over_and_rows_keep_their_numbers():
    table = read_table(b'\n , \nMonth,Count\n\n"two\nlines",3\n,\n2026-01,3\n')
    assert (table.names, table.header_row) == (["Month", "Count"], 3)
    assert list(table.rows) == [(5, ["two\nlines", "3"]), (7, ["2026-01", "3"])]


def test_rows_without_names_are_read_as_they_stand():
    assert list(read_rows(b"1,2\n\n3,4\n")) == [(1, ["1", "2"]), (3, ["3", "4"])]


# What is refused


@pytest.mark.parametrize(
    "word",
    [
        "Žižek",
        "Dvořák",
        "è",
        "Жители".encode("cp1251"),
        "Σοφία".encode("cp1253"),
        "дом".encode("cp1251"),
    ],
)
def test_a_letter_that_windows_pages_read_differently_is_refused_with_its_row(word):
    written = word if isinstance(word, bytes) else word.encode("cp1250", "ignore") or b"\xe8"
    refused_table = refusal(b"group,text\nResidents,Dark.\nTraders," + written + b" said so\n")
    assert (refused_table.row, refused_table.problem) == (
        3,
        "Row 3 holds letters that cannot be made out",
    )


@pytest.mark.parametrize(
    "bad", [b"\xff\xfe", b"\xc3", b"\xe2\x82", b"caf\x8e", b"\xd5", b"Mar\xa3a"]
)
def test_broken_letters_are_refused_with_their_row(bad):
    assert refusal(b"a,b\n1,2\n" + WORDS.encode() + bad + b",3\n").row == 3


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "The file is empty: it holds no row"),
        (b"\xef\xbb\xbf \n,,\n", "The file is empty: it holds no row"),
        (b"a,b\nMarigold,1,2\n", "Row 2 has 3 columns, but the row of names has 2"),
        (b"a,b\n1,2\nMarigold\n", "Row 3 has 1 column, but the row of names has 2"),
        (b"Marigold\na,b\n1,2\n", "Row 1 has one box filled in, but row 2 has more"),
        (b"a,b\n\0,2\n", "Row 2 holds something other than text"),
        (b"<html><table><tr><td>Marigold", "This is not a table"),
        (b"%PDF-1.7 Marigold", "This is not a table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "This is an old or binary kind of spreadsheet"),
        (gzip.compress(gzip.compress(b"a,b\n", mtime=0), mtime=0), "This is not a table"),
        (gzip.compress(b"a,b\n", mtime=0)[:-2], "This packed file is damaged or incomplete"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(content, problem):
    assert refusal(content).problem == problem


@pytest.mark.parametrize("content", [b'a,b\n1,2\n"Marigold,3\n4,5\n', b'a,b\n1,2\n"Marigold"s,3\n'])
def test_an_open_quotation_mark_is_refused_with_its_row(content):
    refused_table = refusal(content)
    assert refused_table.row == 3
    assert refused_table.problem.startswith("Row 3 cannot be read: a quotation mark is missing")


def test_limits_are_kept():
    assert "larger than 1 MB" in refusal(b"a" * 1_000_001, file=1_000_000).sentence
    packed = gzip.compress(b"a,b\n" + b"1,2\n" * 500_000)
    assert "unpacks to more than 1 MB" in refusal(packed, unpacked=1_000_000).sentence
    assert "more than 2 rows" in refusal(b"a,b\n1,2\n3,4\n5,6\n", rows=2).sentence
    assert "more than 3 lines" in refusal(b"a,b\n\n\n\n1,2\n", lines=3).sentence
    assert "more than 3 lines" in refusal(b"a,b\r\r\r\r1,2\r", lines=3).sentence
    assert "more than 9 boxes" in refusal(b"a,b\n" + b",,,,,\n" * 2, cells=9).sentence
    assert "Row 1 has more than 2 columns" in refusal(b"a,b,c\n1,2,3\n", columns=2).sentence
    assert "Row 2 has more than 2 columns" in refusal(b"a,b\n1,2,3\n", columns=2).sentence
    packed_often = gzip.compress(b"a,b\n") + gzip.compress(b"1,2\n") * 5
    assert "more than 5 packed files" in refusal(packed_often, entries=5).sentence
    assert len(list(read_table(packed_often, Limits(entries=6)).rows)) == 5
    long = f"a,b\n1,{WORDS * 10}\n".encode()
    assert "more than 50 characters" in refusal(long, characters=50).sentence


def test_a_refusal_survives_being_pickled():
    refused_table = refusal(b"a,b\n1,2\n3\n")
    again = pickle.loads(pickle.dumps(refused_table))  # noqa: S301
    assert (again.sentence, again.row) == (refused_table.sentence, 3)
    assert refused_table.sentence_naming("x.csv").startswith("x.csv: row 3 has 1 column, but")


# Damage


@given(st.binary(max_size=300))
@example(b"PK\x05\x06" + b"\0" * 18)
@example(b"\x1f\x8b\x08")
def test_no_bytes_do_worse_than_a_refusal(content):
    with suppress(TableRefused):
        list(read_table(content).rows)


@given(st.randoms(use_true_random=False), st.sampled_from([as_xlsx, as_ods, as_csv]))
def test_a_damaged_file_ends_in_one_sentence(chance: random.Random, written):
    content = bytearray(written(ROWS * 3))
    for _ in range(chance.randint(1, 20)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    cut = chance.choice([len(content), chance.randrange(1, len(content))])
    refused_table = ""
    try:
        list(read_table(bytes(content[:cut])).rows)
    except TableRefused as refused:
        refused_table = refused.sentence
    assert not refused_table or refused_table.endswith(", then choose it again.")
    assert WORDS not in refused_table
