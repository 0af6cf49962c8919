"""Agencies and further roles, from the terminal."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from saidanddone.access.models import Agency, Membership
from saidanddone.audit.models import Entry
from saidanddone.base import clock
from saidanddone.programme.models import Partner
from tests.people import Cast

JO = {"email": "jo@harbour.example"}


def add_agency(*words: str, by: str = "jo") -> None:
    call_command("add_agency", *words, f"--as={by}@harbour.example")


def test_an_agency_is_added_as_a_partner_with_what_it_may_do(people: Cast) -> None:
    add_agency("Harbour Police", "--kind=police", "--may-enforce", "--programme=harbour")
    agency = Agency.objects.get(name="Harbour Police")
    assert agency.may_enforce
    assert Partner.objects.get().agency == agency
    assert list(Entry.objects.values_list("act", flat=True)) == [
        "access.add_agency",
        "programme.add_partner",
    ]


def test_it_must_be_said_whether_an_agency_may_enforce(people: Cast) -> None:
    with pytest.raises(CommandError, match="--may-enforce --cannot-enforce is required"):
        add_agency("Harbour Homes", "--kind=housing")


def test_the_police_are_never_a_body_that_cannot_enforce(people: Cast) -> None:
    with pytest.raises(CommandError, match="may arrest"):
        add_agency("Harbour Police", "--kind=police", "--cannot-enforce")


def test_an_agency_with_a_wrong_programme_is_not_added(people: Cast) -> None:
    with pytest.raises(CommandError, match="No programme has this short name"):
        add_agency("Clinic", "--kind=health", "--cannot-enforce", "--programme=x")
    assert not Agency.objects.filter(name="Clinic").exists()


def test_only_an_administrator_adds_agencies(people: Cast) -> None:
    with pytest.raises(CommandError, match="Only an administrator") as refused:
        add_agency("Clinic", "--kind=health", "--cannot-enforce", by="dawn")
    assert refused.value.returncode == 2


def give(person: str, role: str, until: date | None = None) -> None:
    until = until or clock.today() + timedelta(days=300)
    options: dict[str, Any] = {**JO, "programme": "harbour", "until": until}
    call_command("give_role", f"{person}@harbour.example", role, **options)


def test_a_role_is_given_and_ended_by_a_past_day(people: Cast) -> None:
    assert not people.sam.may("evidence.code", people.programme.scope_id)
    give("sam", "analyst")
    assert people.sam.may("evidence.code", people.programme.scope_id)
    give("sam", "analyst", until=date(2020, 1, 1))
    assert not people.sam.may("evidence.code", people.programme.scope_id)
    assert Membership.objects.filter(user=people.users["sam"]).count() == 1


def test_roles_that_nobody_holds_together_are_refused(people: Cast) -> None:
    with pytest.raises(CommandError, match="police role with a support or peer role"):
        give("amina", "police_intake")


def test_a_role_held_everywhere_is_not_given_in_one_programme(people: Cast) -> None:
    with pytest.raises(CommandError, match="invitation only"):
        give("sam", "administrator")


def test_a_stranger_is_invited_first(people: Cast) -> None:
    with pytest.raises(CommandError, match="Invite them first"):
        give("nobody", "analyst")
