"""What a release says of what was measured."""

from collections.abc import Iterator

from saidanddone.disclosure.figures import PublishedFigure
from saidanddone.disclosure.known import StatedFigure
from saidanddone.disclosure.parts import ApiResource, Content, PartPage, ReleasePart, Report
from saidanddone.outcomes.release.build import build, compared_name, indicators_of
from saidanddone.outcomes.release.figures import ENTRIES, measure_name, measured
from saidanddone.outcomes.release.page import measures_shown
from saidanddone.outcomes.release.report import measured as measured_blocks
from saidanddone.outcomes.release.shapes import Change, Measure, Measures, Total

__all__ = [
    "MEASURES",
    "Change",
    "Measure",
    "Measures",
    "Total",
    "indicators_of",
    "measure_name",
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


def _api() -> tuple[ApiResource, ...]:
    from saidanddone.outcomes.release.api import MeasureOut

    summary = "Its measures, protected"
    measures = ApiResource(
        "measures", list[MeasureOut], summary, lambda content: content.part(MEASURES).measures
    )
    return (measures,)


MEASURES: ReleasePart[Measures] = ReleasePart(
    slug="outcomes",
    format=1,
    shape=Measures,
    build=build,
    entries=ENTRIES,
    figures=_figures,
    published=_published,
    pages=(
        PartPage(
            name="measures",
            address="measures",
            menu="Measures",
            template="outcomes/public/measures.html",
            context=lambda content: {"measures": measures_shown(content.part(MEASURES))},
        ),
    ),
    api=_api,
    report=Report(
        slug="measured",
        title="As a result",
        blocks=lambda content, sentences: measured_blocks(content.part(MEASURES), sentences),
    ),
)
