from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.idempotent import new_token
from saidanddone.peers import commands, queries
from saidanddone.peers.inputs import PanelDecisionInput
from saidanddone.peers.models import PanelDecision, PeerResearcher
from saidanddone.peers.policies import capacities_for
from saidanddone.peers.states import PEER_LIFECYCLE, SELF
from tests.people import Cast, make_programme


def peer(cast: Cast, /, **values: Any) -> PeerResearcher:
    return commands.add_peer(
        **{"actor": cast.bola, "programme": cast.programme, "alias": "Robin"} | values
    )


def decide(cast: Cast, /, **values: Any) -> PanelDecision:
    typed = {
        "title": "Pause interviews",
        "about": "listening",
        "outcome": "paused",
        "decided_on": clock.today(),
        "because": "The card was not ready.",
        "dissent": "One of us would have gone on.",
    }
    whose = {"actor": cast.amina, "programme": cast.programme} | {
        name: values.pop(name) for name in ("actor", "programme") if name in values
    }
    return commands.record_panel_decision(**whose, details=PanelDecisionInput(**typed | values))


def test_a_member_goes_all_the_way_to_ready(people: Cast) -> None:
    robin = peer(people)
    for step in ("appointed", "in_training", "ready"):
        robin = commands.move_peer(
            actor=people.bola, programme=people.programme, peer=robin, to=step
        )
    assert robin.state == "ready"
    assert queries.panel_size(people.programme) == 1


def test_no_step_is_skipped(people: Cast) -> None:
    with pytest.raises(Refused, match="moved on"):
        commands.move_peer(
            actor=people.bola, programme=people.programme, peer=peer(people), to="ready"
        )


@pytest.mark.parametrize("state", ["in_training", "ready"])
@pytest.mark.parametrize("to", ["resting", "left"])
def test_a_peer_may_always_rest_or_leave_by_their_own_word(state: str, to: str) -> None:
    move = PEER_LIFECYCLE.move_between(state, to)
    assert move is not None
    assert move.is_open_to(frozenset({SELF}))


def test_someone_joins_the_panel_at_its_start_and_not_on_a_rest_or_gone(people: Cast) -> None:
    for state in ("resting", "left", "nonsense"):
        with pytest.raises(Refused, match="Choose where this person is"):
            peer(people, state=state)
    assert peer(people, state="ready").state == "ready"


def test_a_peer_rests_and_leaves_by_their_own_word_and_is_never_ready_by_it(people: Cast) -> None:
    """Seen through the table, since everyone who reads the panel's page keeps the panel today."""
    robin = peer(people, user=people.users["amina"], state="in_training")
    assert SELF in capacities_for(people.amina, robin)
    assert SELF not in capacities_for(people.bola, robin)
    alone = PEER_LIFECYCLE.moves_open_to("in_training", {SELF})
    assert [move.end for move in alone] == ["resting", "left"]
    assert "ready" in [move.end for move in PEER_LIFECYCLE.moves_open_to("resting", {SELF})]
    assert PEER_LIFECYCLE.moves_open_to("appointed", {SELF})[0].end == "left"


def test_nobody_outside_the_panel_moves_a_peer(people: Cast) -> None:
    robin = peer(people)
    for name in ("chidi", "dawn", "ed", "harun", "iris", "sam"):
        with pytest.raises(NotYours):
            commands.move_peer(
                actor=getattr(people, name),
                programme=people.programme,
                peer=robin,
                to="appointed",
            )


def test_an_alias_stands_once(people: Cast) -> None:
    peer(people)
    with pytest.raises(Refused, match="already uses this alias"):
        peer(people, alias="  robin ")
    peer(people, alias="Аня")
    with pytest.raises(Refused, match="already uses this alias"):
        peer(people, alias="аня")


def test_a_pause_stands_from_its_day_until_it_is_lifted(people: Cast) -> None:
    assert not queries.is_paused(people.programme, "listening")
    pause = decide(people)
    assert queries.is_paused(people.programme, "listening")
    assert not queries.is_paused(people.programme, "release")
    with clock.as_if(clock.now() - timedelta(days=2)):
        assert not queries.is_paused(people.programme, "listening")
    commands.lift_pause(actor=people.amina, programme=people.programme, decision=pause)
    assert not queries.is_paused(people.programme, "listening")
    with pytest.raises(Refused, match="already lifted"):
        commands.lift_pause(actor=people.amina, programme=people.programme, decision=pause)


