"""Stretches of time in words."""

from datetime import date

from saidanddone.ui.templatetags.ui import gov_span, month_span


def test_a_stage_of_one_day_is_one_date() -> None:
    day = date(2026, 10, 8)
    assert gov_span(day, day) == "8 October 2026"
    assert gov_span(day, date(2026, 10, 9)) == "8 October 2026 to 9 October 2026"


def test_a_stage_within_a_month_is_one_month() -> None:
    assert month_span(date(2026, 10, 1), date(2026, 10, 31)) == "October 2026"
    assert month_span(date(2026, 10, 1), date(2026, 11, 1)) == "October 2026 to November 2026"
