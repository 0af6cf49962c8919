"""Invitations, and roles that ended, go after their year."""

from datetime import timedelta

from saidanddone.access.models import Invitation, Membership
from saidanddone.access.scheduled import forget_ended_roles, forget_invitations
from saidanddone.audit.models import Entry
from saidanddone.base import clock
from tests.people import Cast


def invited(name: str, days_ago: int) -> Invitation:
    made = clock.now() - timedelta(days=days_ago)
    return Invitation.objects.create(
        email=f"{name}@harbour.example",
        name=name,
        role="administrator",
        mac=name,
        created_at=made,
        expires_at=made + timedelta(days=7),
        accepted_at=made if name == "taken-up" else None,
    )


def test_invitations_go_after_a_year_taken_up_or_not(people: Cast) -> None:
    kept = invited("kept", 365)
    invited("taken-up", 367)
    invited("never-opened", 400)
    before = Entry.objects.count()
    assert forget_invitations(clock.today()) == ["2 invitations of over a year ago deleted"]
    assert list(Invitation.objects.all()) == [kept]
    entry = Entry.objects.latest("number")
    assert (entry.act, entry.count, Entry.objects.count()) == (
        "access.forget_invitations",
        2,
        before + 1,
    )
    assert forget_invitations(clock.today()) == []
    assert Entry.objects.count() == before + 1


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
