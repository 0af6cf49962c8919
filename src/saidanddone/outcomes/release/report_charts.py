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
    """A column a year and a row a month, in the order of `_first_of_a_year`."""
    here = {month.month: month.value for month in measure.months}
    there = {month.month: month.comparison for month in measure.months if month.comparison}
    begins = _first_of_a_year(measure)
    years = sorted({month.year - (month.month < begins) for month in here})
    groups = [("", here)] + ([("Comparison area, ", there)] if there else [])
    columns = [(prefix, figures, year) for prefix, figures in groups for year in years]
    numbers = [*range(begins, 13), *range(1, begins)]
    kept = [number for number in numbers if any(month.month == number for month in here)]

    def row(number: int) -> tuple[Runs, ...]:
        name = f"{date(2000, number, 1):%B}"
        later = number < begins
        cells = [_cell(figures, year + later, number) for _, figures, year in columns]
        return (words(name), *map(words, cells))

    def title(year: int) -> str:
        return f"{year}" if begins == 1 else f"{year} to {year + 1}"

    return Table(
        caption=f"{measure.title}, month by month",
        head=("Month", *(f"{prefix}{title(year)}" for prefix, _, year in columns)),
        rows=tuple(row(number) for number in kept),
        numeric=frozenset(range(1, len(columns) + 1)),
    )


def _first_of_a_year(measure: Measure) -> int:
    """The month, 1 to 12, that a year of the table begins with: January, unless months compared
    run past December. Then it is the first of them, so that each stands beside its own."""
    crossing = [window for window in measure.windows if window.first.year != window.last.year]
    return crossing[0].first.month if crossing else 1


def _cell(figures: Mapping[date, Figure], year: int, number: int) -> str:
    figure = figures.get(date(year, number, 1))
    if figure is None:
        return NOTHING
    return HIDDEN if figure.shown is None else f"{figure.shown:,}"
