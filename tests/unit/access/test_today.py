"""Today as a place to work: the role in words, what it opens, what is urgent, what is new."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from saidanddone.access.models import Membership, User
from saidanddone.access.queries import actor_of, today_page
from saidanddone.access.roles import all_roles
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.ui.navigation import WORK_PAGES
from tests.people import IN_FORCE, Cast

NOT_BUILT = (
    "panel_coordinator",
    "advocate",
    "panel_member",
    "police_panel_member",
    "police_intake",
)


def page_of(client: Client, user: User) -> str:
    client.force_login(user)
    session = client.session
    session["purpose"] = "test"
    session.save()
    return client.get("/today").content.decode()


def someone(people: Cast, role: str) -> User:
    """Somebody new in this role alone, from an agency that may hold it."""
    police = all_roles()[role].may_enforce
    agency = people.agencies["police" if police else "lamplight"]
    is_everywhere = all_roles()[role].group == "everywhere"
    user = User.objects.create_user(
        email=f"{role}@harbour.example",
        name="New",
        agency=agency,
        site_role=role if is_everywhere else "",
    )
    if not is_everywhere:
        Membership.objects.create(
            user=user, scope=people.programme.scope, role=role, until=IN_FORCE
        )
    return user


@pytest.mark.parametrize("role", sorted(all_roles()))
def test_every_role_is_told_what_it_is_for_and_every_link_it_is_shown_opens(
    client: Client, people: Cast, role: str
) -> None:
    user = someone(people, role)
    client.force_login(user)
    session = client.session
    session["by_demonstration_link"] = True
    session["purpose"] = "test"
    session.save()
    page = today_page(actor_of(user))
    assert [told.says for told in page.roles] == [all_roles()[role].says]
    assert len(all_roles()[role].says) > len("You sign in.")
    places = [link for place in page.places for link in place.links]
    links = [*page.urgent, *places, *page.links]
    starts = [place.address for place in page.places if place.address]
    for address in [*starts, *(link.address for link in links)]:
        assert client.get(address).status_code == 200, address
    assert len(places) <= 5
    assert page.opens_nothing_yet == (role in NOT_BUILT)
    if role not in NOT_BUILT:
        assert starts or links


def test_a_role_starts_only_with_pages_that_it_opens() -> None:
    for role in all_roles().values():
        for name in role.starts:
            assert WORK_PAGES[name].permission in role.permissions, (role.slug, name)


def test_somebody_who_stands_there_with_their_card_comes_before_all_that_waits(
    client: Client, people: Cast
) -> None:
    page = page_of(client, people.users["amina"])
    address = reverse("listening:come_back", args=[people.programme.slug])
    assert page.count(f'href="{address}"') == 1
    assert page.index(address) < page.index("What you can do here")
    for name in ("chidi", "dawn", "ed", "iris", "harun", "grace"):
        assert address not in page_of(client, people.users[name])


def test_whoever_may_enforce_is_offered_their_own_actions_and_nothing_else(people: Cast) -> None:
    """Even with a role that would open more (R1)."""
    (place,) = today_page(people.farah).places
    assert [link.text for link in place.links] == ["Your actions"]
    page = today_page(replace(people.dawn, works_for_enforcement=True))
    (place,) = page.places
    assert [link.text for link in (*place.links, *page.urgent, *page.links)] == []
    assert place.address == "/programmes/harbour/my-actions"
    assert page.news == ()
    outside = [link.text for link in today_page(people.jo).links]
    assert outside[:2] == ["People and their roles", "Agencies"]
    assert today_page(replace(people.jo, works_for_enforcement=True)).links == ()


def test_a_role_whose_pages_are_not_built_is_told_so_kindly(client: Client, people: Cast) -> None:
    page = page_of(client, people.users["harun"])
    assert "nothing here is yours to do yet" in page
    assert "What you can do here" not in page
    assert "Nothing waits for you." not in page


def test_what_is_new_is_told_since_the_last_day_on_which_they_did_something(people: Cast) -> None:
    assert today_page(people.dawn).since is None
    with time_machine.travel("2026-11-20T10:00:00+00:00", tick=False):
        audit.record(actor=people.dawn, act="strategy.edit_decision")
    with time_machine.travel("2026-11-22T10:00:00+00:00", tick=False):
        audit.record(actor=people.dawn, act="strategy.edit_decision")
        assert today_page(people.dawn).since == date(2026, 11, 20)
        assert today_page(people.bola).since is None


def test_a_day_begins_at_midnight_in_london() -> None:
    assert clock.start_of(date(2026, 7, 1)).isoformat() == "2026-06-30T23:00:00+00:00"
    assert clock.start_of(date(2026, 12, 1)).isoformat() == "2026-12-01T00:00:00+00:00"
    assert clock.start_of(date(2026, 12, 2)) - clock.start_of(date(2026, 12, 1)) == timedelta(1)


def test_not_here_or_not_yours_leads_whoever_signed_in_back_to_today(
    client: Client, people: Cast
) -> None:
    client.force_login(people.users["ed"])
    not_yours = client.get("/programmes/harbour/plan")
    not_there = client.get("/programmes/harbour/actions/0123456789ab")
    nowhere = client.get("/nowhere")
    assert not_yours.content == not_there.content == nowhere.content
    assert not_yours.status_code == not_there.status_code == nowhere.status_code == 404
    page = not_yours.content.decode()
    assert 'href="/today"' in page
    assert "Leave this page" not in page
    stranger = Client().get("/nowhere").content.decode()
    assert 'href="/today"' not in stranger
    assert "Leave this page" in stranger
