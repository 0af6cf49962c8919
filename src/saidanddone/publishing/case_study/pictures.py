"""A measure's months as a chart, and as a table that sets the same months of each year side by side."""

from collections.abc import Mapping
from datetime import date

from saidanddone.publishing.case_study.document import Chart, Runs, Table, words
from saidanddone.publishing.case_study.wording import months
from saidanddone.publishing.content import Figure, Measure
from saidanddone.ui.charts import Series, Window, before_after
from saidanddone.ui.components import NOTHING

HIDDEN = "hidden"
LEAST_SHOWN = 0.75  # of the months; below that a line tells mostly of what is hidden
LEAST_HEIGHTS = 3  # different values


def chart_of(measure: Measure) -> Chart | None:
    """None where nothing is compared, or where rounding and hiding leave no shape to see."""
    if not measure.windows or not _has_a_shape(measure):
        return None
    first, last = measure.months[0].month, measure.months[-1].month
    here = {each.month: each.value for each in measure.months}
    there = {each.month: each.comparison for each in measure.months if each.comparison is not None}
    every = _every_month(first, last)
    series = [Series("Here", first, _values(here, every))]
    if there:
        series.append(Series("Comparison area", first, _values(there, every)))
    note = f"Source: {measure.source.removesuffix('.')}."
    if measure.counts != "things":
        note += " Each month is rounded to the nearest 5; months of 1 to 7 are hidden."
    picture = before_after(
        f"chart-{measure.slug.replace('_', '-')}",
        measure.title,
        series,
        [
            Window(
                f"{window.kind.capitalize()}: {months(window.first, window.last)}",
                window.first,
                window.last,
                window.kind,
            )
            for window in measure.windows
        ],
        subtitle="Each month",
        note=note,
    )
    return Chart(picture, _by_year(measure, here, there))


def _has_a_shape(measure: Measure) -> bool:
    shown = [each.value.shown for each in measure.months if each.value.shown is not None]
    return len(shown) >= LEAST_SHOWN * len(measure.months) and len(set(shown)) >= LEAST_HEIGHTS


def _every_month(first: date, last: date) -> list[date]:
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(start, end + 1)]


def _values(held: Mapping[date, Figure], every: list[date]) -> tuple[float | None, ...]:
    return tuple(held[month].shown if month in held else None for month in every)


def _by_year(measure: Measure, here: Mapping[date, Figure], there: Mapping[date, Figure]) -> Table:
    years = sorted({month.year for month in here})
    groups = [("", here)] + ([("Comparison area, ", there)] if there else [])
    columns = [(prefix, held, year) for prefix, held in groups for year in years]
    kept = [number for number in range(1, 13) if any(month.month == number for month in here)]

    def row(number: int) -> tuple[Runs, ...]:
        name = f"{date(2000, number, 1):%B}"
        return (words(name), *(words(_cell(held, year, number)) for _, held, year in columns))

    return Table(
        caption=f"{measure.title}, month by month",
        head=("Month", *(f"{prefix}{year}" for prefix, _, year in columns)),
        rows=tuple(row(number) for number in kept),
        numeric=frozenset(range(1, len(columns) + 1)),
    )


def _cell(held: Mapping[date, Figure], year: int, number: int) -> str:
    figure = held.get(date(year, number, 1))
    if figure is None:
        return NOTHING
    return HIDDEN if figure.shown is None else f"{figure.shown:,}"
