import re
from copy import deepcopy
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from saidanddone.access.commands import (
    accept_invitation,
    cancel_invitation,
    find_invitation,
    invitations,
    make_one_time_links,
    use_one_time_link,
)
from saidanddone.access.commands import demonstration as links
from saidanddone.access.installation import set_kind
from saidanddone.access.models import Installation, Invitation, User
from saidanddone.access.queries import own_audit
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.programme.commands import invite_to_programme
from saidanddone.programme.inputs import InvitationInput
from tests.people import Cast


@pytest.fixture
def demonstration(people: Cast) -> Cast:
    Installation.objects.create(kind="demonstration")
    return people


def test_signed_out_people_are_asked_to_sign_in(client: Client, people: Cast) -> None:
    answer = client.get("/today")
    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in")


def test_a_wrong_password_says_what_to_do_and_no_box_answers_for_itself(
    client: Client, people: Cast
) -> None:
    wrong = {"login": "amina@harbour.example", "password": "not this one"}
    page = client.post("/sign-in", wrong).content.decode()
    assert "Check both and try again." in page
    assert "placeholder" not in page


def test_a_one_time_link_signs_in_once(client: Client, demonstration: Cast) -> None:
    tokens = {user.email: token for user, token in make_one_time_links()}
    address = f"/demonstration/{tokens['amina@harbour.example']}"
    assert "Sign in as Amina?" in client.get(address).content.decode()
    assert client.post(address).url == "/today"
    assert Client().post(address).status_code == 404


