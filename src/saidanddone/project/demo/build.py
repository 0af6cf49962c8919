"""Builds Eastmere: each stage adds its acts to the diary, then the diary runs them by date."""

from contextlib import ExitStack
from datetime import date

from django.db import transaction

from saidanddone.base.query_planner import count_rows_for_planning
from saidanddone.programme.models import Programme
from saidanddone.project.demo import (
    answers,
    evidence,
    listening,
    outcomes,
    people,
    releases,
    strategy,
)
from saidanddone.project.demo.dates import story_year
from saidanddone.project.demo.story import Story

STAGES = (people, listening, evidence, strategy, outcomes, answers, releases)


def build(as_of: date) -> Programme:
    """Build the demonstration as of this day, all of it or nothing.

    The same day gives the same content and counts; keys and references are random.
    """
    story = Story(year=story_year(as_of), as_of=as_of)
    for stage in STAGES:
        stage.add_to_diary(story)
    with ExitStack() as both:
        # The keys' transaction is inside, so that it commits before the words it opens.
        for alias in ("default", "keys"):
            both.enter_context(transaction.atomic(using=alias))
        story.diary.run()
        # Otherwise PostgreSQL plans as if its tables were empty, and a page takes minutes.
        count_rows_for_planning()
    return story.programme
