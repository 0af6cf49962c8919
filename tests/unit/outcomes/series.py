"""Indicators and their months for tests: a fall from 50 a month to 37, and a place beside it."""

from datetime import date
from typing import Any

from saidanddone.outcomes import commands
from saidanddone.outcomes.inputs import IndicatorInput, MonthInput
from saidanddone.outcomes.models import Indicator
from tests.people import Cast

BEFORE = [date(2025, month, 1) for month in range(4, 11)]
AFTER = [date(2026, month, 1) for month in range(4, 11)]


def indicator_input(**typed: Any) -> IndicatorInput:
    plain: dict[str, Any] = {
        "title": "Reports of anti-social behaviour",
        "definition": "Calls to 101 closed as anti-social behaviour, by the month they were made.",
        "source": "Police 101",
        "caveat": "It counts calls, not what happened.",
        "counts": "reports",
        "better": "fewer",
        "comparison_area": "Millside",
        "before_from": BEFORE[0],
        "before_to": BEFORE[-1],
        "after_from": AFTER[0],
        "after_to": AFTER[-1],
    }
    return IndicatorInput(**(plain | typed))


def defined(people: Cast, **changes: Any) -> Indicator:
    return commands.define_indicator(
        actor=people.chidi, programme=people.programme, details=indicator_input(**changes)
    )


def record(people: Cast, indicator: Indicator, months: list[MonthInput], **how: Any) -> int:
    return commands.record_measurements(
        actor=people.chidi,
        programme=people.programme,
        indicator_ref=indicator.ref,
        months=months,
        **how,
    )


def a_fall(*, compared: bool = True) -> list[MonthInput]:
    """350 before and 259 after (26 % fewer); beside it 700 and 644 (8 % fewer)."""
    before = [
        MonthInput(month=month, value=50, comparison=100 if compared else None) for month in BEFORE
    ]
    return before + [
        MonthInput(month=month, value=37, comparison=92 if compared else None) for month in AFTER
    ]


def companions(people: Cast) -> list[Indicator]:
    """Harm reported and enforcement counted, each with a figure."""
    made = [
        defined(people, title="Harm reported", tells_of="harm", comparison_area=""),
        defined(
            people,
            title="Arrests and orders",
            tells_of="enforcement",
            counts="things",
            comparison_area="",
        ),
    ]
    for indicator in made:
        record(people, indicator, [MonthInput(month=AFTER[0], value=3)])
    return made
