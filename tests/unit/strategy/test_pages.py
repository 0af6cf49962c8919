from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saidanddone.base.idempotent import new_token
from saidanddone.strategy import commands
from saidanddone.strategy.inputs import PriorityInput
from saidanddone.strategy.models import Action, Decision, Funding, Priority
from tests.people import Cast
from tests.unit.strategy.plans import (
    action_input,
    agreed,
    decision_input,
    occasion,
    proposed,
    tension,
    theme,
    update,
)

WITHOUT_REF = [
    "decisions",
    "record_decision",
    "priorities",
    "adopt_priority",
    "plan",
    "propose_action",
    "record_funding",
]
OF_AN_ACTION = ["action", "edit_action", "agree_action", "move_action"]


def at(people: Cast, name: str, *refs: str) -> str:
    return reverse(f"strategy:{name}", args=[people.programme.slug, *refs])


def enter(client: Client, people: Cast, name: str) -> None:
    client.force_login(people.users[name])


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return unescape(response.content.decode())


def send(client: Client, address: str, **typed: Any) -> Any:
    return client.post(address, {"once": new_token(), **typed})


DECISION = {
    "title": "Lighting on the estate",
    "body": "Harbour Board",
    "decided_on": "2026-06-01",
    "decided": "Every stair is lit by winter.",
    "people_with_a_vote": "9",
    "peers_with_a_vote": "3",
    "shaped_by_lived_experience": "changed",
    "how_shaped": "The panel asked for stairs before streets.",
}


def test_a_decision_is_recorded_in_the_browser(client: Client, people: Cast) -> None:
    enter(client, people, "dawn")
    response = send(client, at(people, "record_decision"), **DECISION)
    assert response.status_code == 302
    page = read(client, response["Location"])
    assert "9 people had a vote; 3 of them have lived experience." in page
    assert "People with lived experience changed it." in page


def test_pressing_twice_records_one_decision(client: Client, people: Cast) -> None:
    enter(client, people, "dawn")
    twice = {"once": "the-same-press", **DECISION}
    first = client.post(at(people, "record_decision"), twice)
    second = client.post(at(people, "record_decision"), twice)
    assert first["Location"] == second["Location"]
    assert Decision.objects.count() == 1


def test_a_refused_decision_keeps_what_was_typed(client: Client, people: Cast) -> None:
    enter(client, people, "dawn")
    response = send(client, at(people, "record_decision"), **{**DECISION, "how_shaped": ""})
    page = unescape(response.content.decode())
    assert response.status_code == 200
    assert "Say how lived experience changed or decided this." in page
    assert "Every stair is lit by winter." in page
    assert not Decision.objects.exists()


def test_a_tension_names_who_bears_the_cost_in_the_browser(client: Client, people: Cast) -> None:
    pulled = tension(people)
    enter(client, people, "dawn")
    address = at(people, "record_decision")
    assert "checked" in read(client, f"{address}?tension={pulled.ref}")
    response = send(client, address, **DECISION, tension_refs=[pulled.ref])
    assert "someone bears a cost" in unescape(response.content.decode())


def test_two_editors_see_both_texts_and_then_save(client: Client, people: Cast) -> None:
    made = commands.record_decision(
        actor=people.dawn, programme=people.programme, details=decision_input()
    )
    enter(client, people, "dawn")
    address = at(people, "edit_decision", made.ref)
    mine = {**DECISION, "version": "1"}
    send(client, address, **{**mine, "decided": "Their words stand here."})
    page = unescape(send(client, address, **mine).content.decode())
    assert "What was decided: Their words stand here." in page
    assert "What was decided: Every stair is lit by winter." in page
    assert 'name="version" value="2"' in page
    assert send(client, address, **{**mine, "version": "2"}).status_code == 302
    made.refresh_from_db()
    assert (made.decided, made.version) == ("Every stair is lit by winter.", 3)


def test_a_priority_is_adopted_over_themes(client: Client, people: Cast) -> None:
    asked = theme(people)
    enter(client, people, "dawn")
    response = send(
        client, at(people, "adopt_priority"), title="Light and safe", theme_refs=[asked.ref]
    )
    assert response.status_code == 302
    page = read(client, at(people, "priorities"))
    assert "1. <bdi>Light and safe</bdi>" in page
    assert asked.statement in page
    held = Priority.objects.get()
    edit = at(people, "edit_priority", held.ref)
    assert send(client, edit, title="Lit", version="1").status_code == 302
    held.refresh_from_db()
    assert (held.title, held.number) == ("Lit", 1)


def test_a_peer_proposes_an_action_in_the_browser(client: Client, people: Cast) -> None:
    asked = theme(people)
    enter(client, people, "amina")
    response = send(
        client,
        at(people, "propose_action"),
        title="Mend the stair lights",
        owner_agency_ref=people.agencies["council"].ref,
        theme_0=asked.ref,
        relation_0="goes_part_way",
    )
    page = read(client, response["Location"])
    assert "Goes part way “" in page
    assert asked.statement in page
    assert "Proposed" in page
    assert "Agree this action" not in page


