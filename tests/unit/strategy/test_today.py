from datetime import date

from saidanddone.strategy.today import today_lines
from tests.people import Cast
from tests.unit.strategy.plans import agreed, proposed, tension, update


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
    """Counted, then each, one click from the doing; below it what is only due or pulled two ways."""
    late = agreed(people, title="Doors", due_on=date(2026, 11, 20), on=date(2026, 11, 1))
    agreed(people, "farah", title="Lamps", due_on=date(2026, 11, 2), on=date(2026, 11, 1))
    agreed(people, title="Far away", due_on=date(2027, 6, 1))
    tension(people)
    lines = sorted(today_lines(people.dawn), key=lambda line: -line.weight)
    assert [line.text for line in lines][:3] == [
        "2 actions are overdue",
        "“Lamps” was due 20 days ago: ask Homes, or move it",
        "“Doors” was due 2 days ago: ask Council, or move it",
    ]
    assert lines[0].address == "/programmes/harbour/plan?state=overdue"
    assert lines[2].address == f"/programmes/harbour/actions/{late.ref}/move"
    assert "tension" in lines[3].text
