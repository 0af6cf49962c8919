from datetime import UTC, date, datetime

import time_machine
from pytest_django import DjangoAssertNumQueries

from saidanddone.strategy import commands
from saidanddone.strategy.today import news, today_lines
from tests.people import Cast
from tests.unit.strategy.plans import agreed, decision_input, proposed, tension, update


def test_what_is_late_comes_before_what_is_due(people: Cast) -> None:
    agreed(people, title="Late lamps", due_on=date(2026, 11, 12), on=date(2026, 11, 1))
    agreed(people, title="Doors", due_on=date(2026, 12, 3))
    lines = today_lines(people.ed)
    assert [line.text for line in lines] == [
        "“Late lamps” was due 10 days ago: say where it stands",
        "“Doors” is due on 3 December",
    ]
    assert lines[0].weight > lines[1].weight
    assert lines[0].address.startswith("/programmes/harbour/my-actions/")


def test_an_action_long_unheard_of_is_named(people: Cast) -> None:
    agreed(people, title="Quiet", on=date(2026, 6, 1), due_on=date(2027, 6, 1))
    made = agreed(people, title="Heard of", on=date(2026, 6, 1), due_on=date(2027, 6, 1))
    update(people, people.ed, made, "started", next_on=date(2026, 12, 1))
    quiet = made.updates.model.objects.filter(action__title="Quiet")
    quiet.update(said_on=date(2026, 9, 1))
    assert [line.text for line in today_lines(people.ed)] == [
        "“Quiet” has had no update for 82 days"
    ]


def test_nothing_waits_when_nothing_does(people: Cast) -> None:
    proposed(people, due_on=date(2026, 11, 1))
    agreed(people, title="Far away", due_on=date(2027, 6, 1))
    assert today_lines(people.ed) == []


def test_others_actions_are_not_named(people: Cast) -> None:
    agreed(people, "farah", due_on=date(2026, 11, 1))
    for name in ("ed", "harun", "amina", "sam", "iris"):
        assert today_lines(getattr(people, name)) == []
    assert len(today_lines(people.farah)) == 1


def test_a_tension_without_a_decision_waits_for_the_strategy_lead(people: Cast) -> None:
    pulled = tension(people)
    (line,) = today_lines(people.dawn)
    assert pulled.statement in line.text
    assert line.address.endswith(f"decisions/record?tension={pulled.ref}")
    assert today_lines(people.farah) == []


def test_every_overdue_action_waits_for_the_strategy_lead_longest_first(people: Cast) -> None:
    """Each one click from the doing, with no total beside them; below it what is only due or pulled two ways."""
    late = agreed(people, title="Doors", due_on=date(2026, 11, 20), on=date(2026, 11, 1))
    agreed(people, "farah", title="Lamps", due_on=date(2026, 11, 2), on=date(2026, 11, 1))
    agreed(people, title="Far away", due_on=date(2027, 6, 1))
    tension(people)
    lines = sorted(today_lines(people.dawn), key=lambda line: -line.weight)
    assert [line.text for line in lines][:2] == [
        "“Lamps” was due 20 days ago: ask Homes, or move it",
        "“Doors” was due 2 days ago: ask Council, or move it",
    ]
    assert lines[1].address == f"/programmes/harbour/actions/{late.ref}/move"
    assert "tension" in lines[2].text


def test_of_many_late_actions_the_longest_late_stand_here_and_how_many_more_there_are(
    people: Cast,
) -> None:
    for day in range(2, 11):
        agreed(people, title=f"Due {day}", due_on=date(2026, 11, day), on=date(2026, 11, 1))
    lines = sorted(today_lines(people.dawn), key=lambda line: -line.weight)
    assert len(lines) == 8
    assert lines[0].text.startswith("“Due 2”")
    assert lines[7].text == "2 more actions are late"
    assert lines[7].address == "/programmes/harbour/plan?state=overdue"


def late_with_promise(people: Cast, next_on: date, said_on: date = date(2026, 11, 22)) -> None:
    made = agreed(people, title="Doors", due_on=date(2026, 9, 24), on=date(2026, 9, 1))
    update(people, people.ed, made, "started", what_changed="One is in.", next_on=next_on)
    made.updates.filter(state="started").update(said_on=said_on)


def test_a_late_action_goes_quiet_for_owner_and_lead_until_the_day_its_next_word_is_promised(
    people: Cast,
) -> None:
    late_with_promise(people, date(2026, 12, 10))
    (own,) = today_lines(people.ed)
    (others,) = today_lines(people.dawn)
    assert (own.text, own.is_quiet) == (
        "“Doors” is late; next word promised for 10 December",
        True,
    )
    assert others.text == "“Doors” (Council) is late; next word promised for 10 December"
    assert others.is_quiet
    with time_machine.travel("2026-12-11T09:00:00+00:00", tick=False):
        (own,) = today_lines(people.ed)
        (others,) = today_lines(people.dawn)
    assert own.text == (
        "“Doors” was due 78 days ago and you promised word for 10 December: say where it stands"
    )
    assert others.text == (
        "“Doors” was due 78 days ago and word was promised for 10 December: ask Council, or move it"
    )
    assert not own.is_quiet
    assert not others.is_quiet


def test_a_word_promised_for_a_day_too_far_off_keeps_nothing_quiet(people: Cast) -> None:
    late_with_promise(people, date(2027, 6, 1))
    assert not today_lines(people.ed)[0].is_quiet
    assert not today_lines(people.dawn)[0].is_quiet


def test_the_lead_s_lines_take_one_query_however_many_actions_are_late(
    people: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for day in range(2, 11):
        agreed(people, title=f"Due {day}", due_on=date(2026, 11, day), on=date(2026, 11, 1))
    dawn = people.dawn
    with django_assert_num_queries(3):  # own actions, late ones, tensions
        today_lines(dawn)


def test_what_is_new_in_the_plan_is_counted_for_whoever_sees_it_and_for_nobody_else(
    people: Cast,
) -> None:
    since = datetime(2026, 11, 20, tzinfo=UTC)
    made = agreed(people, title="Doors", due_on=date(2027, 1, 1))
    update(people, people.ed, made, "started", what_changed="One.", next_on=date(2026, 12, 1))
    commands.record_decision(
        actor=people.dawn, programme=people.programme, details=decision_input()
    )
    assert [(line.text, line.address) for line in news(people.dawn, since)] == [
        ("1 decision was recorded", "/programmes/harbour/decisions"),
        ("1 action was agreed", "/programmes/harbour/plan"),
        ("1 action has an update", "/programmes/harbour/plan"),
    ]
    for name in ("ed", "farah", "harun", "iris", "sam", "jo"):
        assert news(getattr(people, name), since) == []
    assert news(people.dawn, datetime(2026, 11, 23, tzinfo=UTC)) == []
