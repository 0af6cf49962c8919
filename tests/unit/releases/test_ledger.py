"""Totals that leave exact: once, for a closed period, combining with nothing."""

from datetime import date

import pytest

from saidanddone.access.actors import Actor
from saidanddone.base.errors import NotYours, Refused
from saidanddone.disclosure.figures import Figure
from saidanddone.listening.release import LISTENED
from saidanddone.outcomes.models import Indicator
from saidanddone.outcomes.release import MEASURES
from saidanddone.programme.models import Community
from saidanddone.releases import commands
from saidanddone.releases.inputs import ExactTotalInput
from saidanddone.releases.models import ExactTotal
from tests.people import Cast, make_programme
from tests.unit.releases import world

YEAR = (date(2025, 10, 1), date(2026, 9, 30))
JUNE = (date(2026, 6, 1), date(2026, 6, 30))


def decide(
    people: Cast,
    *,
    indicator: Indicator | None = None,
    community: Community | None = None,
    actor: Actor | None = None,
    starts_on: date = YEAR[0],
    ends_on: date = YEAR[1],
    because: str = "Closed, for the whole programme.",
) -> ExactTotal:
    details = ExactTotalInput(
        starts_on=starts_on,
        ends_on=ends_on,
        because=because,
        indicator_slug=indicator.slug if indicator else "",
        community_slug=community.slug if community else "",
    )
    return commands.decide_exact_total(
        actor=actor or people.grace, programme=people.programme, details=details
    )


def support(people: Cast, total: int = 49, **said: object):  # type: ignore[no-untyped-def]
    made = world.indicator(people, "support", counts="people", **said)
    world.period_total(people, made, total, total_before=0)
    return made


def test_a_total_leaves_exact_with_the_next_release(people: Cast) -> None:
    made = support(people)
    assert _total(people) == Figure(50)
    entry = decide(people, indicator=made)
    assert _total(people) == Figure(49, is_exact=True)
    release = world.signed(people)
    entry.refresh_from_db()
    assert entry.release == release
    assert world.content(people).exact_totals[0].total == 49


def _total(people: Cast) -> Figure:
    return world.drawn(people).part(MEASURES).measures[0].totals[0].total


def test_where_it_started_from_stays_protected(people: Cast) -> None:
    made = world.indicator(people, "support", counts="people")
    world.period_total(people, made, 49, total_before=3)
    decide(people, indicator=made)
    assert world.drawn(people).part(MEASURES).measures[0].totals[0].total_before == Figure(None)


def test_fewer_than_ten_never_leave_exact(people: Cast) -> None:
    made = support(people, 9)
    with pytest.raises(Refused, match="10 or more"):
        decide(people, indicator=made)


def test_a_period_that_is_not_over_waits(people: Cast) -> None:
    for day in (1, 3, 5, 8, 9):
        world.occasion(people, came=4, held_on=date(2026, 11, day))
    with pytest.raises(Refused, match="not over"):
        decide(
            people,
            community=people.sex_workers,
            starts_on=date(2026, 11, 1),
            ends_on=date(2026, 11, 30),
        )


def test_an_overlapping_total_is_refused_before_any_release(people: Cast) -> None:
    made = support(people)
    world.period_total(people, made, 53, starts_on=date(2025, 9, 1), ends_on=date(2026, 8, 31))
    decide(people, indicator=made)
    with pytest.raises(Refused, match="overlaps"):
        decide(people, indicator=made)
    with pytest.raises(Refused, match="overlaps"):
        decide(people, indicator=made, starts_on=date(2025, 9, 1), ends_on=date(2026, 8, 31))
    assert ExactTotal.objects.count() == 1


def test_a_protected_figure_that_left_over_other_days_refuses_it(people: Cast) -> None:
    world.occasion(people, came=12)
    world.occasion(people, came=12, held_on=date(2026, 8, 4))
    world.signed(people)
    with pytest.raises(Refused, match="subtracting"):
        decide(people, community=people.sex_workers, starts_on=JUNE[0], ends_on=JUNE[1])
    both = {"starts_on": JUNE[0], "ends_on": date(2026, 8, 31)}
    assert decide(people, community=people.sex_workers, **both).total == 24


def test_attendance_outside_an_exact_period_is_counted_apart(people: Cast) -> None:
    world.occasion(people, came=12)
    decide(people, community=people.sex_workers, starts_on=JUNE[0], ends_on=JUNE[1])
    world.occasion(people, came=3, held_on=date(2026, 7, 4))
    parts = world.drawn(people).part(LISTENED).communities[0].took_part
    assert [each.people for each in parts] == [Figure(12, is_exact=True), Figure(None)]
    assert parts[1].starts_on == date(2026, 7, 1)


def test_attendance_is_decided_in_whole_months(people: Cast) -> None:
    world.occasion(people, came=12)
    with pytest.raises(Refused, match="whole months"):
        decide(people, community=people.sex_workers, starts_on=JUNE[0], ends_on=date(2026, 6, 15))


def test_months_that_add_up_to_a_total_may_not_be_given_away_by_it(people: Cast) -> None:
    made = world.indicator(
        people, "support", [0] * 5 + [7, 7], first=date(2025, 10, 1), counts="people"
    )
    world.period_total(people, made, 14)
    with pytest.raises(Refused, match="could be worked out"):
        decide(people, indicator=made)


def test_a_total_without_a_record_or_a_reason_is_refused(people: Cast) -> None:
    made = support(people)
    with pytest.raises(Refused, match="No total is recorded"):
        decide(people, indicator=made, starts_on=JUNE[0], ends_on=JUNE[1])
    with pytest.raises(Refused, match="Say why"):
        decide(people, indicator=made, because=" ")
    with pytest.raises(Refused, match="one thing"):
        decide(people)


def test_what_this_programme_does_not_have_cannot_be_counted(people: Cast) -> None:
    made = support(people)
    people.programme.indicators.update(programme=make_programme("elsewhere")[0])
    with pytest.raises(NotYours):
        decide(people, indicator=made)


def test_a_count_of_things_needs_no_decision(people: Cast) -> None:
    made = world.indicator(people, "hubs", [1, 2, 3], counts="things")
    world.period_total(people, made, 3)
    with pytest.raises(Refused, match="counts things"):
        decide(people, indicator=made)
    assert _total(people) == Figure(3, is_exact=True)


def test_a_protected_total_of_other_days_is_left_out_beside_an_exact_one(people: Cast) -> None:
    made = support(people)
    decide(people, indicator=made)
    world.period_total(people, made, 53, starts_on=date(2025, 9, 1), ends_on=date(2026, 8, 31))
    totals = world.drawn(people).part(MEASURES).measures[0].totals
    assert [each.total for each in totals] == [Figure(49, is_exact=True)]


def test_only_those_who_may_decide(people: Cast) -> None:
    made = support(people)
    for actor in (people.bola, people.chidi, people.amina, people.harun):
        with pytest.raises(NotYours):
            decide(people, actor=actor, indicator=made)
