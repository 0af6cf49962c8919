"""From a decision to an action, agreed, and to an answer: each step has what is known filled in."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from saidanddone.strategy import commands
from saidanddone.strategy.inputs import PriorityInput
from saidanddone.strategy.models import Action, Decision
from saidanddone.strategy.queries import read_action, read_decision
from tests.people import Cast
from tests.unit.strategy.plans import decision_input, proposed, theme
from tests.unit.ui.reading import read


@pytest.fixture
def decided(people: Cast) -> Decision:
    return commands.record_decision(
        actor=people.dawn,
        programme=people.programme,
        details=decision_input(theme_refs=(theme(people).ref,)),
    )


def test_after_a_decision_comes_an_action_a_priority_or_an_answer_for_whoever_may(
    people: Cast, decided: Decision
) -> None:
    def steps(name: str) -> list[str]:
        page = read_decision(getattr(people, name), people.programme, decided.ref)
        return [step.text for step in page.next_steps]

    answer = "Answer “Light the estate stairs”"
    assert steps("dawn") == ["Propose an action from it", "Adopt a priority from it", answer]
    assert steps("bola") == [answer]
    assert steps("amina") == ["Propose an action from it"]
    assert steps("chidi") == steps("grace") == []


@pytest.mark.parametrize("name", ["dawn", "bola", "amina"])
def test_every_step_that_is_offered_opens(
    client: Client, people: Cast, decided: Decision, name: str
) -> None:
    client.force_login(people.users[name])
    for step in read_decision(getattr(people, name), people.programme, decided.ref).next_steps:
        assert client.get(step.href).status_code == 200


def test_an_action_from_a_decision_has_decision_theme_and_priority_filled_in(
    client: Client, people: Cast, decided: Decision
) -> None:
    adopted = commands.adopt_priority(
        actor=people.dawn,
        programme=people.programme,
        details=PriorityInput(title="Light", decision_ref=decided.ref),
    )
    client.force_login(people.users["dawn"])
    page = client.get(f"/programmes/harbour/plan/propose?decision={decided.ref}").content.decode()
    chosen = read(page).tree.xpath("//option[@selected]/@value")
    assert {decided.ref, decided.themes.get().ref, adopted.ref} <= set(chosen)


def test_a_decision_of_another_programme_fills_in_nothing(client: Client, people: Cast) -> None:
    client.force_login(people.users["dawn"])
    page = client.get("/programmes/harbour/plan/propose?decision=0123456789ab")
    assert page.status_code == 200


def test_a_known_decision_is_not_asked_for_when_the_action_is_agreed(
    client: Client, people: Cast, decided: Decision
) -> None:
    known = proposed(people, decision_ref=decided.ref)
    unknown = proposed(people)
    client.force_login(people.users["dawn"])
    agree = reverse("strategy:agree_action", args=["harbour", known.ref])
    page = client.get(agree).content.decode()
    assert "The decision that agreed it" not in page
    assert decided.title in page
    sent = {"once": "a", "on-day": "10", "on-month": "6", "on-year": "2026"}
    assert client.post(agree, sent).status_code == 302
    assert Action.objects.get(pk=known.pk).decision == decided
    other = client.get(reverse("strategy:agree_action", args=["harbour", unknown.ref]))
    assert "The decision that agreed it" in other.content.decode()


def test_whoever_proposes_is_told_who_agrees(people: Cast, decided: Decision) -> None:
    made = proposed(people)
    assert read_action(people.amina, people.programme, made.ref).who_agrees == "Dawn can agree it."
    mine = read_action(people.dawn, people.programme, made.ref)
    assert [step.text for step in mine.next_steps] == ["Agree this action"]
    assert mine.who_agrees == ""


def test_a_new_decision_has_today_and_the_last_body_filled_in_and_no_votes(
    client: Client, people: Cast, decided: Decision
) -> None:
    client.force_login(people.users["dawn"])
    page = read(client.get("/programmes/harbour/decisions/record").content)
    assert page.tree.xpath("//input[@name='body']/@value") == ["Harbour Board"]
    assert page.tree.xpath("//input[@name='decided_on-year']/@value") == ["2026"]
    assert page.tree.xpath("//input[@name='people_with_a_vote']/@value") == []


def test_an_empty_number_of_votes_is_not_recorded_and_stays_empty(
    client: Client, people: Cast
) -> None:
    client.force_login(people.users["dawn"])
    sent = {
        "once": "a", "title": "Lights", "body": "Board", "decided": "Lit.", "decided_on-day": "1",
        "decided_on-month": "6", "decided_on-year": "2026", "shaped_by_lived_experience": "none",
        "people_with_a_vote": "", "peers_with_a_vote": "",
    }  # fmt: skip
    assert client.post("/programmes/harbour/decisions/record", sent).status_code == 302
    made = Decision.objects.get()
    assert (made.people_with_a_vote, made.decided_on) == (0, date(2026, 6, 1))
    page = read(client.get(f"/programmes/harbour/decisions/{made.ref}/edit").content)
    assert page.tree.xpath("//input[@name='people_with_a_vote']/@value") == []
