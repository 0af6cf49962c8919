"""Which agencies take part, and what each answers for."""

import pytest
from django.test import Client

from saidanddone.audit.models import Entry
from saidanddone.base.errors import NotYours
from saidanddone.programme.commands import add_partner
from saidanddone.programme.inputs import PartnerInput
from saidanddone.programme.models import Partner
from tests.people import Cast

ADDRESS = "/programmes/harbour/partners"


def form_data(people: Cast, agency: str, responsibility: str, once: str) -> dict[str, str]:
    ref = people.agencies[agency].ref
    return {"agency": ref, "responsibility": responsibility, "once": once}


@pytest.mark.parametrize("name", ["jo", "dawn"])
def test_a_partner_is_added_and_changed(client: Client, people: Cast, name: str) -> None:
    client.force_login(people.users[name])
    client.post(ADDRESS, form_data(people, "council", "joint", "one"))
    client.post(ADDRESS, form_data(people, "council", "controller", "two"))
    assert Partner.objects.get().responsibility == "controller"
    assert list(Entry.objects.values_list("reason", flat=True)) == ["joint", "controller"]


def test_someone_always_answers_for_the_words(client: Client, people: Cast) -> None:
    client.force_login(people.users["dawn"])
    client.post(ADDRESS, form_data(people, "council", "controller", "one"))
    client.post(ADDRESS, form_data(people, "police", "processor", "two"))
    council = Partner.objects.get(agency=people.agencies["council"])
    page = client.post(f"{ADDRESS}/{council.ref}/end", follow=True).content.decode()
    assert "Someone must answer" in page
    client.post(ADDRESS, form_data(people, "lamplight", "joint", "three"))
    client.post(f"{ADDRESS}/{council.ref}/end")
    assert not Partner.objects.filter(pk=council.pk).exists()


def test_an_empty_form_says_so_beside_each_box(client: Client, people: Cast) -> None:
    client.force_login(people.users["dawn"])
    page = client.post(ADDRESS, {"once": "one"}).content.decode()
    assert page.count("Choose the agency") == 2
    assert page.count("Choose what it answers for in law") == 2


def test_others_do_not_say_who_takes_part(people: Cast) -> None:
    with pytest.raises(NotYours):
        add_partner(
            actor=people.bola,
            programme=people.programme,
            details=PartnerInput(agency_ref=people.agencies["council"].ref),
        )


def test_an_agency_that_is_not_there_is_no_partner(people: Cast) -> None:
    with pytest.raises(NotYours):
        add_partner(
            actor=people.dawn, programme=people.programme, details=PartnerInput(agency_ref="none")
        )
