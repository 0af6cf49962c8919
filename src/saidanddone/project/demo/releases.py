"""Adds the releases, drafted by one person and signed by two others, and the exact totals."""

from functools import partial

from saidanddone.project.demo.story import ANALYST, Story
from saidanddone.project.demo.words import Row, read
from saidanddone.releases import commands as releases
from saidanddone.releases.inputs import ExactTotalInput
from saidanddone.releases.models import Release

OF_A_COMMUNITY = "attendance."


def add_to_diary(story: Story) -> None:
    tables = read("release", story.year)
    for row in tables["exact_totals"]:
        story.diary.on(row["decided_on"], 12, partial(_decide_total, story, row))
    for row in tables["releases"]:
        story.diary.on(row["signed_on"], 13, partial(_draft, story, row))
        for hour, email in enumerate(row["signed_by"], start=15):
            story.diary.on(row["signed_on"], hour, partial(_sign, story, email))


def _decide_total(story: Story, row: Row) -> None:
    figure = str(row["figure"])
    starts_on, ends_on = row["period"]
    releases.decide_exact_total(
        actor=story.actor(row["decided_by"]),
        programme=story.programme,
        details=ExactTotalInput(
            starts_on=starts_on, ends_on=ends_on, because=row["because"], **_slug(story, figure)
        ),
    )


def _slug(story: Story, figure: str) -> dict[str, str]:
    if figure in story.indicators:
        return {"indicator_slug": story.indicators[figure].slug}
    return {"community_slug": story.communities[figure.removeprefix(OF_A_COMMUNITY)].slug}


def _draft(story: Story, row: Row) -> None:
    releases.draft_release(
        actor=story.actor(ANALYST), programme=story.programme, note=f"{row['title']}. {row['note']}"
    )


def _sign(story: Story, email: str) -> None:
    newest = Release.objects.filter(programme=story.programme).order_by("-number")[0]
    releases.sign_release(actor=story.actor(email), release=newest)
