"""The input of a command: what it takes, what it refuses in words, and what it writes."""

from datetime import date

import pytest

from saidanddone.base.inputs import (
    InvalidInput,
    fields_of,
    from_json,
    saved_values,
    to_input,
    to_json,
)
from saidanddone.strategy.inputs import ActionInput, DecisionInput, PriorityInput
from tests.people import Cast
from tests.unit.strategy.plans import proposed, theme


def test_numbers_and_dates_are_not_guessed_from_text() -> None:
    with pytest.raises(InvalidInput) as refused:
        PriorityInput(title="Lights", number="3")  # type: ignore[arg-type]
    assert refused.value.sentence == "Number must be a whole number."
    with pytest.raises(InvalidInput, match=r"^Decided on must be a real date\.$"):
        DecisionInput(title="Lights", body="Board", decided="Yes", decided_on="June")  # type: ignore[arg-type]


def test_json_writes_dates_and_references_and_reads_them_back() -> None:
    action = ActionInput(title="Lights", owner_agency_ref="council", due_on=date(2026, 12, 1))
    assert b'"due_on":"2026-12-01"' in to_json(action)
    assert from_json(ActionInput, to_json(action)) == action
    with pytest.raises(InvalidInput, match="can be read"):
        from_json(ActionInput, "lights")


def test_each_field_at_fault_has_a_sentence_of_its_own() -> None:
    with pytest.raises(InvalidInput) as refused:
        PriorityInput(title=" ", number=0)
    assert [part.about for part in refused.value.parts] == [("title",), ("number",)]
    assert refused.value.sentence == "Title is missing: fill it in. Number must be 1 or more."


def test_a_name_that_could_hold_words_is_not_repeated() -> None:
    with pytest.raises(InvalidInput) as refused:
        from_json(PriorityInput, '{"title": "Lights", "Amina was here": 1}')
    assert refused.value.sentence == "There is no field here of that name. Leave it out."


def test_columns_are_written_and_relations_left_to_the_command() -> None:
    written = fields_of(
        ActionInput(title="Lights", owner_agency_ref="council", serves={"abc": "meets"})
    )
    assert written == {
        "title": "Lights",
        "detail": "",
        "owner_post": "",
        "due_on": None,
        "evidence": "",
        "asked_at_relation": "meets",
    }


def test_an_input_is_made_of_the_typed_values_that_it_has_names_for() -> None:
    typed = {"title": "Lights", "once": "token", "version": 3, "theme_refs": ["abc"]}
    assert to_input(PriorityInput, typed) == PriorityInput(title="Lights", theme_refs=("abc",))


@pytest.mark.django_db
def test_a_record_gives_the_values_of_its_input(people: Cast) -> None:
    action = proposed(people, serves={theme(people).ref: "meets"}, detail="On every stair")
    saved = saved_values(action, ActionInput)
    assert saved["detail"] == "On every stair"
    assert saved["owner_ref"] == people.users["ed"].ref
    assert saved["priority_ref"] == ""
    assert saved["partner_refs"] == []
    assert saved["version"] == action.version
    assert "serves" not in saved
