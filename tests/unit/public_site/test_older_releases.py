"""A release that is older than a stage shows nothing of it: no page, no link, no figure; never nought."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from saidanddone.public_site.pages import every_page
from saidanddone.public_site.queries import find_site
from saidanddone.releases.models import Release
from tests.people import Cast
from tests.unit.releases import world


@pytest.fixture
def older(people: Cast) -> Cast:
    """A signed release as it was stored before anything was measured."""
    world.raised(people, world.theme(people), 6, 9)
    world.indicator(people, values=[20, 25, 30])
    release = world.signed(people)
    figures = release.content["release"]["figures"]
    release.content["release"]["figures"] = [
        figure for figure in figures if figure["stage"] != "What was measured"
    ]
    release.content["release"]["parts"].remove("outcomes")
    del release.content["outcomes"]
    Release.objects.filter(pk=release.pk).update(content=release.content)
    return people


def test_its_page_and_its_api_are_not_there(older: Cast, client: Client) -> None:
    assert client.get("/s/harbour/measures").status_code == 404
    assert client.get("/api/v1/programmes/harbour/measures").status_code == 404


def test_every_other_page_opens_without_a_link_to_it(older: Cast, client: Client) -> None:
    addresses = [page.address for page in every_page(find_site("harbour"))]

    assert "/s/harbour/measures" not in addresses
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200
        assert "/s/harbour/measures" not in page.content.decode(), address


def test_the_case_study_says_nothing_of_it(older: Cast) -> None:
    written = StringIO()

    call_command(
        "case_study",
        *("--as", "dawn@harbour.example", "--programme", "harbour", "--from", "release", "--json"),
        stdout=written,
    )

    assert "reports" not in written.getvalue()
    assert "peers_on_panel" in written.getvalue()
