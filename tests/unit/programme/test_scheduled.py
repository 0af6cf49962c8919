"""Roles go a year after they ended."""

from datetime import timedelta

from saidanddone.access.models import Membership
from saidanddone.audit.models import Entry
from saidanddone.base import clock
from saidanddone.programme.scheduled import forget_ended_roles
from tests.people import Cast


def ended(people: Cast, name: str, days_ago: int) -> None:
    until = clock.today() - timedelta(days=days_ago)
    Membership.objects.filter(user=people.users[name]).update(until=until)


def test_roles_go_a_year_after_they_ended(people: Cast) -> None:
    ended(people, "chidi", 366)
    ended(people, "bola", 365)
    before = Membership.objects.count()
    assert forget_ended_roles(clock.today()) == ["1 role that ended over a year ago deleted"]
    assert Membership.objects.count() == before - 1
    assert not Membership.objects.filter(user=people.users["chidi"]).exists()
    entry = Entry.objects.latest("number")
    assert (entry.act, entry.scope_ref, entry.count) == (
        "access.forget_ended_roles",
        people.programme.ref,
        1,
    )
    assert forget_ended_roles(clock.today()) == []