def test_a_pause_to_be_lifted_later_stands_until_that_day(people: Cast) -> None:
    lifted_on = clock.today() + timedelta(days=3)
    commands.lift_pause(
        actor=people.amina,
        programme=people.programme,
        decision=decide(people),
        lifted_on=lifted_on,
    )
    assert queries.is_paused(people.programme, "listening")
    with clock.as_if(clock.now() + timedelta(days=3)):
        assert not queries.is_paused(people.programme, "listening")


@pytest.mark.parametrize("outcome", ["paused", "refused"])
def test_a_pause_and_a_no_say_why(people: Cast, outcome: str) -> None:
    with pytest.raises(Refused, match="Say why"):
        decide(people, outcome=outcome, because=" ")


def test_a_decision_is_not_dated_ahead(people: Cast) -> None:
    """A pause of tomorrow would be lifted by nobody today, and stop nothing."""
    with pytest.raises(Refused, match="cannot be in the future"):
        decide(people, decided_on=clock.today() + timedelta(days=1))


def test_only_a_pause_is_lifted(people: Cast) -> None:
    with pytest.raises(Refused, match="Only a pause"):
        commands.lift_pause(
            actor=people.amina,
            programme=people.programme,
            decision=decide(people, outcome="approved"),
        )


def test_only_the_panel_decides(people: Cast) -> None:
    for name in ("bola", "chidi", "dawn", "harun", "grace", "sam"):
        with pytest.raises(NotYours):
            decide(people, actor=getattr(people, name))


def test_another_programmes_decision_is_not_there(people: Cast) -> None:
    decision = decide(people)
    elsewhere, _, _ = make_programme("elsewhere")
    with pytest.raises(NotYours):
        queries.find_decision(people.amina, elsewhere, decision.ref)


def page(people: Cast, name: str, who: str = "amina") -> Any:
    client = Client()
    client.force_login(people.users[who])
    return client.get(reverse(f"peers:{name}", args=[people.programme.slug]))


def test_the_panels_space_shows_members_decisions_and_dissent(people: Cast) -> None:
    peer(people)
    decide(people)
    read = page(people, "panel").content.decode()
    assert "Robin" in read
    assert "Pause interviews" in read
    assert "One of us would have gone on." in read
    assert "Lift this pause" in read


def test_an_empty_panel_says_the_first_step(people: Cast) -> None:
    assert "Nobody sits on the panel yet" in page(people, "panel").content.decode()


def test_the_panel_is_written_down_from_its_pages(people: Cast) -> None:
    client = Client()
    client.force_login(people.users["amina"])
    slug = people.programme.slug
    client.post(
        reverse("peers:add_peer", args=[slug]),
        {"once": new_token(), "alias": "Robin", "state": "applied"},
    )
    robin = PeerResearcher.objects.get()
    client.post(reverse("peers:move_peer", args=[slug, robin.ref]), {"to": "appointed"})
    robin.refresh_from_db()
    assert robin.state == "appointed"
    typed = {
        "once": new_token(),
        "title": "Pause interviews",
        "about": "listening",
        "outcome": "paused",
        "decided_on": clock.today().isoformat(),
    }
    address = reverse("peers:record_decision", args=[slug])
    assert "Say why the panel paused" in client.post(address, typed).content.decode()
    sent = typed | {"because": "No card.", "once": new_token()}
    client.post(address, sent)
    client.post(address, sent)
    decision = PanelDecision.objects.get()
    client.post(reverse("peers:lift", args=[slug, decision.ref]))
    decision.refresh_from_db()
    assert decision.lifted_on == clock.today()


@pytest.mark.parametrize("who", ["harun", "farah", "sam", "ed", "iris", "chidi", "dawn", "jo"])
def test_others_find_no_panel_page(people: Cast, who: str) -> None:
    for name in ("panel", "record_decision", "add_peer"):
        assert page(people, name, who).status_code == 404


def test_the_panel_page_asks_the_database_little(
    people: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        peer(people, alias=f"Robin {number}")
        decide(people)
    client = Client()
    client.force_login(people.users["amina"])
    address = reverse("peers:panel", args=[people.programme.slug])
    with django_assert_max_num_queries(8):
        assert client.get(address).status_code == 200
