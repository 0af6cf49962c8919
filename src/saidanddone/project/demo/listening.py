"""Adds the occasions of listening, who spoke, their consent, and their words."""

from collections import defaultdict
from datetime import date, timedelta
from functools import partial

from saidanddone.listening import commands as listening
from saidanddone.listening.consent import QUESTIONS, QUOTES
from saidanddone.listening.inputs import (
    ConsentInput,
    ContributionInput,
    ContributorInput,
    EngagementInput,
)
from saidanddone.listening.passages import INTERVIEWER, Passage
from saidanddone.listening.states import CLOSED, HELD, WRITTEN_UP
from saidanddone.project.demo.story import Story
from saidanddone.project.demo.words import Row, read, read_contributions, without_marks

NEEDS = {
    "interpreter": "had_interpreter",
    "childcare": "had_childcare",
    "step-free": "had_step_free",
    "voucher": "had_voucher",
}
WRITTEN_UP_AFTER = timedelta(days=7)
# Notes of the last evenings that are still to be confirmed when someone looks, whenever they look.
RAW_FOR = timedelta(days=14)


def add_to_diary(story: Story) -> None:
    contributions = read_contributions(story.year)
    confirmed: dict[str, list[date]] = defaultdict(list)
    for row in contributions:
        if "confirmed_on" in row:
            confirmed[row["engagement"]].append(row["confirmed_on"])
    engagements = {row["key"]: row for row in read("engagements", story.year)["engagements"]}
    for row in engagements.values():
        written_up_on = max(confirmed.get(row["key"], [row["held"] + WRITTEN_UP_AFTER]))
        story.diary.on(row["held"], 10, partial(_record, story, row))
        for state in _after_held(row["state"]):
            story.diary.on(written_up_on, 17, partial(_move, story, row, state))
    for row in contributions:
        held_on = engagements[row["engagement"]]["held"]
        captured_on = max(held_on, story.as_of - RAW_FOR) if row["state"] == "raw" else held_on
        story.diary.on(captured_on, 11, partial(_capture, story, row, held_on))
        for day, changes in _by_day(row.get("consent_changes", [])).items():
            story.diary.on(day, 14, partial(_change_consent, story, row, changes))


def _after_held(state: str) -> tuple[str, ...]:
    return {HELD: (), WRITTEN_UP: (WRITTEN_UP,), CLOSED: (WRITTEN_UP, CLOSED)}[state]


def _record(story: Story, row: Row) -> None:
    felt, again = row["felt_heard"], row["would_do_again"]
    needs_met = {NEEDS[need] for need in row["access_needs_met"] if need in NEEDS}
    story.engagements[row["key"]] = listening.record_engagement(
        actor=story.actor(row["facilitators"][0]),
        programme=story.programme,
        details=EngagementInput(
            kind=row["kind"],
            title=row["title"],
            community_slug=story.communities[row["community"]].slug,
            held_on=row["held"],
            coarse_place=row["place"],
            guide=_guide(story, row),
            attendance={
                story.communities[key].slug: count for key, count in row["attendance"].items()
            },
            asked_if_heard=felt["yes"] + felt["no"],
            felt_heard=felt["yes"],
            asked_if_again=again["yes"] + again["no"],
            would_do_again=again["yes"],
            had_interpreter="had_interpreter" in needs_met,
            had_childcare="had_childcare" in needs_met,
            had_step_free="had_step_free" in needs_met,
            had_voucher="had_voucher" in needs_met,
        ),
        facilitators=[story.users[email].pk for email in row["facilitators"]],
    )


def _guide(story: Story, row: Row) -> str:
    """With what the form has no box for: other needs met, and who had come before."""
    others = [need for need in row["access_needs_met"] if need not in NEEDS]
    again = [
        f"{count} {story.communities[slug].name.lower()}"
        for slug, count in row.get("returning", {}).items()
    ]
    parts = [
        row["guide"].capitalize(),
        f"Also met: {', '.join(others)}" if others else "",
        f"Had come before: {' and '.join(again)}" if again else "",
    ]
    return ". ".join(part for part in parts if part)


def _move(story: Story, row: Row, state: str) -> None:
    story.engagements[row["key"]] = listening.move_engagement(
        actor=story.actor(row["facilitators"][0]),
        programme=story.programme,
        engagement=story.engagements[row["key"]],
        to=state,
    )


def _capture(story: Story, row: Row, held_on: date) -> None:
    actor = story.actor(row["captured_by"])
    community = story.communities[row["community"]]
    if row["voice"] == "person":
        # The code is not stored: `saidanddone demo_codes` makes new ones.
        story.contributors[row["key"]], _ = listening.register_contributor(
            actor=actor,
            programme=story.programme,
            details=ContributorInput(
                community_slug=community.slug,
                uses={use: use in row["uses"] for use in QUESTIONS},
                limits_told_on=held_on,
            ),
        )
    story.contributions[row["key"]] = listening.capture(
        actor=actor,
        programme=story.programme,
        engagement=story.engagements[row["engagement"]],
        contributor=story.contributors.get(row["key"]),
        details=ContributionInput(
            voice=row["voice"],
            passages=tuple(_passage(turn) for turn in row["turns"]),
            people=row.get("people", 1),
            was_read_back=row["read_back"],
            community_slug=community.slug,
        ),
    )


def _passage(turn: Row) -> Passage:
    speaker = INTERVIEWER if turn["speaker"] == "interviewer" else 1
    return Passage(speaker, turn["manner"], False, without_marks(turn["text"])[0])


def _by_day(changes: list[Row]) -> dict[date, list[str]]:
    days: dict[date, list[str]] = defaultdict(list)
    for change in changes:
        days[change["on"]].append(change["use"])
    return days


def _change_consent(story: Story, row: Row, uses: list[str]) -> None:
    """Both kinds of quote at once is what the code's button does; one alone was said to a peer."""
    contributor = story.contributors[row["key"]]
    if set(uses) == set(QUOTES):
        listening.stop_quotes_by_code(contributor=contributor)
        return
    for use in uses:
        listening.record_consent(
            actor=story.actor(row["captured_by"]),
            programme=story.programme,
            contributor=contributor,
            details=ConsentInput(use=use, act="withdrawn"),
        )
