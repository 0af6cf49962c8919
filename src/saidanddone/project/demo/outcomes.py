"""Adds the indicators, each month once it was over, and totals of closed periods."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from saidanddone.outcomes import commands as outcomes
from saidanddone.outcomes.inputs import IndicatorInput, MonthInput, PeriodTotalInput
from saidanddone.project.demo.dates import months_from
from saidanddone.project.demo.story import ANALYST, Story
from saidanddone.project.demo.words import Row, read


def add_to_diary(story: Story) -> None:
    rows = read("indicators", story.year)["indicators"]
    # October's figures are put in on the day that the last release is signed.
    last = max(row["signed_on"] for row in read("release", story.year)["releases"])
    days = [date(story.year, month, 4) for month in range(5, 11)] + [last]
    for row in rows:
        story.diary.on(days[0], 8, partial(_define, story, row))
    for row in rows:
        if "beside" in row:
            story.diary.on(days[0], 9, partial(_edit_indicator, story, row))
        for day in days:
            story.diary.on(day, 10, partial(_measure, story, row, day))
        # What it is meant to show is said once the plan says what is being done.
        story.diary.on(days[-2], 11, partial(_link, story, row))
        story.diary.on(days[-1], 11, partial(_link, story, row))
        for day, total in _totals(row, days[-2], days[-1]):
            story.diary.on(day, 11, partial(_record_total, story, row, total))


def _define(story: Story, row: Row) -> None:
    story.indicators[row["key"]] = outcomes.define_indicator(
        actor=story.actor(ANALYST), programme=story.programme, details=_indicator(story, row)
    )


def _edit_indicator(story: Story, row: Row) -> None:
    """Define it again, once its companions exist or more months are over."""
    indicator = story.indicators[row["key"]]
    story.indicators[row["key"]] = outcomes.edit_indicator(
        actor=story.actor(ANALYST),
        programme=story.programme,
        indicator_ref=indicator.ref,
        version=indicator.version,
        details=_indicator(story, row),
    )


def _indicator(story: Story, row: Row) -> IndicatorInput:
    (before_from, before_to), (after_from, after_to) = (
        row.get("before", (None, None)),
        row.get("after", (None, None)),
    )
    beside = [story.indicators[key] for key in row.get("beside", ()) if key in story.indicators]
    return IndicatorInput(
        slug_wanted=row["key"].replace("_", "-"),
        title=row["title"],
        definition=row["definition"],
        source=row["source"],
        caveat=row["caveat"],
        counts=row["counts"],
        better=row["better"],
        tells_of=row.get("tells_of", "other"),
        baseline=row["baseline"],
        target=row["target"],
        comparison_area=row["comparison"]["name"] if "comparison" in row else "",
        out_of=row.get("whole", ""),
        monthly_target=row.get("monthly_target"),
        before_from=before_from,
        before_to=before_to and before_to.replace(day=1),
        after_from=after_from,
        after_to=after_to and after_to.replace(day=1),
        beside_refs=tuple(indicator.ref for indicator in beside),
    )


def _measure(story: Story, row: Row, day: date) -> None:
    """The months that are over and not yet put in."""
    none = [None] * len(row["values"])
    beside = row["comparison"]["values"] if "comparison" in row else none
    months = months_from(row["first"], len(row["values"]))
    figures = zip(months, row["values"], beside, row.get("out_of", none), strict=True)
    over = [
        MonthInput(month=month, value=value, comparison=comparison, out_of=out_of)
        for month, value, comparison, out_of in figures
        if month < day.replace(day=1)
    ]
    outcomes.record_measurements(
        actor=story.actor(ANALYST),
        programme=story.programme,
        indicator_ref=story.indicators[row["key"]].ref,
        months=over if day.month == 5 else over[-1:],
    )


def _link(story: Story, row: Row) -> None:
    outcomes.link_actions(
        actor=story.actor(ANALYST),
        programme=story.programme,
        indicator_ref=story.indicators[row["key"]].ref,
        action_refs=[story.actions[key].ref for key in row["actions"] if key in story.actions],
    )


def _totals(row: Row, earlier: date, last: date) -> Iterator[tuple[date, PeriodTotalInput]]:
    """The totals of an indicator and when each is recorded: of a period, or of two windows."""
    if "total" in row:
        first, end = row["period"]
        yield (
            earlier,
            PeriodTotalInput(
                starts_on=first,
                ends_on=end,
                total=row["total"],
                total_before=row.get("total_before"),
            ),
        )
    for window in ("before", "after"):
        if f"{window}_total" in row and window in row:
            first, end = row[window]
            yield last, PeriodTotalInput(starts_on=first, ends_on=end, total=row[f"{window}_total"])


def _record_total(story: Story, row: Row, total: PeriodTotalInput) -> None:
    outcomes.record_period_total(
        actor=story.actor(ANALYST),
        programme=story.programme,
        indicator_ref=story.indicators[row["key"]].ref,
        details=total,
    )
