"""The lines of the public front page: what is told of how long people waited."""

from datetime import UTC, datetime, timedelta

from saidanddone.base import clock
from saidanddone.thread.release import THREAD
from tests.people import Cast
from tests.unit.releases import world


def test_the_median_wait_is_rounded_down_to_five_days(people: Cast) -> None:
    """So that no one's day stands in it."""
    lights = world.theme(people)
    world.raised(people, lights, 10, 10)
    answered_on = datetime(2026, 6, 3, 12, tzinfo=UTC) + timedelta(days=94)
    with clock.as_if(answered_on):
        world.answer(people, lights)
        lines = world.drawn(people).part(THREAD).lines
    assert lines.median_days_waiting == 90
    assert (
        "Half of the things people said waited at least 90 days for an answer." in lines.sentences
    )


def test_the_lines_count_the_answers_that_the_release_brings(people: Cast) -> None:
    lights = world.theme(people)
    world.raised(people, lights, 10, 10)
    assert "none has an answer" in _first_line(people)
    world.answer(people, lights)
    assert _first_line(people) == "Of about 20 things people said, about 20 have an answer."
    world.signed(people)
    assert _first_line(people) == "Of about 20 things people said, about 20 have an answer."


def _first_line(people: Cast) -> str:
    return world.drawn(people).part(THREAD).lines.sentences[0]
