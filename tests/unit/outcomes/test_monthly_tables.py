from contextlib import suppress
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from saidanddone.base.errors import NotYours, Refused
from saidanddone.outcomes import commands
from saidanddone.outcomes.inputs import BadMonths, MonthInput
from saidanddone.outcomes.models import Indicator, Measurement
from saidanddone.outcomes.monthly_tables import read_lines, read_months
from tests.people import Cast
from tests.unit.outcomes.series import defined

GOOD = b'Month,Reports,Millside\r\nApril 2025,153,201\r\n2025-05,"1,148",190\r\n\r\n'


def wrong_with(body: str) -> tuple[str, ...]:
    with pytest.raises(BadMonths) as refused:
        read_months(f"month,value\n{body}".encode(), "month", "value")
    return refused.value.sentences


def test_columns_are_found_by_name_whatever_their_case() -> None:
    assert read_months(GOOD, "month", " REPORTS ", "millside") == [
        MonthInput(month=date(2025, 4, 1), value=153, comparison=201),
        MonthInput(month=date(2025, 5, 1), value=1148, comparison=190),
    ]


def test_a_column_is_found_by_its_name_as_a_keyboard_writes_it() -> None:
    table = "month,Robbery\u00a0– all,Street,stréet\n2025-04,3,4,5\n".encode()  # noqa: RUF001
    assert read_months(table, "month", "robbery - all")[0].value == 3
    assert read_months(table, "month", "street")[0].value == 4


@pytest.mark.parametrize(
    "words",
    [
        "2025-04",
        "2025-04-01",
        "April 2025",
        "apr 2025",
        "Apr-25",
        "2025 APR",
        "202504",
        "2025/04",
        "1-Apr-25",
        "01-04-2025",
        "2025-03-31T23:00:00Z",
        "04/2025",
        "01/04/2025",
        "4/2025",
    ],
)
def test_ways_to_write_a_month(words: str) -> None:
    assert read_lines(f"{words}, 3") == [MonthInput(month=date(2025, 4, 1), value=3)]


@pytest.mark.parametrize(
    "words",
    [
        "13/2025",
        "Smarch 2025",
        "2025",
        "April",
        "2025-00",
        "04-2025",
        "31/02/2025",
        "2025-02-99",
        "Mayfair 2019",
        "Decade 2016",
    ],
)
def test_what_is_not_a_month(words: str) -> None:
    (sentence,) = wrong_with(f"{words},3")
    assert sentence == (
        f"Row 2: column “month” holds “{words}”, which is not a month. "
        "Write it like April 2026 or 2026-04."
    )


@pytest.mark.parametrize("words", ["-3", "3.5", "three", "1,53", "1e3", "٣", "99999999999"])
def test_what_is_not_a_figure(words: str) -> None:
    (sentence,) = wrong_with(f'April 2025,2\nMay 2025,"{words}"')
    assert sentence.startswith(f"Row 3: column “value” holds “{words}”")


def test_an_empty_box_is_named_by_row_and_column() -> None:
    assert wrong_with("April 2025,\n,4\nMay 2025") == (
        "Row 2: column “value” is empty. A month without a figure is left out, not put in empty.",
        "Row 3: column “month” is empty: it needs a month, like April 2026 or 2026-04.",
        "Row 4: column “value” is empty. A month without a figure is left out, not put in empty.",
    )


def test_only_the_first_few_wrong_rows_are_told() -> None:
    sentences = wrong_with("\n".join(["April 2025,x"] * 8))
    assert len(sentences) == 6
    assert sentences[-1] == "3 more rows are wrong too."


def test_a_missing_column_is_named_with_those_there_are() -> None:
    with pytest.raises(
        Refused, match=r"no column called “figure”. Its columns are “month”, “value”"
    ):
        read_months(b"month,value\nApril 2025,3", "month", "figure")
    many = ",".join(f"{n} {'a' * 50}" for n in range(900)).encode()
    with pytest.raises(Refused, match="no column called “month”") as met:
        read_months(many + b"\n1", "month", "figure")
    assert len(met.value.sentence) < 1_000


def test_two_columns_of_one_name_are_not_guessed_between() -> None:
    with pytest.raises(Refused, match="Two columns are called “value”"):
        read_months(b"month,value,Value\nApril 2025,3,4", "month", "value")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"month,value\n", b"month,value\n,\n"])
def test_a_file_without_months_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match=r"empty|no month"):
        read_months(content, "month", "value")


@pytest.mark.parametrize(
    "content", [b"month,value\nApril 2025,\xff\xfe3", b"PK\x03\x04 zip", b"a\x00b"]
)
def test_what_is_not_a_table_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        read_months(content, "month", "value")


