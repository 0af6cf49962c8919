"""A measure's months as a chart, and as a table that sets the same months of each year side by side."""

from collections.abc import Mapping
from datetime import date

from saidanddone.disclosure.document import Chart, Runs, Table, words
from saidanddone.disclosure.figures import Figure
from saidanddone.outcomes.release.charts import months_chart
from saidanddone.outcomes.release.shapes import Measure
from saidanddone.ui.components import NOTHING

HIDDEN = "hidden"
LEAST_SHOWN = 0.75  # of the months; below that a line tells mostly of what is hidden
LEAST_HEIGHTS = 3  # different values


def chart_of(measure: Measure) -> Chart | None:
    """None where nothing is compared, or where rounding and hiding leave no shape to see."""
    if not measure.windows or not _has_a_shape(measure):
        return None
    return Chart(months_chart(measure), _by_year(measure))


def _has_a_shape(measure: Measure) -> bool:
    shown = [month.value.shown for month in measure.months if month.value.shown is not None]
    return len(shown) >= LEAST_SHOWN * len(measure.months) and len(set(shown)) >= LEAST_HEIGHTS


def _by_year(measure: Measure) -> Table:
    here = {month.month: month.value for month in measure.months}
    there = {month.month: month.comparison for month in measure.months if month.comparison}
    years = sorted({month.year for month in here})
    groups = [("", here)] + ([("Comparison area, ", there)] if there else [])
    columns = [(prefix, figures, year) for prefix, figures in groups for year in years]
    kept = [number for number in range(1, 13) if any(month.month == number for month in here)]

    def row(number: int) -> tuple[Runs, ...]:
        name = f"{date(2000, number, 1):%B}"
        return (words(name), *(words(_cell(figures, year, number)) for _, figures, year in columns))

    return Table(
        caption=f"{measure.title}, month by month",
        head=("Month", *(f"{prefix}{year}" for prefix, _, year in columns)),
        rows=tuple(row(number) for number in kept),
        numeric=frozenset(range(1, len(columns) + 1)),
    )


def _cell(figures: Mapping[date, Figure], year: int, number: int) -> str:
    figure = figures.get(date(year, number, 1))
    if figure is None:
        return NOTHING
    return HIDDEN if figure.shown is None else f"{figure.shown:,}"
