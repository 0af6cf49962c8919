import re
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from saidanddone.access.models import Agency, Invitation, User
from saidanddone.audit.models import Entry
from tests.people import Cast

pytestmark = pytest.mark.django_db


def link_for(capsys: Any, email: str = "jo@council.example") -> str:
    call_command("make_administrator", email, name="Jo", no_agency=True)
    said = re.search(r"https?://\S+", capsys.readouterr().out)
    assert said
    return said.group()


def test_the_first_administrator_comes_in_by_the_printed_link(client: Client, capsys: Any) -> None:
    address = link_for(capsys)
    path = address.removeprefix("http://localhost")
    assert client.get(path).status_code == 200
    assert client.post(path, {"password": "three quiet wooden boats"}).url == "/sign-in/set-up"
    jo = User.objects.get()
    assert (jo.email, jo.site_role) == ("jo@council.example", "administrator")
    assert jo.check_password("three quiet wooden boats")
    assert Client().get(path).status_code == 404  # works once


def test_what_was_done_is_audited_and_the_token_kept_nowhere(capsys: Any) -> None:
    token = link_for(capsys).rsplit("/", 1)[1]
    assert Entry.objects.get().act == "access.invite_administrator"
    assert token not in str(list(Invitation.objects.values()) + list(Entry.objects.values()))


def test_someone_who_already_signs_in_is_refused(people: Cast) -> None:
    with pytest.raises(CommandError, match="already signs in") as refused:
        call_command("make_administrator", "jo@harbour.example", name="Jo", no_agency=True)
    assert refused.value.returncode == 2


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("make_administrator", "jo", name="Jo")
    assert not Invitation.objects.exists()


def test_whom_an_administrator_works_for_is_said_once_agencies_are_listed(people: Cast) -> None:
    with pytest.raises(CommandError, match=r"--agency NAME.*Council, Homes, Lamplight, Police"):
        call_command("make_administrator", "ola@harbour.example", name="Ola")
    call_command("make_administrator", "ola@harbour.example", name="Ola", agency="council")
    assert Invitation.objects.get().agency == people.agencies["council"]
    friends = Agency.objects.create(slug="agency", name="Друзья", kind="other")
    call_command("make_administrator", "ula@harbour.example", name="Ula", agency="друзья")
    assert Invitation.objects.latest("pk").agency == friends


def test_nobody_who_works_for_the_police_is_invited_as_an_administrator(people: Cast) -> None:
    with pytest.raises(CommandError, match="may enforce"):
        call_command("make_administrator", "ola@harbour.example", name="Ola", agency="Police")
