from datetime import date

import pytest

from saidanddone.audit.models import Entry
from saidanddone.base.errors import EditedMeanwhile, NotYours, Refused
from saidanddone.strategy import commands, queries
from tests.people import Cast
from tests.unit.strategy.plans import decision_input, tension, theme


def record(people: Cast, actor: str = "dawn", **changes: object) -> object:
    return commands.record_decision(
        actor=getattr(people, actor), programme=people.programme, details=decision_input(**changes)
    )


def test_a_decision_is_recorded_over_its_themes(people: Cast) -> None:
    asked = theme(people)
    made = commands.record_decision(
        actor=people.dawn,
        programme=people.programme,
        details=decision_input(theme_refs=(asked.ref,), left_out_because="No money for lifts."),
    )
    page = queries.read_decision(people.amina, people.programme, made.ref)
    assert [theme.text for theme in page.themes] == ["Light the estate stairs"]
    assert page.shaped == "Lived experience did not change it."
    assert list(queries.left_out(people.programme)) == [made]


def test_recording_a_decision_is_audited(people: Cast) -> None:
    record(people)
    assert Entry.objects.filter(act="strategy.record_decision").count() == 1


@pytest.mark.parametrize("name", ["amina", "bola", "chidi", "ed", "farah", "harun", "sam"])
def test_only_the_strategy_lead_records_decisions(people: Cast, name: str) -> None:
    with pytest.raises(NotYours):
        record(people, name)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"decided_on": date(2027, 1, 1)}, "once it is taken"),
        ({"people_with_a_vote": 2, "peers_with_a_vote": 3}, "More people with lived experience"),
        ({"shaped_by_lived_experience": "changed"}, "Say how"),
        (
            {"shaped_by_lived_experience": "decided", "how_shaped": "They chose it."},
            "none had a vote",
        ),
        ({"shaped_by_lived_experience": "a bit"}, "changed it, decided it, or neither"),
    ],
)
def test_what_a_decision_must_say(people: Cast, changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        record(people, **changes)


def test_a_decision_over_a_tension_says_who_bears_the_cost_and_what_is_offered(
    people: Cast,
) -> None:
    pulled = tension(people)
    with pytest.raises(Refused, match="someone bears a cost"):
        record(people, tension_refs=(pulled.ref,), who_bears_the_cost="People working at night")


def test_a_decision_over_a_tension_is_over_both_its_themes(people: Cast) -> None:
    pulled = tension(people)
    made = commands.record_decision(
        actor=people.dawn,
        programme=people.programme,
        details=decision_input(
            tension_refs=(pulled.ref,),
            who_bears_the_cost="Neighbours, who see fewer patrols",
            offered_to_them="Lights and a number to call",
        ),
    )
    assert set(made.themes.all()) == {pulled.one, pulled.other}


def test_a_tension_waits_until_a_decision_names_it(people: Cast) -> None:
    pulled = tension(people)
    assert list(queries.tensions_awaiting_a_decision([people.programme.pk])) == [pulled]
    record(
        people, tension_refs=(pulled.ref,), who_bears_the_cost="Some", offered_to_them="Something"
    )
    assert not queries.tensions_awaiting_a_decision([people.programme.pk])


def test_two_people_editing_a_decision_lose_nothing(people: Cast) -> None:
    made = commands.record_decision(
        actor=people.dawn, programme=people.programme, details=decision_input()
    )

    def edit(words: str) -> None:
        commands.edit_decision(
            actor=people.dawn,
            programme=people.programme,
            decision_ref=made.ref,
            version=1,
            details=decision_input(decided=words),
        )

    edit("First words")
    with pytest.raises(EditedMeanwhile) as meanwhile:
        edit("Second words")
    assert meanwhile.value.current.decided == "First words"


def test_a_decision_of_another_programme_is_not_there(people: Cast) -> None:
    from tests.people import make_programme

    elsewhere, _, _ = make_programme("elsewhere")
    made = commands.record_decision(
        actor=people.dawn, programme=people.programme, details=decision_input()
    )
    with pytest.raises(NotYours):
        queries.find_decision(people.dawn, elsewhere, made.ref)
