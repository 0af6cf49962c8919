from datetime import date

import pytest
from django.template import Context, Template


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("{{ 0.256|percent }}", "26%"),
        ("{{ 0.256|percent:1 }}", "25.6%"),
        ("{{ None|percent }}", "\N{EN DASH}"),
        ("{{ signed|closed_percent }}", "26% fewer, of 9 places"),
        ("{{ 1234|thin_number }}", "1,234"),
        ("{{ 12.04|thin_number }}", "12"),
        ("{{ None|thin_number }}", "\N{EN DASH}"),
        ('{{ 1|count_of:"person,people" }}', "1 person"),
        ('{{ 0|count_of:"person,people" }}', "0 people"),
        ('{{ 1200|count_of:"thing" }}', "1,200 things"),
        ("{{ day|gov_date }}", "5 June 2026"),
        ("{{ day|gov_month }}", "June 2026"),
        ("{{ None|gov_date }}", ""),
        ("{{ three|listed }}", "lights, hubs and nights"),
        ("{{ one|listed }}", "lights"),
    ],
)
def test_figures_and_dates_are_written_as_govuk_writes_them(written: str, shown: str) -> None:
    context = {
        "day": date(2026, 6, 5),
        "three": ["lights", "hubs", "nights"],
        "one": ["lights"],
        "signed": "26 % fewer, of 9 places",
    }
    assert Template("{% load ui %}" + written).render(Context(context)) == shown