def test_of_two_presses_of_a_one_time_link_at_the_same_moment_one_works(
    demonstration: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = make_one_time_links()[0][1]
    found_by_both = links.find_one_time_link(token)
    monkeypatch.setattr(links, "find_one_time_link", lambda _token: deepcopy(found_by_both))
    use_one_time_link(token=token)
    with pytest.raises(NotYours):
        use_one_time_link(token=token)


def test_looking_at_a_link_does_not_spend_it(client: Client, demonstration: Cast) -> None:
    tokens = {user.email: token for user, token in make_one_time_links()}
    address = f"/demonstration/{tokens['bola@harbour.example']}"
    for _ in range(3):
        assert client.get(address).status_code == 200


def test_links_are_refused_beside_real_data(people: Cast) -> None:
    Installation.objects.create(kind="real")
    with pytest.raises(Refused):
        make_one_time_links()


def test_a_database_with_people_cannot_become_a_demonstration(people: Cast) -> None:
    with pytest.raises(Refused):
        set_kind("demonstration")


def test_a_database_in_which_someone_was_only_invited_cannot_either(db: None) -> None:
    """Between `make-administrator` and the opening of its link nobody signs in yet."""
    call_command("make_administrator", "jo@example.org", name="Jo", no_agency=True)
    with pytest.raises(Refused, match="already in use"):
        set_kind("demonstration")


def test_an_administrator_is_invited_by_name(db: None) -> None:
    with pytest.raises(CommandError, match="Say what colleagues call them"):
        call_command("make_administrator", "jo@example.org", name=" ")


def test_a_demonstration_cannot_be_served_as_real(demonstration: Cast) -> None:
    with pytest.raises(Refused, match="it cannot be served as real"):
        set_kind("real")


def test_staff_without_a_second_factor_are_led_to_set_one_up(client: Client, people: Cast) -> None:
    people.users["dawn"].authenticator_set.all().delete()
    client.force_login(people.users["dawn"])
    assert client.get("/today").url == "/sign-in/set-up"


def invite_noor(people: Cast) -> str:
    return invite_to_programme(
        actor=people.jo,
        details=InvitationInput(
            email="new@harbour.example",
            name="Noor",
            role="analyst",
            programme="harbour",
            agency="none",
            until=clock.today() + timedelta(days=300),
        ),
    )


def test_of_two_presses_of_an_invitation_at_the_same_moment_one_works(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = invite_noor(people)
    found_by_both = find_invitation(token)
    monkeypatch.setattr(invitations, "find_invitation", lambda _token: deepcopy(found_by_both))
    accept_invitation(token=token, password="lantern bridge kettle")  # noqa: S106
    with pytest.raises(NotYours):
        accept_invitation(token=token, password="someone elses words")  # noqa: S106


def test_an_invitation_cancelled_at_the_same_moment_opens_nothing(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = invite_noor(people)
    found_before = find_invitation(token)
    monkeypatch.setattr(invitations, "find_invitation", lambda _token: found_before)
    cancel_invitation(actor=people.jo, ref=found_before.ref)
    with pytest.raises(NotYours):
        accept_invitation(token=token, password="lantern bridge kettle")  # noqa: S106
    assert not User.objects.filter(email="new@harbour.example").exists()


def test_an_invitation_opens_nothing_after_its_seven_days(client: Client, people: Cast) -> None:
    token = invite_noor(people)
    with clock.as_if(clock.now() + timedelta(days=6)):
        assert find_invitation(token).name == "Noor"
    with clock.as_if(clock.now() + timedelta(days=8)):
        answer = client.post(f"/invitation/{token}", {"password": "lantern bridge kettle"})
    assert answer.status_code == 404
    assert not User.objects.filter(email="new@harbour.example").exists()


def test_a_second_invitation_to_the_same_address_opens_nothing_more(
    client: Client, people: Cast
) -> None:
    first, second = invite_noor(people), invite_noor(people)
    accept_invitation(token=first, password="lantern bridge kettle")  # noqa: S106
    answer = client.post(f"/invitation/{second}", {"password": "someone elses words"})
    assert answer.status_code == 404
    assert User.objects.get(email="new@harbour.example").check_password("lantern bridge kettle")


def test_an_invited_person_chooses_a_password_and_meets_the_second_factor(
    client: Client, people: Cast
) -> None:
    token = invite_noor(people)
    answer = client.post(f"/invitation/{token}", {"password": "lantern bridge kettle"})
    assert answer.url == "/sign-in/set-up"
    assert client.get("/sign-in/factors/app").status_code == 200  # without the password again
    noor = User.objects.get(email="new@harbour.example")
    assert noor.memberships.get().role == "analyst"
    assert client.get(f"/invitation/{token}").status_code == 404
    assert not Invitation.objects.filter(mac=token).exists()


def test_nobody_signs_up_uninvited(client: Client, people: Cast) -> None:
    assert client.get("/sign-up").status_code == 404
    assert client.get("/invitation/made-up").status_code == 404


def test_a_wrong_password_says_the_same_for_known_and_unknown_addresses(
    client: Client, people: Cast
) -> None:
    def answer_to(email: str) -> str:
        page = client.post("/sign-in", {"login": email, "password": "wrong wrong wrong"})
        found = re.search(r"error-summary.*?</ul>", page.content.decode(), re.DOTALL)
        return re.sub(r"\s+", " ", found.group()) if found else ""

    known, unknown = answer_to("dawn@harbour.example"), answer_to("nobody@harbour.example")
    assert known == unknown != ""


def test_a_person_sees_what_they_did_themselves(demonstration: Cast) -> None:
    invite_to_programme(
        actor=demonstration.jo,
        details=InvitationInput(
            email="n@harbour.example",
            name="N",
            role="analyst",
            programme="harbour",
            agency="none",
            until=clock.today() + timedelta(days=300),
        ),
    )
    assert own_audit(demonstration.amina) == []


@pytest.mark.parametrize(
    ("name", "status"), [("grace", 200), ("dawn", 404), ("amina", 404), ("jo", 404)]
)
def test_only_the_data_protection_officer_reads_the_whole_audit(
    client: Client, people: Cast, name: str, status: int
) -> None:
    client.force_login(people.users[name])
    assert client.get("/audit").status_code == status