def test_one_theme_is_not_chosen_twice(client: Client, people: Cast) -> None:
    asked = theme(people)
    theme(people, "Somewhere warm at night")
    enter(client, people, "amina")
    response = send(
        client,
        at(people, "propose_action"),
        title="Lights",
        owner_agency_ref=people.agencies["council"].ref,
        theme_0=asked.ref,
        theme_1=asked.ref,
    )
    assert "This theme is chosen twice" in unescape(response.content.decode())


def test_the_strategy_lead_agrees_an_action(client: Client, people: Cast) -> None:
    made = proposed(people)
    enter(client, people, "dawn")
    response = send(client, at(people, "agree_action", made.ref), on="2026-11-20")
    assert response.status_code == 302
    made.refresh_from_db()
    assert (made.state, made.agreed_on) == ("agreed", date(2026, 11, 20))


def test_the_strategy_lead_moves_an_action(client: Client, people: Cast) -> None:
    made = agreed(people, owner="", owner_post="head of lighting")
    enter(client, people, "dawn")
    send(
        client,
        at(people, "move_action", made.ref),
        to="stopped",
        what_changed="No money this year",
        on="2026-11-22",
    )
    page = read(client, at(people, "action", made.ref))
    assert "Why: <bdi>No money this year</bdi>" in page


def test_an_action_is_edited_and_both_texts_are_shown(client: Client, people: Cast) -> None:
    asked = theme(people)
    made = proposed(people, serves={asked.ref: "meets"})
    enter(client, people, "dawn")
    address = at(people, "edit_action", made.ref)
    typed = {
        "version": "1",
        "title": "Mend every light",
        "owner_agency_ref": people.agencies["council"].ref,
        "theme_0": asked.ref,
        "relation_0": "makes_possible",
    }
    assert send(client, address, **typed).status_code == 302
    page = unescape(send(client, address, **{**typed, "title": "Other"}).content.decode())
    assert "What will be done: Mend every light" in page
    assert "What will be done: Other" in page


def test_the_plan_is_narrowed_by_links(client: Client, people: Cast) -> None:
    agreed(people, title="Late lamps", due_on=date(2026, 11, 1))
    proposed(people, "farah", title="Doors")
    enter(client, people, "amina")
    page = read(client, at(people, "plan"))
    assert 'href="?state=overdue"' in page
    assert "Late lamps" in page
    narrowed = read(client, at(people, "plan") + "?state=overdue")
    assert "Doors" not in narrowed
    assert "1 November 2026" in narrowed


def test_an_empty_plan_says_the_first_step(client: Client, people: Cast) -> None:
    enter(client, people, "dawn")
    assert "Propose the first action" in read(client, at(people, "plan"))
    assert "Record the first decision" in read(client, at(people, "decisions"))
    assert "Adopt the first priority" in read(client, at(people, "priorities"))


def test_funding_is_recorded(client: Client, people: Cast) -> None:
    enter(client, people, "dawn")
    response = send(
        client,
        at(people, "record_funding"),
        source="Home Office",
        pounds="120000",
        bought="Two workers",
    )
    assert response.status_code == 302
    assert Funding.objects.get().pounds == 120_000
    assert "<bdi>Home Office</bdi>: £120,000. <bdi>Two workers" in read(client, at(people, "plan"))


def test_an_owner_updates_their_action_on_one_short_page(client: Client, people: Cast) -> None:
    made = agreed(people, "farah", title="New front doors")
    enter(client, people, "farah")
    assert "New front doors" in read(client, at(people, "own_actions"))
    address = at(people, "update_action", made.ref)
    page = read(client, address)
    assert page.count("<textarea") == 1
    response = send(
        client, address, state="started", what_changed="Doors ordered", next_on="2026-12-20"
    )
    assert response["Location"] == at(people, "own_actions")
    assert "Doors ordered" in read(client, address)


def test_an_owner_who_says_done_says_what_was_done(client: Client, people: Cast) -> None:
    made = agreed(people)
    enter(client, people, "ed")
    address = at(people, "update_action", made.ref)
    refused = send(client, address, state="done")
    assert "Say what was done" in unescape(refused.content.decode())
    assert send(client, address, state="done", what_changed="All lit").status_code == 302


def test_a_word_that_no_longer_holds_is_kept_as_such(client: Client, people: Cast) -> None:
    made = agreed(people)
    update(people, people.ed, made, "done", what_changed="All lit")
    enter(client, people, "ed")
    send(
        client,
        at(people, "update_action", made.ref),
        state="started",
        what_changed="Three broke",
        next_on="2026-12-20",
    )
    latest = made.updates.first()
    assert latest is not None
    assert not latest.is_still_true


def test_a_proposed_action_has_nothing_to_say_yet(client: Client, people: Cast) -> None:
    made = proposed(people)
    enter(client, people, "ed")
    assert "not agreed yet" in read(client, at(people, "update_action", made.ref))


