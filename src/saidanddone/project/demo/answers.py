"""Adds the answers, their approval, and what people said back."""

from datetime import date, timedelta
from functools import partial

from saidanddone.answers import commands as answers
from saidanddone.answers import scheduled
from saidanddone.answers.inputs import AloudTallyInput, AnswerInput
from saidanddone.answers.models import Answer
from saidanddone.base import clock
from saidanddone.listening import scheduled as listening
from saidanddone.project.demo.story import Story
from saidanddone.project.demo.words import Row, read

SAYS = {"not_ours_to_decide": "not_ours"}
A_WEEK = timedelta(days=7)


def add_to_diary(story: Story) -> None:
    tables = read("answers", story.year)
    for row in tables["answers"]:
        story.diary.on(row["drafted_on"], 10, partial(_draft, story, row))
        if "approved_on" in row:
            story.diary.on(row["approved_on"], 11, partial(_approve, story, row))
    for row in tables["verdicts"]:
        story.diary.on(row["on"], 18, partial(_say_back, story, row))
    for row in tables["tallies"]:
        story.diary.on(row["on"], 19, partial(_record_tally, story, row))
    for day in _weeks(story, tables["answers"]):
        story.diary.on(day, 7, _run_jobs)


def _weeks(story: Story, rows: list[Row]) -> list[date]:
    """The days of the weekly job, chosen so that one falls on the day of reopening."""
    [reopened_on] = [row["reopened_on"] for row in rows if "reopened_on" in row]
    first = reopened_on - 4 * A_WEEK
    weeks = range((date(story.year, 10, 31) - first) // A_WEEK + 1)
    return [first + week * A_WEEK for week in weeks]


def _run_jobs() -> None:
    """Run the scheduled jobs that change answers and words, as of that day."""
    for job in (*scheduled.JOBS, *listening.JOBS):
        job.run(clock.today())


def _draft(story: Story, row: Row) -> None:
    answers.draft_answer(
        actor=story.actor(row["drafted_by"]),
        programme=story.programme,
        theme=story.themes[row["theme"]],
        details=_input(row),
    )


def _input(row: Row) -> AnswerInput:
    is_to_decide = row["says"] == "to_decide"
    return AnswerInput(
        says=SAYS.get(row["says"]) or row["says"],
        we_heard=row["heard"],
        we_decided=_decided_with_cost(row),
        because=" ".join(part for part in (row.get("because"), row["why"]) if part),
        we_did=row["done"],
        what_changed=row["changed"],
        next_step=row["next"],
        next_on=None if is_to_decide else row.get("when"),
        decided_by_whom=row.get("by_whom", ""),
        decided_by_when=row["when"] if is_to_decide else None,
        who_can=row.get("who_can", ""),
        what_we_asked=row.get("what_we_asked", ""),
        their_reply=row.get("their_reply", ""),
    )


def _decided_with_cost(row: Row) -> str:
    """What was decided; over a tension, also its cost and what is offered."""
    if "cost" not in row:
        return str(row["decided"])
    return f"{row['decided']} {row['cost']} What is offered: {row['offered']}"


def _answer(story: Story, row: Row) -> Answer:
    return Answer.objects.get(theme=story.themes[row["theme"]], number=row["version"])


def _approve(story: Story, row: Row) -> None:
    answer = _answer(story, row)
    answers.approve_answer(
        actor=story.actor(row["approved_by"]),
        programme=story.programme,
        answer_ref=answer.ref,
        version=answer.version,
    )


def _say_back(story: Story, row: Row) -> None:
    for about in ("meant", "seen"):
        if not row[about]:
            continue
        was_kept = answers.give_verdict_by_code(
            contributor=story.contributors[row["contributor"]],
            answer_ref=_answer(story, row).ref,
            verdict=f"{about}_{row[about]}",
        )
        if not was_kept:
            raise LookupError(f"nothing is published to {row['theme']} on {row['on']}")


def _record_tally(story: Story, row: Row) -> None:
    """Typed in by whoever recorded the occasion."""
    recorded_by = story.engagements[row["engagement"]].recorded_by
    answers.type_in_tally(
        actor=story.actor(recorded_by.email),
        programme=story.programme,
        answer_ref=_answer(story, row).ref,
        details=AloudTallyInput(
            community_slug=story.communities[row["community"]].slug,
            told_on=row["on"],
            meant_yes=row["meant_yes"],
            meant_no=row["meant_no"],
            seen_yes=row["seen_yes"],
            seen_no=row["seen_no"],
        ),
    )
