"""The public pages before anything is released, and what stands on every one of them."""

from django.test import Client

from tests.people import Cast
from tests.unit.public_site.reading import PAGES, read
from tests.unit.releases import world


def test_before_any_release_the_first_page_says_what_will_come(
    people: Cast, client: Client
) -> None:
    page = client.get("/").content.decode()
    assert "Nothing has been released yet" in page
    assert "saidanddone people" in page
    assert client.get("/s/harbour/").status_code == 404


def test_a_draft_shows_nothing(people: Cast, client: Client) -> None:
    world.draft(people)
    assert client.get("/s/harbour/").status_code == 404


def test_the_notice_stands_on_every_page(people: Cast, client: Client) -> None:
    people.programme.notice = "Everything here is invented."
    people.programme.save()
    world.signed(people)
    for name in PAGES:
        assert "Everything here is invented." in read(client, name)
