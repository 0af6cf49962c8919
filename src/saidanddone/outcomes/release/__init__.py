"""What a release says of what was measured."""

from collections.abc import Iterator
from datetime import date

from saidanddone.disclosure.content import Content
from saidanddone.disclosure.figures import Figure, PublishedFigure
from saidanddone.disclosure.known import StatedFigure
from saidanddone.disclosure.months import last_of_month
from saidanddone.disclosure.pages import PartPage
from saidanddone.disclosure.parts import ApiResource, ReleasePart
from saidanddone.disclosure.report import OUTCOMES, Passage, Report
from saidanddone.outcomes.release.build import build, compared_name, indicators_of
from saidanddone.outcomes.release.figures import ENTRIES, measure_name, measured
from saidanddone.outcomes.release.older import with_ranges_by_chance, with_shares
from saidanddone.outcomes.release.page import measures_shown
from saidanddone.outcomes.release.report import measured as measured_blocks
from saidanddone.outcomes.release.report import not_known
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


def _counted(part: Measures) -> list[PublishedFigure]:
    """Months and totals of reports, which add up. Someone who comes again is counted in each month, so
    months of people do not: each month and each total of people is judged by itself.
    """
    measures = [measure for measure in part.measures if measure.counts != "things"]
    return [
        *(
            _counted_in(measure, measure.slug, first, last, figure)
            for measure in measures
            for first, last, figure in _stretches(measure)
        ),
        # A whole is hidden where the rest of it is small, whatever it counts: only what is shown is judged.
        *(
            _counted_in(measure, f"{measure.slug} out of", month.month, end, month.out_of)
            for measure in measures
            for month in measure.months
            if month.out_of is not None and not month.out_of.is_hidden
            for end in (last_of_month(month.month),)
        ),
    ]


def _counted_in(
    measure: Measure, name: str, first: date, last: date, figure: Figure
) -> PublishedFigure:
    return PublishedFigure(
        name if measure.counts == "reports" else f"{name} {first} {last}",
        first,
        last,
        figure.shown,
        exact=figure.is_exact,
        label=measure.title,
    )


def _stretches(measure: Measure) -> Iterator[tuple[date, date, Figure]]:
    for month in measure.months:
        yield month.month, last_of_month(month.month), month.value
    for window in measure.windows:
        yield window.first, window.last, window.total
    for total in measure.totals:
        yield total.starts_on, total.ends_on, total.total


def _api() -> tuple[ApiResource[Measures], ...]:
    from saidanddone.outcomes.release.api import MeasureOut

    summary = "Its measures, protected"
    measures = ApiResource[Measures](
        "measures", list[MeasureOut], summary, lambda part, site: part.measures
    )
    return (measures,)


MEASURES: ReleasePart[Measures] = ReleasePart(
    slug="outcomes",
    format=3,
    shape=Measures,
    upgraders={1: with_ranges_by_chance, 2: with_shares},
    build=build,
    entries=ENTRIES,
    figures=_figures,
    published=_published,
    counted=_counted,
    pages=(
        PartPage(
            name="measures",
            address="measures",
            menu="Measures",
            rank=10,
            template="outcomes/public/measures.html",
            context=lambda part, site: {"measures": measures_shown(part)},
        ),
    ),
    api=_api,
    report=Report(passages=(Passage(OUTCOMES, measured_blocks),), not_known=not_known),
)
