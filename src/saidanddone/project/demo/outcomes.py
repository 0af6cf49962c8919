"""Indicators, their months as each was over, and totals of closed periods."""

from datetime import date
from functools import partial

from saidanddone.outcomes import commands as outcomes
from saidanddone.outcomes.said import IndicatorSaid, MonthSaid
from saidanddone.project.demo.dates import months_from
from saidanddone.project.demo.story import ANALYST, Story
from saidanddone.project.demo.words import Row, read


def put_in(story: Story) -> None:
    rows = read("indicators", story.year)["indicators"]
    # October's figures are put in on the day that the last release is signed.
    last = max(row["signed_on"] for row in read("release", story.year)["releases"])
    days = [date(story.year, month, 4) for month in range(5, 11)] + [last]
    for row in rows:
        story.diary.on(days[0], 8, partial(_define, story, row))
    for row in rows:
        if "beside" in row:
            story.diary.on(days[0], 9, partial(_set_beside, story, row))
        for day in days:
            story.diary.on(day, 10, partial(_measure, story, row, day))
        # What it is meant to show is said once the plan says what is being done.
        story.diary.on(days[-2], 11, partial(_link, story, row))
        story.diary.on(days[-1], 11, partial(_link, story, row))
        if "total" in row:
            story.diary.on(days[-2], 12, partial(_total, story, row))


def _define(story: Story, row: Row) -> None:
    story.indicators[row["key"]] = outcomes.define_indicator(
        actor=story.actor(ANALYST), programme=story.programme, said=_said(story, row)
    )


def _set_beside(story: Story, row: Row) -> None:
    indicator = story.indicators[row["key"]]
    story.indicators[row["key"]] = outcomes.edit_indicator(
        actor=story.actor(ANALYST),
        programme=story.programme,
        indicator_ref=indicator.ref,
        version=indicator.version,
        said=_said(story, row),
    )


def _said(story: Story, row: Row) -> IndicatorSaid:
    (before_from, before_to), (after_from, after_to) = (
        row.get("before", (None, None)),
        row.get("after", (None, None)),
    )
    beside = [story.indicators[key] for key in row.get("beside", ()) if key in story.indicators]
    return IndicatorSaid(
        slug=row["key"].replace("_", "-"),
        title=row["title"],
        definition=_definition(row),
        source=row["source"],
        caveat=row["caveat"],
        counts=row["counts"],
        better=row["better"],
        tells_of=row.get("tells_of", "other"),
        baseline=row["baseline"],
        target=row["target"],
        comparison_area=row["comparison"]["name"] if "comparison" in row else "",
        before_from=before_from,
        before_to=before_to and before_to.replace(day=1),
        after_from=after_from,
        after_to=after_to and after_to.replace(day=1),
        beside_refs=tuple(each.ref for each in beside),
    )


def _definition(row: Row) -> str:
    """With what a month's figure is out of, where it is part of something."""
    if "out_of" not in row:
        return str(row["definition"])
    months = months_from(row["first"], len(row["out_of"]))
    of_all = ", ".join(
        f"{month:%B} {count}" for month, count in zip(months, row["out_of"], strict=True)
    )
    return f"{row['definition']} All of them: {of_all}."


def _measure(story: Story, row: Row, day: date) -> None:
    """The months that are over and not yet put in."""
    beside = row["comparison"]["values"] if "comparison" in row else [None] * len(row["values"])
    months = months_from(row["first"], len(row["values"]))
    over = [
        MonthSaid(month, value, comparison)
        for month, value, comparison in zip(months, row["values"], beside, strict=True)
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


def _total(story: Story, row: Row) -> None:
    starts_on, ends_on = row["period"]
    outcomes.record_period_total(
        actor=story.actor(ANALYST),
        programme=story.programme,
        indicator_ref=story.indicators[row["key"]].ref,
        starts_on=starts_on,
        ends_on=ends_on,
        total=row["total"],
        total_before=row.get("total_before"),
    )
