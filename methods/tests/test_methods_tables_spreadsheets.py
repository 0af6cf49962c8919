"""The one table reader: .xlsx and .ods. What a person does not see is neither read nor lost unsaid."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from table_files import MAIN, as_ods, as_xlsx, ods_box, ods_by_hand, xlsx_by_hand, zipped
from test_methods_tables import WORDS, read, refusal

from saidanddone_methods.tables import Limits, read_table

NAMES = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="str"><v>b</v></c></row>'
)


def boxes(*rows, before="", after=""):
    return f"{before}<sheetData>{NAMES}{''.join(rows)}</sheetData>{after}"


# What comes back

TEXTS = st.text(
    st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=10
).filter(lambda text: not text.startswith("="))


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(TEXTS, TEXTS).filter(lambda row: any(b.strip() for b in row)), max_size=5)
)
def test_words_come_back_as_they_were_written(rows):
    expected = [["a", "b"], *([*row] for row in rows)]
    assert read(as_xlsx(expected)) == expected
    assert read(as_ods(expected)) == expected


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(-(10**15) + 1, 10**15 - 1) | st.floats(-1e14, 1e14), min_size=1))
def test_no_number_is_changed(numbers):
    sheet = boxes(*(f"<row><c><v>{n}</v></c><c><v>0</v></c></row>" for n in numbers))
    read_back = [row[0] for row in read(xlsx_by_hand(sheet))[1:]]
    assert all(
        Decimal(text) == Decimal(repr(n)) for text, n in zip(read_back, numbers, strict=True)
    )
    value = '<table:table-cell office:value-type="float" office:value="{}"/>'
    made = "".join(
        f"<table:table-row>{value.format(n)}{ods_box('x')}</table:table-row>" for n in numbers
    )
    names = f"<table:table-row>{ods_box('n')}{ods_box('x')}</table:table-row>"
    read_back = [
        row[0] for row in read(ods_by_hand(f"<table:table>{names}{made}</table:table>"))[1:]
    ]
    assert all(
        Decimal(text) == Decimal(repr(n)) for text, n in zip(read_back, numbers, strict=True)
    )


def test_every_kind_of_box_is_text_as_a_person_would_type_it():
    def show(book, sheet):
        sheet["C2"].number_format = "00000"
        sheet["D2"].number_format = '[$-809]mmm\\-yy;@ "days"'

    moment = datetime(2026, 3, 31, 23, 0)  # noqa: DTZ001 -- a workbook knows no zones
    row = [12.0, 0.05, 123, date(2026, 4, 1), True, moment, time(9, 30)]
    row += [timedelta(hours=30), "#N/A", " two  spaces\n", 0.1 + 0.2, 1e-7]
    assert read(as_xlsx([["n"] * len(row), row], show))[1] == [
        "12",
        "0.05",
        "00123",
        "2026-04-01",
        "TRUE",
        "2026-03-31 23:00:00",
        "09:30:00",
        "30:00:00",
        "#N/A",
        " two  spaces\n",
        "0.3",
        "0.0000001",
    ]


def test_days_are_counted_from_1904_where_the_workbook_says_so():
    def old_mac(book, sheet):
        book.epoch = CALENDAR_MAC_1904

    assert read(as_xlsx([["d", "x"], [date(2026, 4, 1), 1]], old_mac))[1][0] == "2026-04-01"


@pytest.mark.parametrize(
    ("serial", "day"), [(1, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01")]
)
def test_the_first_days_of_excels_calendar_are_right(serial, day):
    styles = f'<styleSheet {MAIN}><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'
    related = (
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="r2" Type="x/styles" Target="/xl/styles.xml"/></Relationships>'
    )
    sheet = boxes(f'<row><c s="1"><v>{serial}</v></c><c><v>1</v></c></row>')
    parts = {"xl/styles.xml": styles, "xl/_rels/workbook.xml.rels": related}
    assert read(xlsx_by_hand(sheet, **parts))[1] == [day, "1"]


def test_boxes_and_rows_without_a_place_stand_after_the_one_before():
    assert read(xlsx_by_hand(boxes("<row><c><v>1</v></c><c><v>2</v></c></row>")))[1] == ["1", "2"]


def test_text_in_runs_is_read_whole_and_reading_aids_are_left_out():
    box = '<c r="A2" t="inlineStr"><is><r><t>Da</t></r><r><t>rk_x000D_</t></r><rPh><t>x</t></rPh></is></c>'
    assert (
        read(xlsx_by_hand(boxes(f'<row r="2">{box}<c r="B2"><v>1</v></c></row>')))[1][0] == "Dark\r"
    )


def test_a_row_that_lacks_its_last_boxes_is_as_wide_as_the_names():
    assert read(as_xlsx([["a", "b", "c"], [1], [None, 2]]))[1:] == [["1", "", ""], ["", "2", ""]]


def test_an_ods_says_how_often_a_box_or_row_stands_there():
    names = f"<table:table-row>{ods_box('a')}{ods_box('b')}</table:table-row>"
    twice = ods_box("1", ' table:number-columns-repeated="2"')
    rows = f'<table:table-row table:number-rows-repeated="2">{twice}</table:table-row>'
    rest = '<table:table-cell table:number-columns-repeated="16384"/>'
    rest = f'<table:table-row table:number-rows-repeated="1048570">{rest}</table:table-row>'
    book = ods_by_hand(f"<table:table>{names}{rows}{rest}</table:table>")
    assert read(book) == [["a", "b"], ["1", "1"], ["1", "1"]]


def test_an_ods_keeps_tabs_and_lines_and_leaves_out_notes():
    note = "<office:annotation><text:p>a note</text:p></office:annotation>"
    words = '<text:p>one  <text:s text:c="3"/>two<text:tab/>x<text:line-break/>y</text:p><text:p>z</text:p>'
    box = f'<table:table-cell office:value-type="string">{note}{words}</table:table-cell>'
    names = f"<table:table-row>{ods_box('a')}{ods_box('b')}</table:table-row>"
    row = f"<table:table-row>{box}{ods_box('1')}</table:table-row>"
    assert read(ods_by_hand(f"<table:table>{names}{row}</table:table>"))[1] == [
        "one    two\tx\ny\nz",
        "1",
    ]


def test_an_ods_date_a_time_and_a_reference_are_read_as_shown():
    row = "".join(
        f'<table:table-cell office:value-type="{kind}" office:{name}="{value}"><text:p>{shown}</text:p>'
        "</table:table-cell>"
        for kind, name, value, shown in [
            ("date", "date-value", "2026-04-01", "April"),
            ("date", "date-value", "2026-03-31T23:00:00", ""),
            ("time", "time-value", "PT09H30M00S", "9.30"),
            ("float", "value", "123", "00123"),
            ("percentage", "value", "0.05", "5 %"),
            ("boolean", "boolean-value", "true", "WAHR"),
        ]
    )
    names = "".join(ods_box(name) for name in "abcdef")
    rows = f"<table:table-row>{names}</table:table-row><table:table-row>{row}</table:table-row>"
    assert read(ods_by_hand(f"<table:table>{rows}</table:table>"))[1] == [
        "2026-04-01",
        "2026-03-31 23:00:00",
        "09:30:00",
        "00123",
        "0.05",
        "TRUE",
    ]


def test_a_sheet_that_is_empty_or_hidden_is_no_table():
    def more_sheets(book, sheet):
        book.create_sheet("empty")
        hidden = book.create_sheet("lists")
        hidden.append([WORDS, "x"])
        hidden.sheet_state = "hidden"

    assert read(as_xlsx([["a", "b"], [1, 2]], more_sheets)) == [["a", "b"], ["1", "2"]]
    unseen = (
        '<style:style style:name="t"><style:table-properties table:display="false"/></style:style>'
    )
    sheet = f"<table:table-row>{ods_box('a')}{ods_box('b')}</table:table-row></table:table>"
    both = f'<table:table table:style-name="t">{sheet}<table:table>{sheet}'
    assert read(ods_by_hand(both, unseen)) == [["a", "b"]]


# What is refused


def test_several_sheets_with_something_in_them_are_refused():
    def two(book, sheet):
        book.create_sheet(WORDS).append(["a", "b"])

    assert "2 sheets with something in them" in refusal(as_xlsx([["a", "b"]], two)).sentence
    sheet = f"<table:table><table:table-row>{ods_box(WORDS)}</table:table-row></table:table>"
    assert "2 sheets with something in them" in refusal(ods_by_hand(sheet * 2)).sentence


@pytest.mark.parametrize(
    ("change", "where", "problem"),
    [
        (lambda s: setattr(s.row_dimensions[3], "hidden", True), (3, None), "Row 3 is hidden"),
        (
            lambda s: setattr(s.column_dimensions["B"], "hidden", True),
            (1, "B"),
            "Column B is hidden",
        ),
        (lambda s: s.merge_cells("A2:A3"), (2, None), "The boxes A2 to A3 are merged"),
        (lambda s: s.cell(3, 2, "=1/0"), (3, "B"), "Row 3, column B holds a formula whose answer"),
        (lambda s: s.cell(3, 2, 2**60 + 1), (3, "B"), "column B holds a number of more than 15"),
    ],
)
def test_what_a_person_does_not_see_is_refused_by_its_place(change, where, problem):
    refused_table = refusal(
        as_xlsx([["a", "b"], [WORDS, 1], ["x", 2]], lambda _, sheet: change(sheet))
    )
    assert problem in refused_table.problem
    assert (refused_table.row, refused_table.column) == where


@pytest.mark.parametrize(
    ("row", "column", "box", "problem"),
    [
        (' table:visibility="filter"', "", "", "Row 2 is hidden"),
        ("", ' table:visibility="collapse"', "", "Column A is hidden"),
        ("", "", ' table:number-rows-spanned="2"', "The boxes A2 to A3 are merged"),
    ],
)
def test_what_a_person_does_not_see_in_an_ods_is_refused_by_its_place(row, column, box, problem):
    names = f"<table:table-row>{ods_box('a')}{ods_box('b')}</table:table-row>"
    rows = f"<table:table-row{row}>{ods_box(WORDS, box)}{ods_box('1')}</table:table-row>"
    sheet = f"<table:table><table:table-column{column}/>{names}{rows}</table:table>"
    assert problem in refusal(ods_by_hand(sheet)).problem


def test_columns_hidden_beyond_the_widest_row_do_no_harm():
    columns = (
        '<cols><col min="900" max="16384" hidden="1"/><col min="2" max="2" hidden="1"/></cols>'
    )
    hidden = xlsx_by_hand(boxes('<row><c t="str"><v>1</v></c></row>', before=columns))
    assert refusal(hidden).problem == "Column B is hidden in this spreadsheet"
    shown = xlsx_by_hand(boxes(before=columns.replace('min="2" max="2"', 'min="3" max="4"')))
    assert read(shown) == [["a", "b"]]


def test_a_hidden_row_or_column_with_nothing_in_it_does_no_harm():
    def hide(book, sheet):
        sheet.row_dimensions[9].hidden = True
        sheet.column_dimensions["F"].hidden = True

    assert read(as_xlsx([["a", "b"], [1, 2]], hide))[1] == ["1", "2"]


def test_two_boxes_at_the_ends_of_a_sheet_take_no_memory():
    far = refusal(as_xlsx([["a", "b"]], lambda _, sheet: sheet.cell(1_048_576, 16_384, 1)))
    assert far.problem == "Row 1048576 has more than 1,000 columns"
    everywhere = ods_box("1", ' table:number-columns-repeated="16384"')
    row = f'<table:table-row table:number-rows-repeated="1048576">{everywhere}</table:table-row>'
    assert refusal(ods_by_hand(f"<table:table>{row}</table:table>")).sentence
    narrow = ods_box("1", ' table:number-columns-repeated="900"')
    row = f'<table:table-row table:number-rows-repeated="1048576">{narrow}</table:table-row>'
    narrow_table = ods_by_hand(f"<table:table>{row}</table:table>")
    assert "more than 10,000,000 boxes" in refusal(narrow_table).problem


def test_a_spreadsheet_of_too_much_markup_is_refused_before_it_is_parsed():
    empty = xlsx_by_hand("<sheetData>" + "<row/>" * 1_000 + "</sheetData>")
    assert "more than about 125 boxes" in refusal(empty, markup=1_000).problem
    many_sheets = ods_by_hand(
        "<table:table><table:table-row><table:table-cell/></table:table-row></table:table>" * 40
    )
    assert "more than about 125 boxes" in refusal(many_sheets, markup=1_000).problem


def test_an_unfinished_tag_is_not_looked_through_again_and_again():
    tag = "<row x='" + "".join(map(str, range(400_000))) + "'/>"
    assert "damaged" in refusal(xlsx_by_hand(f"<sheetData>{tag}</sheetData>")).problem


def test_the_text_in_all_boxes_has_a_limit_though_it_is_stored_once():
    row = ods_box("a" * 100)
    repeated = f'<table:table-row table:number-rows-repeated="30">{row}</table:table-row>'
    table = ods_by_hand(f"<table:table>{repeated}</table:table>")
    assert "unpacks to far more" in refusal(table, unpacked=2_999).problem
    assert len(list(read_table(table, Limits(unpacked=3_000)).rows)) == 29


def test_spaces_that_an_ods_counts_are_part_of_a_boxs_length():
    spaces = '<text:p>a<text:s text:c="60"/><text:s text:c="60"/>b</text:p>'
    box = f'<table:table-cell office:value-type="string">{spaces}</table:table-cell>'
    table = ods_by_hand(f"<table:table><table:table-row>{box}</table:table-row></table:table>")
    assert (
        refusal(table, characters=100).problem == "Row 1, column A holds more than 100 characters"
    )


def test_a_number_shown_with_thousands_of_noughts_is_read():
    box = '<table:table-cell office:value-type="float" office:value="7">'
    shown = f"{box}<text:p>{'7'.zfill(5_000)}</text:p></table:table-cell>"
    rows = [f"<table:table-row>{box}</table:table-row>" for box in (ods_box("a"), shown)]
    assert read(ods_by_hand(f"<table:table>{''.join(rows)}</table:table>"))[1] == ["7".zfill(5_000)]


def test_a_spreadsheet_that_is_a_bomb_is_refused():
    bomb = xlsx_by_hand(boxes(before=" " * 20_000_000))
    assert len(bomb) < 100_000
    assert "unpacks to far more" in refusal(bomb).problem


@pytest.mark.parametrize(
    "beginning",
    [
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/hosts">',
    ],
)
def test_entities_and_document_types_are_refused(beginning):
    sheet = f"{beginning}<worksheet {MAIN}><sheetData>{NAMES}</sheetData></worksheet>"
    refused_table = refusal(xlsx_by_hand("", **{"xl/worksheets/sheet1.xml": sheet}))
    assert "could harm the computer" in refused_table.problem


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (zipped({"word/document.xml": "<x/>"}), "This is not a table"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "This is not a table"),
        (xlsx_by_hand("", **{"xl/vbaProject.bin": "x"}), "This spreadsheet holds macros"),
        (zipped({"xl/workbook.bin": "x"}), "This is an old or binary kind of spreadsheet"),
        (ods_by_hand("", manifest="<encryption-data/>"), "is protected with a password"),
        (as_xlsx([["a", "b"]])[:-40], "This spreadsheet is damaged"),
        (xlsx_by_hand("<sheetData><row>"), "This spreadsheet is damaged"),
        (xlsx_by_hand(boxes('<row r="1"><c><v>1</v></c></row>')), "This spreadsheet is damaged"),
        (xlsx_by_hand(boxes('<row><c t="s"><v>9</v></c></row>')), "This spreadsheet is damaged"),
        (xlsx_by_hand(boxes("<row><c><v>1x</v></c></row>")), "This spreadsheet is damaged"),
        (as_xlsx([]), "The file is empty: it holds no row"),
        (ods_by_hand(""), "The file is empty: it holds no row"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_in_a_sentence(content, problem):
    assert problem in refusal(content).problem
