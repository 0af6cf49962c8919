from datetime import timedelta

import pytest
from django.test import Client

from saidanddone.access.models import Membership
from saidanddone.access.queries import actor_by_email
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.programme.commands import create_programme, edit_programme
from saidanddone.programme.inputs import ProgrammeInput
from saidanddone.programme.queries import find_programme, programmes_of
from tests.people import IN_FORCE, Cast, make_programme

WORDS = ProgrammeInput(title="New", pledge="We will.", owner="Harbour Council")


def test_a_role_ends_on_its_day(people: Cast) -> None:
    Membership.objects.filter(user=people.users["chidi"]).update(
        until=clock.today() - timedelta(days=1)
    )
    with pytest.raises(NotYours):
        find_programme(people.chidi, "harbour", "programme.see")


def test_no_membership_no_rows(people: Cast) -> None:
    other, _, _ = make_programme("elsewhere")
    assert other not in programmes_of(people.chidi)
    with pytest.raises(NotYours):
        find_programme(people.chidi, "elsewhere", "programme.see")


def test_a_wrong_role_given_to_someone_who_may_evict_opens_nothing(people: Cast) -> None:
    """R1 holds by agency too: Farah's landlord may evict, whatever role she is given."""
    Membership.objects.create(
        user=people.users["farah"], scope=people.programme.scope, role="analyst", until=IN_FORCE
    )
    for permission in ("evidence.read_transcripts", "thread.see", "programme.see", "answers.see"):
        with pytest.raises(NotYours):
            find_programme(people.farah, "harbour", permission)


def test_only_an_administrator_starts_a_programme(people: Cast) -> None:
    with pytest.raises(NotYours):
        create_programme(actor=people.dawn, slug="new", details=WORDS)
    assert create_programme(actor=people.jo, slug="new", details=WORDS).key_ref


def test_a_stranger_cannot_change_the_pledge(people: Cast) -> None:
    with pytest.raises(NotYours):
        edit_programme(actor=people.sam, programme=people.programme, version=1, details=WORDS)


@pytest.mark.django_db
def test_nobody_by_that_address() -> None:
    with pytest.raises(Refused, match="Nobody signs in as"):
        actor_by_email("nobody@harbour.example")


def test_two_people_editing_the_pledge_both_see_both_texts(client: Client, people: Cast) -> None:
    client.force_login(people.users["dawn"])
    address = "/programmes/harbour/edit"
    form_data = {
        "title": "Safer in Harbour",
        "pledge": "Mine.",
        "owner": "Harbour Council",
        "version": 1,
        "once": "one",
    }
    assert (
        client.post(address, {**form_data, "pledge": "Theirs.", "once": "two"}).status_code == 302
    )
    page = client.post(address, form_data).content.decode()
    assert "Mine." in page
    assert "Theirs." in page
    people.programme.refresh_from_db()
    assert people.programme.pledge == "Theirs."


@pytest.mark.parametrize(
    ("name", "entrance"),
    [
        ("dawn", "/programmes/harbour/"),
        ("ed", "/programmes/harbour/my-actions"),
        ("iris", "/programmes/harbour/answers/sheet/"),
    ],
)
def test_each_worker_enters_their_only_programme_where_their_work_is(
    client: Client, people: Cast, name: str, entrance: str
) -> None:
    client.force_login(people.users[name])
    assert client.get("/programmes/").url == entrance
    assert client.get(entrance).status_code == 200


def test_of_two_programmes_people_choose_and_a_role_held_everywhere_sees_the_list(
    client: Client, people: Cast
) -> None:
    client.force_login(people.users["grace"])
    assert "Safer in Harbour" in client.get("/programmes/").content.decode()
    other, _, _ = make_programme("elsewhere")
    Membership.objects.create(
        user=people.users["dawn"], scope=other.scope, role="strategy_lead", until=IN_FORCE
    )
    client.force_login(people.users["dawn"])
    page = client.get("/programmes/").content.decode()
    assert 'href="/programmes/harbour/"' in page
    assert 'href="/programmes/elsewhere/"' in page


def test_a_role_whose_pages_are_not_built_reads_so_in_the_list(
    client: Client, people: Cast
) -> None:
    client.force_login(people.users["harun"])
    assert "opens no page of it" in client.get("/programmes/").content.decode()
