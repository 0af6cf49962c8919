"""The public page of what was measured."""

from dataclasses import dataclass

from saidanddone.outcomes.release.charts import chart_of
from saidanddone.outcomes.release.shapes import Measure, Measures, Total
from saidanddone.ui.charts import BeforeAfter


@dataclass(frozen=True)
class MeasureShown:
    """`totals` are those beyond the months compared; `beside` what it must be read with."""

    measure: Measure
    chart: BeforeAfter | None
    totals: tuple[Total, ...]
    beside: tuple[Measure, ...]


def measures_shown(part: Measures) -> list[MeasureShown]:
    by_slug = {measure.slug: measure for measure in part.measures}
    return [
        MeasureShown(
            measure,
            chart_of(measure),
            measure.other_totals,
            tuple(by_slug[slug] for slug in measure.stands_beside if slug in by_slug),
        )
        for measure in part.measures
    ]
