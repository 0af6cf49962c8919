"""Whoever proposed an action may change it until it is agreed."""

import pytest
from django.test import Client

from saidanddone.base.errors import NotYours, Refused
from saidanddone.strategy import commands
from saidanddone.strategy.models import Action
from tests.people import Cast
from tests.unit.strategy.plans import action_input, proposed


@pytest.fixture
def proposal(people: Cast) -> Action:
    return commands.propose_action(
        actor=people.amina, programme=people.programme, details=action_input(people, "")
    )


def change(people: Cast, action: Action, name: str = "amina", owner: str = "") -> Action:
    return commands.edit_action(
        actor=getattr(people, name),
        programme=people.programme,
        action_ref=action.ref,
        version=1,
        details=action_input(people, owner, title="Light every stair"),
    )


def sent(people: Cast) -> dict[str, str]:
    agency = people.agencies["council"].ref
    return {
        "title": "Light every stair",
        "owner_agency_ref": agency,
        "version": "1",
        "once": "one",
    }


def test_a_peer_changes_their_own_proposal_on_the_page(
    client: Client, people: Cast, proposal: Action
) -> None:
    client.force_login(people.users["amina"])
    address = f"/programmes/harbour/actions/{proposal.ref}"
    assert "Change its words" in client.get(address).content.decode()
    assert client.post(f"{address}/edit", sent(people)).url == address
    assert Action.objects.get().title == "Light every stair"


def test_someone_elses_proposal_is_not_theirs(people: Cast) -> None:
    with pytest.raises(NotYours):
        change(people, proposed(people))


def test_an_owner_named_meanwhile_stays(people: Cast, proposal: Action) -> None:
    Action.objects.update(owner=people.users["ed"])
    assert change(people, proposal).owner == people.users["ed"]


def test_once_it_is_agreed_only_whoever_manages_the_plan_changes_it(
    client: Client, people: Cast, proposal: Action
) -> None:
    Action.objects.update(state="agreed", owner_post="head of lighting", due_on="2026-12-01")
    with pytest.raises(Refused, match="Ask whoever manages the plan"):
        change(people, proposal)
    client.force_login(people.users["amina"])
    address = f"/programmes/harbour/actions/{proposal.ref}"
    assert "Change its words" not in client.get(address).content.decode()
    page = client.post(f"{address}/edit", sent(people)).content.decode()
    assert "Light every stair" in page  # what was typed is kept
    assert change(people, proposal, "dawn", owner="ed").title == "Light every stair"


def test_an_analyst_who_may_only_read_changes_nothing(people: Cast, proposal: Action) -> None:
    with pytest.raises(NotYours):
        change(people, proposal, "chidi")
