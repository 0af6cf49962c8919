"""A form sent again: nothing is doubled, nothing typed is lost, and the person is told."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from saidanddone.base import clock
from saidanddone.base.idempotent import new_token
from saidanddone.base.models import Submission
from saidanddone.peers.models import PeerResearcher
from saidanddone.ui.saved_forms import REMEMBERED
from tests.people import Cast

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def amina(client: Client, people: Cast) -> Client:
    client.force_login(people.users["amina"])
    return client


def address(people: Cast) -> str:
    return reverse("peers:add_peer", args=[people.programme.slug])


def typed(**changed: str) -> dict[str, str]:
    return {"once": new_token(), "alias": "Moss", "state": "applied", **changed}


def aliases() -> list[str]:
    return sorted(PeerResearcher.objects.values_list("alias", flat=True))


def test_sent_again_as_it_was_it_tells_when_it_was_saved(amina: Client, people: Cast) -> None:
    sent = typed()
    first = amina.post(address(people), sent)
    again = amina.post(address(people), sent, follow=True)
    assert again.redirect_chain[0][0] == first.url
    told = [str(message) for message in again.context["messages"]]
    at = Submission.objects.get().at
    assert told == [f"This was saved already at {at:%H:%M}. Nothing was saved twice."]
    assert aliases().count("Moss") == 1


def test_what_was_typed_since_is_shown_again_and_kept_by_a_second_press(
    amina: Client, people: Cast
) -> None:
    sent = typed()
    amina.post(address(people), sent)
    page = amina.post(address(people), sent | {"alias": "Fern", "changed_since_saved": "yes"})
    assert "What you have changed since is not saved" in page.content.decode()
    assert page.context["form"]["alias"].value() == "Fern"
    assert "Fern" not in aliases()
    anew = page.context["form"]["once"].value()
    assert anew != sent["once"]
    amina.post(address(people), sent | {"alias": "Fern", "once": anew})
    assert {"Fern", "Moss"} <= set(aliases())


def test_the_form_opened_again_says_that_it_was_saved(amina: Client, people: Cast) -> None:
    assert "You saved this form" not in amina.get(address(people)).content.decode()
    led_to = amina.post(address(people), typed()).url
    page = amina.get(address(people)).content.decode()
    assert "You saved this form at " in page
    assert f'href="{led_to}">see it</a>' in page
    assert "Saving again makes another one." in page


def test_only_path_time_and_where_it_led_are_remembered_and_not_for_long(
    amina: Client, people: Cast
) -> None:
    led_to = amina.post(address(people), typed()).url
    at = Submission.objects.get().at
    assert amina.session[REMEMBERED] == {address(people): [at.isoformat(), led_to]}
    with clock.as_if(clock.now() + timedelta(minutes=31)):
        assert "You saved this form" not in amina.get(address(people)).content.decode()


def test_an_earlier_day_is_named(amina: Client, people: Cast) -> None:
    sent = typed()
    amina.post(address(people), sent)
    before = clock.now() - timedelta(days=2)
    Submission.objects.update(at=before)
    again = amina.post(address(people), sent, follow=True)
    assert f"already on {before.day} {before:%B} at " in str(next(iter(again.context["messages"])))
