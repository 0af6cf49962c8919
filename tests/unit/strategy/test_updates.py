from datetime import date

import pytest

from saidanddone.audit.models import Entry
from saidanddone.base.errors import NotYours, Refused
from saidanddone.strategy import queries
from saidanddone.strategy.commands import move_action, update_action
from saidanddone.strategy.inputs import ActionMoveInput, UpdateInput
from saidanddone.strategy.models import Action
from tests.people import Cast
from tests.unit.strategy.plans import agreed, occasion, proposed, theme, update

SOON = date(2026, 12, 20)


def test_an_owner_says_where_their_action_stands(people: Cast) -> None:
    made = agreed(people)
    update(people, people.ed, made, "started", what_changed="Lamps ordered", next_on=SOON)
    (own,) = queries.own_actions(people.ed)
    assert own.state == "started"
    assert [(update.state, update.what_changed, update.next_on) for update in own.updates] == [
        ("started", "Lamps ordered", SOON),
        ("agreed", "", None),
    ]
    assert Entry.objects.filter(act="strategy.update_action").count() == 1


@pytest.mark.parametrize("name", ["farah", "harun", "amina", "chidi", "bola", "iris", "sam"])
def test_nobody_updates_anothers_action(people: Cast, name: str) -> None:
    made = agreed(people)
    with pytest.raises(NotYours):
        update(people, getattr(people, name), made, "started", next_on=SOON)


def test_the_strategy_lead_may_say_it_for_an_owner_who_does_not_sign_in(people: Cast) -> None:
    made = agreed(people, owner="", owner_post="head of lighting")
    update(people, people.dawn, made, "started", next_on=SOON)
    made.refresh_from_db()
    assert made.state == "started"


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("done", "what was done"),
        ("not_possible", "why it is not possible"),
        ("stopped", "why it was stopped"),
    ],
)
def test_an_end_needs_words(people: Cast, state: str, sentence: str) -> None:
    made = agreed(people)
    with pytest.raises(Refused, match=sentence):
        update(people, people.ed, made, state, what_changed="  ")


def test_what_goes_on_says_when_more_will_be_said(people: Cast) -> None:
    made = agreed(people)
    with pytest.raises(Refused, match="next tell people"):
        update(people, people.ed, made, "agreed")
    with pytest.raises(Refused, match="has passed"):
        update(people, people.ed, made, "agreed", next_on=date(2026, 11, 21))


def test_a_reason_stands_on_the_action_until_it_is_taken_up_again(people: Cast) -> None:
    made = agreed(people)
    update(people, people.ed, made, "stopped", what_changed="The wiring is unsafe")
    made.refresh_from_db()
    assert made.reason == "The wiring is unsafe"
    move_action(
        actor=people.dawn,
        programme=people.programme,
        action_ref=made.ref,
        details=ActionMoveInput(to="agreed", what_changed="Rewired"),
    )
    made.refresh_from_db()
    assert (made.state, made.reason) == ("agreed", "")


def test_an_owner_does_not_take_up_what_was_stopped(people: Cast) -> None:
    made = agreed(people)
    update(people, people.ed, made, "stopped", what_changed="The wiring is unsafe")
    with pytest.raises(Refused, match="strategy lead"):
        update(people, people.ed, made, "agreed", what_changed="Again", next_on=SOON)


def test_what_is_no_longer_done_says_so(people: Cast) -> None:
    made = agreed(people)
    update(people, people.ed, made, "done", what_changed="All lit")
    update(
        people,
        people.ed,
        made,
        "started",
        what_changed="Three broke",
        next_on=SOON,
        is_still_true=False,
    )
    made.refresh_from_db()
    assert (made.state, made.done_on) == ("started", None)


def test_a_move_is_not_dated_ahead_or_before_the_agreement(people: Cast) -> None:
    made = agreed(people, on=date(2026, 6, 1))
    for day, sentence in [(date(2026, 12, 1), "not happened"), (date(2026, 5, 1), "before")]:
        with pytest.raises(Refused, match=sentence):
            update(people, people.ed, made, "done", what_changed="Lit", on=day)


def test_nothing_is_said_of_an_action_before_it_is_agreed(people: Cast) -> None:
    made = proposed(people)
    with pytest.raises(Refused, match="not agreed yet"):
        update(people, people.ed, made, "proposed")


def test_someone_who_left_the_programme_no_longer_sees_their_actions(people: Cast) -> None:
    agreed(people)
    people.users["ed"].memberships.all().delete()
    with pytest.raises(NotYours):
        queries.own_actions(people.ed)


def test_an_enforcement_agencys_owner_sees_the_actions_public_words_only(people: Cast) -> None:
    asked, evening = theme(people), occasion(people)
    made = agreed(
        people,
        "farah",
        title="New front doors",
        serves={asked.ref: "meets"},
        asked_at_ref=evening.ref,
    )
    own = queries.find_own_action(people.farah, people.programme, made.ref)
    assert own.title == "New front doors"
    shown = repr(own)
    assert asked.statement not in shown
    assert evening.title not in shown
    for read in (queries.plan_of, queries.actions_of, queries.decisions_of, queries.priorities_of):
        with pytest.raises(NotYours):
            read(people.farah, people.programme)


def test_an_owner_does_not_find_anothers_action(people: Cast) -> None:
    made = agreed(people, "ed")
    with pytest.raises(NotYours):
        queries.find_own_action(people.farah, people.programme, made.ref)


def test_a_wrong_reference_is_not_there(people: Cast) -> None:
    with pytest.raises(NotYours):
        update_action(
            actor=people.dawn,
            programme=people.programme,
            action_ref="nowhere",
            details=UpdateInput(state="done"),
        )
    assert not Action.objects.exists()
