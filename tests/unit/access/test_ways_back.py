"""Someone who lost their password or phone: an administrator hands them a link."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from saidanddone.access.commands import find_way_back, make_way_back, use_way_back
from saidanddone.access.keeping import forget_ways_back
from saidanddone.access.models import WayBack
from saidanddone.access.queries import today_of
from saidanddone.audit.models import Entry
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from tests.people import Cast

PASSWORD = "lantern bridge kettle"  # noqa: S105


def link_for(people: Cast, lost: str, name: str = "amina") -> str:
    token = make_way_back(actor=people.jo, user=people.users[name], lost=lost)
    return f"/way-back/{token}"


def test_after_a_lost_password_the_second_factor_is_still_asked_for(
    client: Client, people: Cast
) -> None:
    """The link alone lets nobody in, whoever holds it."""
    address = link_for(people, "password")
    assert "as before" in client.get(address).content.decode()
    answer = client.post(address, {"password": PASSWORD})
    assert answer.url == "/sign-in"
    assert "_auth_user_id" not in client.session
    assert Authenticator.objects.filter(user=people.users["amina"]).exists()
    people.users["amina"].refresh_from_db()
    assert people.users["amina"].check_password(PASSWORD)


def test_after_a_lost_phone_everything_stops_at_once_and_the_link_leads_back(
    client: Client, people: Cast
) -> None:
    amina, thief = people.users["amina"], Client()
    amina.set_password("the old one was this")
    amina.save()
    thief.force_login(amina)
    assert thief.get("/programmes/harbour/").status_code == 200
    address = link_for(people, "second_factor")
    assert thief.get("/programmes/harbour/").url.startswith("/sign-in?")
    amina.refresh_from_db()
    assert not amina.check_password("the old one was this")
    assert not Authenticator.objects.filter(user=amina).exists()
    assert client.post(address, {"password": PASSWORD}).url == "/sign-in/set-up"
    assert client.get("/today").url == "/sign-in/set-up"
    assert client.get("/sign-in/factors/app").status_code == 200  # without the password again


def test_looking_does_not_spend_a_link_and_using_does(client: Client, people: Cast) -> None:
    address = link_for(people, "password")
    assert [client.get(address).status_code for _ in range(3)] == [200, 200, 200]
    client.post(address, {"password": PASSWORD})
    assert client.get(address).status_code == 404
    assert Client().post(address, {"password": "someone elses words"}).status_code == 404


def test_spent_ended_and_made_up_answer_alike(client: Client, people: Cast) -> None:
    spent, replaced = link_for(people, "password"), link_for(people, "password", "bola")
    client.post(spent, {"password": PASSWORD})
    link_for(people, "password", "bola")
    ended = link_for(people, "password", "chidi")
    with time_machine.travel(clock.now() + timedelta(days=2, minutes=1)):
        answers = {client.get(each).content for each in (spent, replaced, ended, "/way-back/none")}
    assert len(answers) == 1


def test_a_weak_password_is_refused_and_the_link_stands(client: Client, people: Cast) -> None:
    address = link_for(people, "password")
    page = client.post(address, {"password": "short"}).content.decode()
    assert "at least 12 characters" in page
    assert client.get(address).status_code == 200


def test_only_an_administrator_makes_one_and_never_for_themselves(people: Cast) -> None:
    with pytest.raises(NotYours):
        make_way_back(actor=people.dawn, user=people.users["amina"], lost="password")
    with pytest.raises(Refused, match="yourself"):
        make_way_back(actor=people.jo, user=people.users["jo"], lost="password")
    with pytest.raises(Refused, match="what they lost"):
        make_way_back(actor=people.jo, user=people.users["amina"], lost="keys")


def test_it_is_recorded_and_the_token_kept_nowhere(people: Cast) -> None:
    address = link_for(people, "second_factor")
    made = Entry.objects.latest("number")
    assert (made.act, made.actor_ref) == ("access.make_way_back", people.jo.ref)
    token = address.rsplit("/", 1)[1]
    use_way_back(token=token, password=PASSWORD)
    assert Entry.objects.latest("number").act == "access.use_way_back"
    assert token not in str([*WayBack.objects.values(), *Entry.objects.values()])


def test_the_person_and_the_data_protection_officer_are_told(people: Cast) -> None:
    """So that an administrator who comes in as someone else is seen."""
    token = link_for(people, "second_factor").rsplit("/", 1)[1]

    def told(name: str) -> str:
        return " ".join(line.text for line in today_of(getattr(people, name)))

    assert "Jo made a way back in for Amina" in told("grace")
    assert "Jo made" not in told("bola")
    use_way_back(token=token, password=PASSWORD)
    assert "by a link that Jo made" in told("amina")
    with time_machine.travel(clock.now() + timedelta(days=15)):
        assert "by a link that Jo made" not in told("amina")


def test_the_page_for_whoever_cannot_sign_in_asks_for_nothing(client: Client, people: Cast) -> None:
    page = client.get("/sign-in/help").content.decode()
    assert "<input" not in page.split("<main")[1]
    assert 'href="/sign-in/help"' in client.get("/sign-in").content.decode()


def test_a_link_goes_after_its_year(people: Cast) -> None:
    link_for(people, "password")
    WayBack.objects.update(created_at=clock.now() - timedelta(days=366))
    assert forget_ways_back(clock.today()) == ["1 way back in of over a year ago deleted"]
    assert forget_ways_back(clock.today()) == []


def test_a_link_is_found_by_its_token_only(people: Cast) -> None:
    link_for(people, "password")
    with pytest.raises(NotYours):
        find_way_back(WayBack.objects.get().mac)
