"""Releases."""

from functools import partial

from saidanddone.answers.commands import publish_answers
from saidanddone.project.demo.story import STRATEGY_LEAD, Story
from saidanddone.project.demo.words import read


def put_in(story: Story) -> None:
    for row in read("release", story.year)["releases"]:
        story.diary.on(row["signed_on"], 16, partial(_sign, story))


def _sign(story: Story) -> None:
    publish_answers(actor=story.actor(STRATEGY_LEAD), programme=story.programme)
