"""The bodies that take part, on their page."""

import pytest
from django.test import Client

from saidanddone.access.commands import add_agency, edit_agency, invite
from saidanddone.access.inputs import AgencyInput
from saidanddone.access.models import Agency, User
from saidanddone.audit.models import Entry
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from tests.people import Cast


@pytest.fixture
def jo(client: Client, people: Cast) -> Client:
    client.force_login(people.users["jo"])
    return client


def form_data(**changed: str) -> dict[str, str]:
    return {"name": "Clinic", "kind": "health", "may_enforce": "no", "once": "one", **changed}


def test_an_agency_is_added_once_and_listed(jo: Client, people: Cast) -> None:
    for _ in range(2):
        page = jo.post("/agencies/add", form_data(), follow=True).content.decode()
    assert "Clinic" in page
    assert "Cannot enforce. Nobody signs in for it." in page
    assert Entry.objects.filter(act="access.add_agency").count() == 1


def test_the_list_says_who_may_enforce_in_few_queries(
    jo: Client, people: Cast, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        page = " ".join(jo.get("/agencies").content.decode().split())
    assert "Police. May enforce. 1 person signs in for it." in page


def test_what_is_missing_is_said_beside_its_box(jo: Client, people: Cast) -> None:
    page = jo.post("/agencies/add", {"once": "two"}).content.decode()
    for sentence in ("Enter the agency&#x27;s name", "Choose what kind", "Say whether it may"):
        assert page.count(sentence) == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": "police"}, "The police may arrest"),
        ({"name": "lamplight"}, "already an agency of this name"),
        ({"name": "Lamplight."}, "already an agency of this name"),
        ({"name": "👮"}, "at least one letter or number"),
        ({"name": "???"}, "at least one letter or number"),
    ],
)
def test_what_cannot_be_is_refused(
    jo: Client, people: Cast, changed: dict[str, str], sentence: str
) -> None:
    assert sentence in jo.post("/agencies/add", form_data(**changed)).content.decode()
    assert Agency.objects.count() == 4


LONG = "The department of housing and neighbourhood"


@pytest.mark.parametrize("names", [("Жители", "Соседи"), (f"{LONG} north", f"{LONG} south")])
def test_agencies_are_told_apart_by_their_names_in_any_script(
    people: Cast, names: tuple[str, str]
) -> None:
    for name in names:
        add_agency(actor=people.jo, details=AgencyInput(name=name, kind="other", may_enforce=False))
    made = Agency.objects.filter(name__in=names)
    assert made.count() == len({agency.slug for agency in made}) == 2
    again = AgencyInput(name=names[0].upper(), kind="other", may_enforce=False)
    with pytest.raises(Refused, match="already an agency of this name"):
        add_agency(actor=people.jo, details=again)


def test_whoever_begins_to_enforce_sees_nothing_from_the_next_page(
    jo: Client, people: Cast
) -> None:
    """R1: Amina's agency takes on evictions."""
    lamplight = people.agencies["lamplight"]
    amina, transcripts = Client(), "/programmes/harbour/transcripts"
    amina.force_login(people.users["amina"])
    assert amina.get(transcripts).status_code == 200
    address = f"/agencies/{lamplight.ref}"
    sent = form_data(name="Lamplight", kind="voluntary", may_enforce="yes", version="1")
    assert jo.post(address, sent).url == "/agencies"
    assert amina.get(transcripts).status_code == 404
    assert Entry.objects.latest("number").reason == "may enforce"


def test_a_landlord_does_not_stop_enforcing_while_its_people_sign_in(people: Cast) -> None:
    homes = people.agencies["homes"]
    details = AgencyInput(name="Homes", kind="housing", may_enforce=False)
    with pytest.raises(Refused, match="close their accounts"):
        edit_agency(actor=people.jo, agency=homes, version=1, details=details)
    people.users["farah"].is_active = False
    people.users["farah"].save()
    assert not edit_agency(actor=people.jo, agency=homes, version=1, details=details).may_enforce


def test_an_agency_is_not_marked_while_every_administrator_works_for_it(people: Cast) -> None:
    """Nobody could give or end a role any more."""
    council = people.agencies["council"]
    given = {"actor": people.jo, "agency": council, "version": 1}
    details = AgencyInput(name="Council", kind="council", may_enforce=True)
    with pytest.raises(Refused, match="Invite one who works elsewhere first"):
        edit_agency(**given, details=details)
    User.objects.create_user(email="ola@harbour.example", name="Ola", site_role="administrator")
    assert edit_agency(**given, details=details).may_enforce
    people.users["jo"].refresh_from_db()
    assert not people.jo.may("access.keep_people")


def test_two_people_changing_one_agency_both_see_both_texts(jo: Client, people: Cast) -> None:
    address = f"/agencies/{people.agencies['council'].ref}"
    first = form_data(name="The Council", kind="council", version="1")
    jo.post(address, first)
    page = jo.post(address, {**first, "name": "Council House", "once": "two"}).content.decode()
    assert "The Council" in page
    assert "Council House" in page


def test_nobody_is_invited_to_a_role_that_opens_nothing_to_them(people: Cast) -> None:
    with pytest.raises(Refused, match="may enforce"):
        invite(
            actor=people.jo,
            email="new@homes.example",
            name="New",
            role="analyst",
            agency=people.agencies["homes"],
            scope=people.programme,
            until=clock.today(),
        )


def test_only_an_administrator_keeps_agencies(people: Cast) -> None:
    with pytest.raises(NotYours):
        edit_agency(
            actor=people.dawn,
            agency=people.agencies["homes"],
            version=1,
            details=AgencyInput(
                name="Homes",
                kind="housing",
                may_enforce=False,
            ),
        )
