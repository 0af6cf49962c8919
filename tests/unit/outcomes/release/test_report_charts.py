"""The months of a measure in the case study: each month beside the month that it is compared with."""

from datetime import date

from saidanddone.disclosure.document import Chart, Table
from saidanddone.outcomes.release import MEASURES
from saidanddone.outcomes.release.report_charts import chart_of
from tests.people import Cast
from tests.unit.releases import world


def table(people: Cast, values: list[int], first: date, **windows: date) -> Table:
    world.indicator(people, "reports", values, first, **windows)
    measure = world.drawn(people).part(MEASURES).measure("reports")
    assert measure is not None
    chart = chart_of(measure)
    assert isinstance(chart, Chart)
    return chart.table


def rows(shown: Table) -> list[list[str]]:
    return [["".join(run.text for run in cell) for cell in row] for row in shown.rows]


def test_years_compared_from_november_each_have_a_column(people: Cast) -> None:
    shown = table(
        people,
        [30, 40, 50, *[20] * 9, 10, 15, 25, *[20] * 9],
        date(2024, 11, 1),
        before_from=date(2024, 11, 1),
        before_to=date(2025, 10, 1),
        after_from=date(2025, 11, 1),
        after_to=date(2026, 10, 1),
    )
    assert shown.head == ("Month", "2024 to 2025", "2025 to 2026")
    assert rows(shown)[:3] == [
        ["November", "30", "10"],
        ["December", "40", "15"],
        ["January", "50", "25"],
    ]
    assert [row[0] for row in rows(shown)][-1] == "October"


def test_months_compared_within_a_year_stand_in_calendar_years(people: Cast) -> None:
    shown = table(
        people,
        [30, 40, 50, *[20] * 9, 10, 15, 25],
        date(2025, 4, 1),
        before_from=date(2025, 4, 1),
        before_to=date(2025, 6, 1),
        after_from=date(2026, 4, 1),
        after_to=date(2026, 6, 1),
    )
    assert shown.head == ("Month", "2025", "2026")
    assert ["April", "30", "10"] in rows(shown)
