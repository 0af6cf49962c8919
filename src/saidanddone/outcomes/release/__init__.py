"""What a release says of what was measured."""

from collections.abc import Iterator

from saidanddone.disclosure.figures import PublishedFigure
from saidanddone.disclosure.known import StatedFigure
from saidanddone.disclosure.parts import Content, ReleasePart
from saidanddone.outcomes.release.build import build, compared_name, indicators_of
from saidanddone.outcomes.release.charts import COMPARED, chart_of, months_chart
from saidanddone.outcomes.release.figures import ENTRIES, measure_name, measured
from saidanddone.outcomes.release.shapes import Change, Measure, Measures, Total

__all__ = [
    "COMPARED",
    "MEASURES",
    "Change",
    "Measure",
    "Measures",
    "Total",
    "chart_of",
    "indicators_of",
    "measure_name",
    "months_chart",
]


def _figures(content: Content) -> Iterator[StatedFigure]:
    for measure in content.part(MEASURES).measures:
        yield from measured(measure)


def _published(part: Measures) -> list[PublishedFigure]:
    """Totals of people and of reports, and the windows of every change that is stated."""
    published: list[PublishedFigure] = []
    for measure in part.measures:
        if measure.counts == "things":
            continue
        published += [
            PublishedFigure(
                measure.slug, total.starts_on, total.ends_on, total.total.shown, exact=False
            )
            for total in measure.totals
            if not total.total.is_exact
        ]
        if measure.change is not None:
            # A percentage with its interval tells the totals of its windows nearly exactly.
            published += [
                PublishedFigure(
                    compared_name(measure.slug), window.first, window.last, 0, exact=True
                )
                for window in measure.windows
            ]
    return published


MEASURES = ReleasePart(
    slug="outcomes",
    format=1,
    shape=Measures,
    build=build,
    entries=ENTRIES,
    figures=_figures,
    published=_published,
)