def test_pasted_lines_from_a_spreadsheet() -> None:
    assert read_lines("April 2025\t1,153\t201\nMay 2025; 148") == [
        MonthInput(month=date(2025, 4, 1), value=1153, comparison=201),
        MonthInput(month=date(2025, 5, 1), value=148),
    ]


def test_more_lines_than_there_are_months_are_refused() -> None:
    with pytest.raises(Refused, match="more than 5,000 lines here") as met:
        read_lines("April 2025, 1\n" * 5_001)
    assert met.value.about == ("lines",)
    with pytest.raises(Refused, match="no month to store"):
        read_lines("\n" * 5_000)


def test_a_line_that_can_be_read_two_ways_is_refused() -> None:
    for line in ("April 2025, 1,153", "April 2025, 1,153, 201", "April 2025,153,201"):
        with pytest.raises(BadMonths, match="Line 1: a comma there could stand inside one figure"):
            read_lines(line)
    assert read_lines('April 2025, "1,153"') == [MonthInput(month=date(2025, 4, 1), value=1153)]
    with pytest.raises(BadMonths, match="Line 1: more than three parts"):
        read_lines("April 2025, 1153, 201, 7")


def test_a_comma_between_thousands_never_cuts_a_figure_in_two() -> None:
    assert wrong_with("April 2025,1,530") == (
        (
            "Row 2: has 3 boxes, but the first row has 2. "
            "Write 1530 and not 1,530, or put quotation marks around it."
        ),
    )


def test_a_figure_that_could_be_two_is_refused_by_row_and_column() -> None:
    with pytest.raises(BadMonths, match="Row 2: column “value” holds “1,530”, which could be two"):
        read_months(b"month;value\nApril 2025;1,530", "month", "value")
    assert wrong_with('April 2025,"12.000"')[0].startswith(
        "Row 2: column “value” holds “12.000”, which could be two"
    )
    assert read_months(b"month,value\nApril 2025,12.0", "month", "value")[0].value == 12


def test_an_empty_line_before_the_names_of_the_columns_is_passed_over() -> None:
    assert read_months(b"\r\nMonth,Value\r\n2026-01,3", "month", "value") == [
        MonthInput(month=date(2026, 1, 1), value=3)
    ]


def test_a_heading_may_hold_marks_that_part_columns_elsewhere() -> None:
    content = b'"Count of ASB, noise, litter, and other";Month\n3;2026-01\n'
    heading = "Count of ASB, noise, litter, and other"
    assert read_months(content, "month", heading) == [MonthInput(month=date(2026, 1, 1), value=3)]


def test_months_of_a_spreadsheet_are_read_whatever_they_are_shown_as() -> None:
    book = Workbook()
    book.active.append(["Month", "Reports"])
    book.active.append([date(2026, 4, 1), 1530])
    book.active["A2"].number_format = "mmm yy"
    book.save(content := BytesIO())
    assert read_months(content.getvalue(), "month", "reports") == [
        MonthInput(month=date(2026, 4, 1), value=1530)
    ]


MONTHS = st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(lambda day: day.replace(day=1))
FIGURES = st.integers(0, 2_147_483_647)


@given(
    st.lists(
        st.builds(MonthInput, month=MONTHS, value=FIGURES, comparison=st.none() | FIGURES),
        min_size=1,
        max_size=24,
    )
)
def test_what_is_written_out_reads_back(months: list[MonthInput]) -> None:
    lines = [
        f"{m.month:%Y-%m},{m.value},{'' if m.comparison is None else m.comparison}" for m in months
    ]
    content = "\n".join(["month,value,beside", *lines]).encode()
    assert read_months(content, "month", "value", "beside") == months
    assert read_lines("\n".join(line.replace(",", ", ") for line in lines)) == months


@given(st.binary(max_size=200))
def test_no_bytes_do_worse_than_a_refusal(content: bytes) -> None:
    with suppress(Refused):
        assert read_months(content, "month", "value")


def import_into(people: Cast, content: bytes, actor: str = "chidi", **how: object) -> int:
    made = Indicator.objects.first() or defined(people)
    return commands.import_measurements(
        actor=getattr(people, actor),
        programme=people.programme,
        indicator_ref=made.ref,
        content=content,
        month_column="Month",
        value_column="Reports",
        comparison_column="Millside",
        **how,  # type: ignore[arg-type]
    )


def test_a_file_is_imported_whole(people: Cast) -> None:
    assert import_into(people, GOOD) == 2
    assert [row.value for row in Measurement.objects.all()] == [153, 1148]


def test_a_file_with_one_bad_row_leaves_nothing(people: Cast) -> None:
    with pytest.raises(BadMonths):
        import_into(people, GOOD + b"June 2025,-4,3")
    assert not Measurement.objects.exists()


def test_importing_asks_first_who_it_is(people: Cast) -> None:
    for name in ("farah", "amina", "sam"):
        with pytest.raises(NotYours):
            import_into(people, b"not even a table", actor=name)