@pytest.mark.parametrize("name", ["farah", "harun", "sam", "ed"])
@pytest.mark.parametrize("page", WITHOUT_REF)
def test_no_page_of_the_plan_is_there_for_owners_police_or_strangers(
    client: Client, people: Cast, name: str, page: str
) -> None:
    enter(client, people, name)
    assert client.get(at(people, page)).status_code == 404


@pytest.mark.parametrize("name", ["farah", "harun", "sam"])
@pytest.mark.parametrize("page", OF_AN_ACTION)
def test_even_their_own_actions_plan_page_is_not_there_for_housing(
    client: Client, people: Cast, name: str, page: str
) -> None:
    made = agreed(people, "farah")
    enter(client, people, name)
    assert client.get(at(people, page, made.ref)).status_code == 404


def test_anothers_action_and_no_action_answer_alike(client: Client, people: Cast) -> None:
    theirs = agreed(people, "ed")
    enter(client, people, "farah")
    held = client.get(at(people, "update_action", theirs.ref))
    absent = client.get(at(people, "update_action", "nowhere00000"))
    assert held.status_code == absent.status_code == 404
    assert held.content == absent.content


def test_an_owners_pages_hold_nothing_of_what_the_action_comes_from(
    client: Client, people: Cast
) -> None:
    asked, evening = theme(people), occasion(people)
    details = PriorityInput(title="Warm and lit")
    priority = commands.adopt_priority(
        actor=people.dawn, programme=people.programme, details=details
    )
    made = agreed(
        people,
        "farah",
        serves={asked.ref: "meets"},
        asked_at_ref=evening.ref,
        priority_ref=priority.ref,
    )
    enter(client, people, "farah")
    for page in (
        read(client, at(people, "own_actions")),
        read(client, at(people, "update_action", made.ref)),
    ):
        for hidden in (asked.statement, asked.ref, evening.title, evening.ref, priority.title):
            assert hidden not in page


def test_a_planning_role_opens_nothing_in_an_enforcing_agency(client: Client, people: Cast) -> None:
    people.users["farah"].memberships.update(role="strategy_lead")
    enter(client, people, "farah")
    assert client.get(at(people, "plan")).status_code == 404
    assert client.get(at(people, "own_actions")).status_code == 404


# How many questions each page may ask of the database; signing in asks about six of them.
BUDGETS = {
    "decisions": 8,
    "record_decision": 9,
    "priorities": 9,
    "adopt_priority": 13,
    "plan": 11,
    "propose_action": 14,
    "record_funding": 13,
    "action": 13,
    "edit_action": 20,
    "agree_action": 14,
    "move_action": 13,
}


@pytest.mark.parametrize("page", BUDGETS)
def test_pages_ask_no_more_however_much_there_is(
    client: Client, people: Cast, page: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        asked = theme(people, f"Theme {number}")
        held = commands.record_decision(
            actor=people.dawn,
            programme=people.programme,
            details=decision_input(theme_refs=(asked.ref,)),
        )
        priority = commands.adopt_priority(
            actor=people.dawn,
            programme=people.programme,
            details=PriorityInput(title="P", theme_refs=(asked.ref,), decision_ref=held.ref),
        )
        made = agreed(
            people, serves={asked.ref: "meets"}, priority_ref=priority.ref, decision_ref=held.ref
        )
        update(people, people.ed, made, "started", next_on=date(2026, 12, 1))
        last = proposed(people, title=f"Action {number}")
    refs = [made.ref] if page in OF_AN_ACTION else []
    refs = [last.ref] if page == "agree_action" else refs
    enter(client, people, "dawn")
    client.get(at(people, page, *refs))
    with django_assert_max_num_queries(BUDGETS[page]):
        assert client.get(at(people, page, *refs)).status_code == 200


@pytest.mark.parametrize(("page", "budget"), [("own_actions", 9), ("update_action", 9)])
def test_an_owners_pages_ask_no_more_however_much_there_is(
    client: Client, people: Cast, page: str, budget: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        made = agreed(people, title=f"Action {number}")
        update(people, people.ed, made, "started", next_on=date(2026, 12, 1))
    enter(client, people, "ed")
    refs = [made.ref] if page == "update_action" else []
    with django_assert_max_num_queries(budget):
        assert client.get(at(people, page, *refs)).status_code == 200


def test_decision_page_budget(
    client: Client, people: Cast, django_assert_max_num_queries: Any
) -> None:
    made = commands.record_decision(
        actor=people.dawn,
        programme=people.programme,
        details=decision_input(theme_refs=(theme(people).ref, theme(people, "Another").ref)),
    )
    commands.propose_action(
        actor=people.dawn,
        programme=people.programme,
        details=action_input(people, decision_ref=made.ref),
    )
    enter(client, people, "dawn")
    with django_assert_max_num_queries(11):
        assert client.get(at(people, "decision", made.ref)).status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get(at(people, "edit_decision", made.ref)).status_code == 200


def test_nothing_is_left_half_written_when_refused(client: Client, people: Cast) -> None:
    enter(client, people, "dawn")
    send(
        client,
        at(people, "propose_action"),
        title="Lights",
        owner_agency_ref="nowhere00000",
    )
    assert not Action.objects.exists()
