"""Someone who lost their password or phone: an administrator hands them a link."""

from copy import deepcopy
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from saidanddone.access import guessing
from saidanddone.access.commands import accounts, find_way_back, make_way_back, use_way_back
from saidanddone.access.models import User, WayBack
from saidanddone.access.queries import today_of
from saidanddone.access.scheduled import forget_ways_back
from saidanddone.audit.models import Entry
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from tests.people import Cast

PASSWORD = "lantern bridge kettle"  # noqa: S105
UNTIL_NOW = "the old one was this"


@pytest.fixture(autouse=True)
def _amina_has_a_password(people: Cast) -> None:
    people.users["amina"].set_password(UNTIL_NOW)
    people.users["amina"].save()


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
    thief.force_login(amina)
    assert thief.get("/programmes/harbour/").status_code == 200
    address = link_for(people, "second_factor")
    assert thief.get("/programmes/harbour/").url.startswith("/sign-in?")
    amina.refresh_from_db()
    assert not amina.check_password(UNTIL_NOW)
    assert not Authenticator.objects.filter(user=amina).exists()
    form_data = {"password_until_now": UNTIL_NOW, "password": PASSWORD}
    assert client.post(address, form_data).url == "/sign-in/set-up"
    assert client.get("/today").url == "/sign-in/set-up"
    assert client.get("/sign-in/factors/app").status_code == 200  # without the password again


def test_after_a_lost_phone_the_link_alone_lets_nobody_in(client: Client, people: Cast) -> None:
    address = link_for(people, "second_factor")
    assert "Your password until now" in client.get(address).content.decode()
    asked = client.post(address, {"password": PASSWORD}).content.decode()
    assert "Enter the password you had until now" in asked
    wrong = {"password_until_now": "is it this one, perhaps", "password": PASSWORD}
    assert "not the password you had" in client.post(address, wrong).content.decode()
    assert "_auth_user_id" not in client.session
    people.users["amina"].refresh_from_db()
    assert not people.users["amina"].has_usable_password()


def test_five_wrong_passwords_end_a_link(client: Client, people: Cast) -> None:
    address = link_for(people, "second_factor")
    wrong = {"password_until_now": "is it this one, perhaps", "password": PASSWORD}
    assert [client.post(address, wrong).status_code for _ in range(6)] == [200] * 5 + [404]
    right = {"password_until_now": UNTIL_NOW, "password": PASSWORD}
    assert client.post(address, right).status_code == 404


def test_tries_at_the_same_moment_are_no_more_than_five(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All found the link with no try at it yet."""
    token = link_for(people, "second_factor").rsplit("/", 1)[1]
    found_by_all = find_way_back(token)
    monkeypatch.setattr(accounts, "find_way_back", lambda _token: deepcopy(found_by_all))
    for _ in range(5):
        with pytest.raises(Refused, match="not the password you had"):
            use_way_back(token=token, password=PASSWORD, password_until_now="is it this one")  # noqa: S106
    with pytest.raises(NotYours):
        use_way_back(token=token, password=PASSWORD, password_until_now=UNTIL_NOW)


def test_a_wrong_password_is_in_the_audit_without_the_password(
    client: Client, people: Cast
) -> None:
    wrong = {"password_until_now": "is it this one, perhaps", "password": PASSWORD}
    client.post(link_for(people, "second_factor"), wrong)
    missed = Entry.objects.latest("number")
    assert (missed.act, missed.actor_ref) == ("access.miss_way_back", "")
    assert WayBack.objects.get().tries == 1
    assert "perhaps" not in str([*Entry.objects.values()])


def test_another_link_still_asks_for_the_password_until_now(client: Client, people: Cast) -> None:
    link_for(people, "second_factor")
    again = link_for(people, "second_factor")
    form_data = {"password_until_now": UNTIL_NOW, "password": PASSWORD}
    assert client.post(again, form_data).url == "/sign-in/set-up"
    assert not WayBack.objects.exclude(password_until_now="").exists()


def test_where_both_are_lost_the_link_is_all_there_is(client: Client, people: Cast) -> None:
    address = link_for(people, "both")
    assert not WayBack.objects.exclude(password_until_now="").exists()
    assert client.post(address, {"password": PASSWORD}).url == "/sign-in/set-up"


def test_only_what_is_left_can_be_asked_for(people: Cast) -> None:
    with pytest.raises(Refused, match="no password"):
        link_for(people, "second_factor", "bola")
    Authenticator.objects.filter(user=people.users["amina"]).delete()
    with pytest.raises(Refused, match="no phone, passkey or key"):
        link_for(people, "password")


def test_looking_does_not_spend_a_link_and_using_does(client: Client, people: Cast) -> None:
    address = link_for(people, "password")
    assert [client.get(address).status_code for _ in range(3)] == [200, 200, 200]
    client.post(address, {"password": PASSWORD})
    assert client.get(address).status_code == 404
    assert Client().post(address, {"password": "someone elses words"}).status_code == 404


def test_of_two_presses_at_the_same_moment_one_works(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both found the link unused before either used it. The other press changes no password."""
    token = link_for(people, "both").rsplit("/", 1)[1]
    found_by_both = find_way_back(token)
    monkeypatch.setattr(accounts, "find_way_back", lambda _token: deepcopy(found_by_both))
    use_way_back(token=token, password=PASSWORD)
    with pytest.raises(NotYours):
        use_way_back(token=token, password="someone elses words")  # noqa: S106
    amina = User.objects.get(pk=people.users["amina"].pk)
    assert amina.check_password(PASSWORD)
    assert Entry.objects.filter(act="access.use_way_back").count() == 1


def test_spent_ended_and_made_up_answer_alike(client: Client, people: Cast) -> None:
    spent, replaced = link_for(people, "password"), link_for(people, "password", "bola")
    client.post(spent, {"password": PASSWORD})
    link_for(people, "password", "bola")
    ended = link_for(people, "password", "chidi")
    with time_machine.travel(clock.now() + timedelta(days=2, minutes=1)):
        answers = {client.get(link).content for link in (spent, replaced, ended, "/way-back/none")}
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
    use_way_back(token=token, password=PASSWORD, password_until_now=UNTIL_NOW)
    assert Entry.objects.latest("number").act == "access.use_way_back"
    assert token not in str([*WayBack.objects.values(), *Entry.objects.values()])


def test_the_person_and_the_data_protection_officer_are_told(people: Cast) -> None:
    """So that an administrator who comes in as someone else is seen."""
    token = link_for(people, "both").rsplit("/", 1)[1]

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


def test_it_names_the_limits_that_hold(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guessing, "MOST_PASSWORDS", 11)
    monkeypatch.setattr(guessing, "MOST_CODES", 4)
    page = client.get("/sign-in/help").content.decode()
    assert "After 11 wrong passwords, or 4 wrong codes," in page


def test_a_link_goes_after_its_year(people: Cast) -> None:
    link_for(people, "password")
    WayBack.objects.update(created_at=clock.now() - timedelta(days=366))
    assert forget_ways_back(clock.today()) == ["1 way back in of over a year ago deleted"]
    assert forget_ways_back(clock.today()) == []


def test_a_link_is_found_by_its_token_only(people: Cast) -> None:
    link_for(people, "password")
    with pytest.raises(NotYours):
        find_way_back(WayBack.objects.get().mac)
