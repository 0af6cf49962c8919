"""Who works here: roles that end, accounts that close, and what no administrator can do."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from saidanddone.access.commands import (
    accept_invitation,
    close_account,
    end_role,
    end_site_role,
    find_invitation,
    give_role,
    make_way_back,
    use_way_back,
)
from saidanddone.access.models import Invitation, Membership, User
from saidanddone.access.policies import LONGEST_ROLE
from saidanddone.access.queries import today_of
from saidanddone.access.scheduled import forget_closed_accounts
from saidanddone.audit.models import Entry
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.programme.commands import invite_to_programme
from saidanddone.programme.inputs import InvitationInput
from tests.people import IN_FORCE, Cast

PASSWORD = "lantern bridge kettle"  # noqa: S105


@pytest.fixture
def jo(client: Client, people: Cast) -> Client:
    client.force_login(people.users["jo"])
    return client


def words(answer: object) -> str:
    page = re.sub("</?bdi>", "", answer.content.decode())  # type: ignore[attr-defined]
    text = re.sub(r"<[^>]+>", " ", page)
    return " ".join(text.split())


def role_said(days: int = 200, **changed: str) -> dict[str, str]:
    until = clock.today() + timedelta(days=days)
    form_data = {
        "programme": "harbour",
        "role": "analyst",
        "until": f"{until:%Y-%m-%d}",
        "once": "one",
    }
    return {**form_data, **changed}


def membership(people: Cast, name: str) -> Membership:
    return Membership.objects.get(user=people.users[name])


def test_the_list_says_who_for_whom_as_what_and_whether_proven(
    jo: Client, people: Cast, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    Authenticator.objects.filter(user=people.users["bola"]).delete()
    with django_assert_max_num_queries(11):  # type: ignore[operator]
        page = words(jo.get("/people"))
    assert (
        "Harun Police panel member in Safer in Harbour, until 31 December 2099 Police (may enforce)"
        in page
    )
    assert "Grace Data protection officer, everywhere Council Second factor set up" in page
    assert "Council No second factor yet" in page


def test_the_strategy_lead_reads_it_and_keeps_nothing(client: Client, people: Cast) -> None:
    client.force_login(people.users["dawn"])
    page = client.get("/programmes/harbour/people").content.decode()
    assert "Amina" in page
    assert "Sam" not in page  # no role here
    assert f"/people/{people.users['amina'].ref}" not in page
    assert client.get(f"/people/{people.users['amina'].ref}").status_code == 404
    with pytest.raises(NotYours):
        give_role(
            actor=people.dawn,
            scope=people.programme,
            user=people.users["sam"],
            role="analyst",
            until=clock.today(),
        )
    with pytest.raises(NotYours):
        end_role(actor=people.dawn, membership=membership(people, "amina"))


def test_a_role_is_given_until_a_day(jo: Client, people: Cast) -> None:
    address = f"/people/{people.users['sam'].ref}/give-role"
    page = words(jo.post(address, role_said(), follow=True))
    assert "Analyst in Safer in Harbour Until" in page
    entry = Entry.objects.get(act="access.give_role")
    assert entry.reason == f"analyst until {clock.today() + timedelta(days=200):%Y-%m-%d}"
    assert people.sam.may("evidence.code", people.programme.scope_id)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"until": ""}, "No role is without an end"),
        ({"until": "2020-01-01"}, "This day is past"),
        ({"until": "2099-01-01"}, "at most three years"),
        ({"role": "administrator"}, "Choose the role from the list"),
        ({"programme": "nowhere"}, "Choose the programme from the list"),
    ],
)
def test_a_role_without_a_fair_end_is_refused(
    jo: Client, people: Cast, changed: dict[str, str], sentence: str
) -> None:
    address = f"/people/{people.users['sam'].ref}/give-role"
    assert sentence in words(jo.post(address, role_said(**changed)))
    assert not Membership.objects.filter(user=people.users["sam"]).exists()


def test_nobody_gives_a_role_to_themselves(people: Cast) -> None:
    """Else an administrator could read what people said."""
    membership = {"scope": people.programme, "role": "analyst", "until": clock.today()}
    with pytest.raises(Refused, match="to themselves"):
        give_role(actor=people.jo, user=people.users["jo"], **membership)
    other = User.objects.create_user(email="ola@harbour.example", site_role="administrator")
    with pytest.raises(Refused, match="reads nobody's words"):
        give_role(actor=people.jo, user=other, **membership)


def test_a_landlords_officer_is_given_no_role_that_listens(people: Cast) -> None:
    with pytest.raises(Refused, match="sees nothing of what people said"):
        give_role(
            actor=people.jo,
            scope=people.programme,
            user=people.users["farah"],
            role="analyst",
            until=clock.today(),
        )


def test_a_role_that_ended_holds_nothing_apart(people: Cast) -> None:
    farah, until = people.users["farah"], clock.today() + LONGEST_ROLE
    role = {"actor": people.jo, "scope": people.programme, "user": farah, "until": until}
    advocate = give_role(**role, role="advocate")
    with pytest.raises(Refused, match="safety role with a support role"):
        give_role(**role, role="safety_officer")
    end_role(actor=people.jo, membership=advocate)
    assert give_role(**role, role="safety_officer").role == "safety_officer"


def test_a_role_ends_at_once(jo: Client, people: Cast) -> None:
    chidi = people.users["chidi"]
    browser = Client()
    browser.force_login(chidi)
    assert browser.get("/programmes/harbour/codebook").status_code == 200
    address = f"/people/{chidi.ref}/roles/{membership(people, 'chidi').ref}/end"
    assert "What they wrote and did stays" in words(jo.get(address))
    jo.post(address, {"once": "one"})
    assert browser.get("/programmes/harbour/codebook").status_code == 404
    assert Entry.objects.get(act="access.end_role").reason == "analyst"
    assert jo.get(address).status_code == 404  # nothing is left to end


def test_a_role_is_ended_for_its_own_person_only(jo: Client, people: Cast) -> None:
    address = f"/people/{people.users['sam'].ref}/roles/{membership(people, 'chidi').ref}/end"
    assert jo.post(address, {"once": "one"}).status_code == 404
    assert membership(people, "chidi").until == IN_FORCE


def test_an_account_closes_with_everything_it_held(jo: Client, people: Cast) -> None:
    amina, browser = people.users["amina"], Client()
    browser.force_login(amina)
    jo.post(f"/people/{amina.ref}/close", {"once": "one"})
    assert browser.get("/today").url.startswith("/sign-in?")
    amina.refresh_from_db()
    assert not amina.is_active
    assert not amina.has_usable_password()
    assert not Authenticator.objects.filter(user=amina).exists()
    assert membership(people, "amina").until < clock.today()  # type: ignore[operator]
    acts = Entry.objects.order_by("number").values_list("act", flat=True)
    assert list(acts)[-2:] == ["access.end_role", "access.close_account"]
    assert "Closed accounts Amina" in words(jo.get("/people"))


def test_a_closed_account_opens_again_with_nothing_but_a_new_start(people: Cast) -> None:
    amina = people.users["amina"]
    close_account(actor=people.jo, user=amina)
    with pytest.raises(Refused, match="sets up everything anew"):
        make_way_back(actor=people.jo, user=amina, lost="password")
    token = make_way_back(actor=people.jo, user=amina, lost="both")
    use_way_back(token=token, password=PASSWORD)
    amina.refresh_from_db()
    assert amina.is_active
    assert not people.amina.may("evidence.code")  # roles are given anew


def test_nobody_closes_their_own_account(people: Cast) -> None:
    with pytest.raises(Refused, match="Ask another administrator"):
        close_account(actor=people.jo, user=people.users["jo"])


def test_there_is_always_an_administrator(jo: Client, people: Cast) -> None:
    address = f"/people/{people.users['jo'].ref}/end-site-role"
    assert "the only administrator" in words(jo.post(address, {"once": "one"}))
    User.objects.create_user(email="ola@harbour.example", name="Ola", site_role="administrator")
    assert jo.post(address, {"once": "two"}).url == "/today"
    assert jo.get("/people").status_code == 404
    people.users["jo"].refresh_from_db()
    with pytest.raises(NotYours):
        end_site_role(actor=people.jo, user=people.users["grace"])


def test_a_year_after_closing_the_name_goes(people: Cast) -> None:
    sam = people.users["sam"]
    close_account(actor=people.jo, user=sam)
    User.objects.filter(pk=sam.pk).update(closed_at=clock.now() - timedelta(days=366))
    assert forget_closed_accounts(clock.today()) == ["1 account closed over a year ago forgotten"]
    sam.refresh_from_db()
    assert (sam.name, sam.email) == ("", f"{sam.ref}@closed.invalid")
    assert forget_closed_accounts(clock.today()) == []


def test_a_way_back_is_made_when_the_administrator_is_sure_who_asks(
    jo: Client, people: Cast
) -> None:
    address = f"/people/{people.users['amina'].ref}/way-back"
    form_data = {"lost": "password", "once": "one"}
    assert "when you are sure it is them" in words(jo.post(address, form_data))
    page = words(jo.post(address, {**form_data, "is_them": "on"}))
    link = re.search(r"http://testserver(/way-back/\S+)", page)
    assert link
    assert Client().get(link[1]).status_code == 200
    again = words(jo.post(address, {**form_data, "is_them": "on"}))
    assert "already made" in again
    assert "http" not in again.split("Back to")[0]


def invited(people: Cast, **changed: str) -> dict[str, str]:
    until = f"{clock.today() + timedelta(days=90):%Y-%m-%d}"
    form_data = {
        "name": "Noor",
        "email": "noor@harbour.example",
        "role": "analyst",
        "programme": "harbour",
        "until": until,
        "agency": people.agencies["council"].ref,
        "once": "one",
    }
    return {**form_data, **changed}


def test_an_invitation_carries_the_day_its_role_ends(jo: Client, people: Cast) -> None:
    page = words(jo.post("/people/invite", invited(people)))
    link = re.search(r"/invitation/(\S+)", page)
    assert link
    accept_invitation(token=link[1], password=PASSWORD)
    noor = Membership.objects.get(user__email="noor@harbour.example")
    assert noor.until == clock.today() + timedelta(days=90)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"until": ""}, "Enter the last day of the role"),
        ({"programme": ""}, "Choose the programme this role is for"),
        ({"role": "administrator"}, "Choose every programme"),
        ({"email": "sam@harbour.example"}, "already signs in"),
        ({"agency": ""}, "Choose who they work for, or that it is no agency listed here"),
        ({"agency": "made-up"}, "Choose who they work for from the list"),
        ({"agency": "none", "role": "police_intake"}, "a role for people whose agency may enforce"),
    ],
)
def test_an_invitation_that_does_not_hold_is_refused(
    jo: Client, people: Cast, changed: dict[str, str], sentence: str
) -> None:
    assert sentence in words(jo.post("/people/invite", invited(people, **changed)))
    assert not Invitation.objects.exists()


def test_an_invitation_is_cancelled(jo: Client, people: Cast) -> None:
    link = re.search(r"/invitation/(\S+)", words(jo.post("/people/invite", invited(people))))
    assert link
    assert "Invited, not here yet Noor, as analyst in Safer in Harbour" in words(jo.get("/people"))
    jo.post(f"/people/invitations/{Invitation.objects.get().ref}/cancel")
    with pytest.raises(NotYours):
        find_invitation(link[1])
    assert Client().get(f"/invitation/{link[1]}").status_code == 404


def mark(people: Cast, name: str) -> None:
    people.agencies[name].may_enforce = True
    people.agencies[name].save()


def link_of(answer: object) -> str:
    link = re.search(r"/invitation/(\S+)", words(answer))
    assert link
    return link[1]


@pytest.mark.parametrize(
    "role",
    [{"role": "analyst"}, {"role": "data_protection_officer", "programme": "", "until": ""}],
)
def test_an_agency_that_came_to_enforce_since_the_invitation_is_said_plainly(
    jo: Client, people: Cast, role: dict[str, str]
) -> None:
    """In whatever role: one held everywhere is refused like one in a programme."""
    link = link_of(jo.post("/people/invite", invited(people, **role)))
    mark(people, "council")
    people.users["jo"].agency = people.agencies["lamplight"]
    people.users["jo"].save()
    answer = Client().post(f"/invitation/{link}", {"password": PASSWORD})
    assert "may enforce" in words(answer)
    assert not User.objects.filter(email="noor@harbour.example").exists()
    assert "Nobody can accept it. Council may enforce" in words(jo.get("/people"))


def test_nobody_is_listed_as_working_for_nobody_unless_it_is_chosen(
    jo: Client, people: Cast
) -> None:
    """The form has no answer at first (finding A5)."""
    page = jo.get("/people/invite").content.decode()
    chosen = re.search(r'name="agency".*?</select>', page, re.DOTALL)
    assert chosen
    first, *rest = re.findall(r'<option value="([^"]*)"', chosen[0])
    assert first == ""
    assert rest[-1] == "none"
    link = link_of(jo.post("/people/invite", invited(people, agency="none")))
    assert accept_invitation(token=link, password=PASSWORD).agency is None


def test_a_command_reads_no_agency_into_a_reference_that_is_not_there(people: Cast) -> None:
    details = {"email": "noor@harbour.example", "name": "Noor", "role": "administrator"}
    for agency in ("", "made-up"):
        with pytest.raises(Refused, match="Choose whom they work for"):
            invite_to_programme(actor=people.jo, details=InvitationInput(**details, agency=agency))
    assert not Invitation.objects.exists()


def test_whom_someone_works_for_is_changed_on_their_page(jo: Client, people: Cast) -> None:
    """R1 from the next page on; what no longer opens is listed with what to do."""
    address = f"/people/{people.users['chidi'].ref}"
    assert "Who does Chidi work for? Until now: Council" in words(jo.get(f"{address}/agency"))
    police = {"agency": people.agencies["police"].ref, "once": "one"}
    assert "Police, which may enforce" in words(jo.post(f"{address}/agency", police, follow=True))
    assert "It opens nothing. Police may enforce" in words(jo.get(address))
    assert "Roles that open nothing" in words(jo.get("/people"))
    people.users["chidi"].refresh_from_db()
    assert not people.chidi.may("evidence.code")
    council = {"agency": people.agencies["council"].ref, "once": "two"}
    assert "End every role they hold first" in words(jo.post(f"{address}/agency", council))


def test_roles_that_end_soon_are_said_on_the_today_page(people: Cast) -> None:
    assert today_of(people.jo) == []
    soon = clock.today() + timedelta(days=20)
    Membership.objects.filter(user=people.users["chidi"]).update(until=soon)
    assert today_of(people.jo)[0].text.startswith("1 role ends within three weeks")
    assert today_of(people.dawn) == []
