"""The navigation of a programme and the breadcrumbs, on every page of it."""

import pytest
from django.test import Client

from tests.people import Cast

pytestmark = pytest.mark.django_db


def read(client: Client, people: Cast, name: str, path: str) -> str:
    client.force_login(people.users[name])
    client.get("/today")
    return client.get(f"/programmes/{people.programme.slug}/{path}").content.decode()


def navigation_of(page: str) -> str:
    return page.split('aria-label="This programme"')[1].split("</nav>")[0]


def test_every_page_lists_the_places_that_the_reader_may_open(people: Cast, client: Client) -> None:
    entries = navigation_of(read(client, people, "dawn", ""))
    assert "Themes" in entries
    assert "Measures" in entries
    assert "Transcripts" not in entries


def test_the_place_we_are_in_is_marked_and_the_page_leads_up(people: Cast, client: Client) -> None:
    page = read(client, people, "dawn", "priorities")
    root = f"/programmes/{people.programme.slug}/"
    assert f'href="{root}plan" aria-current="true"' in navigation_of(page)
    breadcrumbs = page.split('aria-label="Breadcrumb"')[1].split("</nav>")[0]
    assert (
        'href="/programmes/"' not in breadcrumbs
    )  # her only programme: there is no list to go up to
    assert [f'href="{path}"' in breadcrumbs for path in (root, f"{root}plan")] == [True] * 2
    assert f'href="{root}plan" aria-current="page"' in navigation_of(
        read(client, people, "dawn", "plan")
    )


def test_a_page_that_asks_leads_back_to_where_it_was_asked_from(
    people: Cast, client: Client
) -> None:
    page = read(client, people, "dawn", "indicators/define")
    assert "govuk-back-link" in page
    assert "govuk-breadcrumbs" not in page
    assert 'aria-label="This programme"' in page


def test_whoever_may_enforce_is_shown_no_place(people: Cast, client: Client) -> None:
    """Even with a role that would open all of them."""
    lead = people.users["dawn"]
    lead.agency.may_enforce = True
    lead.agency.save()
    page = read(client, people, "dawn", "")
    assert 'aria-label="This programme"' not in page


def test_whoever_works_in_several_programmes_is_led_up_to_their_list(
    people: Cast, client: Client
) -> None:
    page = read(client, people, "grace", "plan")
    breadcrumbs = page.split('aria-label="Breadcrumb"')[1].split("</nav>")[0]
    assert 'href="/programmes/"' in breadcrumbs
