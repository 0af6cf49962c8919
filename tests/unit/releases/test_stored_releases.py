"""Releases that earlier versions signed stay readable, and a format never changes without its number."""

import difflib
from datetime import UTC, datetime

import pytest
from django.test import Client
from pydantic import TypeAdapter

from saidanddone.public_site.pages import every_page
from saidanddone.public_site.queries import find_site
from saidanddone.releases.content import FORMAT, Content, read
from saidanddone.releases.models import Release
from tests.people import Cast
from tests.unit.releases import stored, world
from tests.unit.releases.stored.shape import lines_of, path_of, paths_in

EVERY_FORMAT = range(1, FORMAT + 1)


def put_back(people: Cast, version: int) -> Release:
    """A signed release as a database holds it that this version of the product wrote."""
    return Release.objects.create(
        programme=people.programme,
        number=1,
        state="signed",
        content=stored.release_of(version),
        drafted_by=people.users["bola"],
        released_at=datetime(2026, 11, 2, 16, tzinfo=UTC),
    )


def test_a_format_does_not_change_without_its_number() -> None:
    before, now = stored.shape_of(FORMAT), lines_of(TypeAdapter(Content))

    changed = [line for line in difflib.ndiff(before, now) if line.startswith(("+ ", "- "))]

    assert not changed, "\n".join(
        [
            f"What a release stores is no longer format {FORMAT}; releases signed with it could not be read:",
            *changed,
            "Raise FORMAT in releases/content/stored.py and add an upgrader to UPGRADERS. Then add the new",
            "format's files as tests/unit/releases/stored/__init__.py says, and leave the old ones as they are.",
        ]
    )


@pytest.mark.parametrize("version", EVERY_FORMAT)
def test_the_stored_release_of_each_format_holds_every_field_of_it(version: int) -> None:
    fields = {path_of(line) for line in stored.shape_of(version)}
    values = paths_in(stored.release_of(version))

    assert values <= fields
    assert {field for field in fields if not field.endswith("[]")} <= values  # a list may be empty


@pytest.mark.parametrize("version", EVERY_FORMAT)
def test_a_stored_release_of_each_format_is_read(version: int) -> None:
    content = read(stored.release_of(version))

    assert content.format == FORMAT
    assert content.about.title == "Safer together in Eastmere"
    assert {answer.says for answer in content.answers} >= {"done", "no_because", "not_ours"}


@pytest.mark.parametrize("version", EVERY_FORMAT)
def test_every_public_page_opens_on_a_stored_release_of_each_format(
    people: Cast, client: Client, version: int
) -> None:
    put_back(people, version)
    addresses = [page.address for page in every_page(find_site("harbour"))]

    for address in [*addresses, "/", "/api/v1/programmes/harbour"]:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("version", EVERY_FORMAT)
def test_the_next_release_is_drawn_up_and_signed_after_one_of_each_format(
    people: Cast, version: int
) -> None:
    put_back(people, version)

    assert world.signed(people).number == 2
