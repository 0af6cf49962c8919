"""The public page of what was measured."""

from dataclasses import dataclass

from saidanddone.disclosure.wording import capital
from saidanddone.outcomes.release.charts import chart_of
from saidanddone.outcomes.release.shapes import Measure, Measures, Month, Total
from saidanddone.ui.charts import MonthsChart
from saidanddone.ui.templatetags.ui import gov_month


@dataclass(frozen=True)
class MeasureShown:
    """`totals` are those beyond the months compared; `beside` what it must be read with."""

    measure: Measure
    chart: MonthsChart | None
    totals: tuple[Total, ...]
    beside: tuple[Measure, ...]

    @property
    def latest_share(self) -> str:
        """The last month beside the first, from what is shown; empty where either is hidden."""
        if not (self.measure.out_of and self.measure.months):
            return ""
        first, latest = self.measure.months[0], self.measure.months[-1]
        now, then = _share(latest), _share(first)
        if not now:
            return ""
        told = f"{capital(now)} in {gov_month(latest.month)}"
        return f"{told}, {then} in {gov_month(first.month)}" if then and first != latest else told


def _share(month: Month) -> str:
    part, whole = month.value.shown, month.out_of and month.out_of.shown
    if part is None or not whole or month.out_of is None:
        return ""
    return f"{month.value.in_words} of {month.out_of.in_words} ({part / whole:.0%})"


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
