from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

from saidanddone.base import clock
from saidanddone.ui.wording import at_time

LATE_ON_A_SUMMER_NIGHT = datetime(2026, 7, 4, 23, 30, tzinfo=UTC)  # 00:30 on the 5th in London


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (LATE_ON_A_SUMMER_NIGHT, date(2026, 7, 5)),
        (datetime(2026, 7, 4, 22, 59, tzinfo=UTC), date(2026, 7, 4)),
        (datetime(2026, 12, 4, 23, 30, tzinfo=UTC), date(2026, 12, 4)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),  # the clocks go back at 1
    ],
)
def test_a_day_is_the_one_people_are_living(moment: datetime, day: date) -> None:
    assert clock.day_of(moment) == day
    with clock.as_if(moment):
        assert clock.today() == day
        assert clock.now() == moment


def test_pages_show_the_time_on_the_wall() -> None:
    with clock.as_if(LATE_ON_A_SUMMER_NIGHT):
        assert at_time(LATE_ON_A_SUMMER_NIGHT) == "at 00:30"
        assert at_time(datetime(2026, 7, 4, 9, 5, tzinfo=UTC)) == "on 4 July at 10:05"
    written = '{% load ui %}{{ moment|gov_date }}, {{ moment|gov_month }}, {{ moment|date:"H:i" }}'
    shown = Template(written).render(Context({"moment": LATE_ON_A_SUMMER_NIGHT}))
    assert shown == "5 July 2026, July 2026, 00:30"
