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
    assert "Half waited at least 90 days to be told." in lines.sentences
