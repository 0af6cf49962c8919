"""Releases that earlier versions signed stay readable, and a format never changes without its number."""

import difflib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from django.test import Client
from pydantic import TypeAdapter

from saidanddone.answers.release import ANSWERS
from saidanddone.disclosure.content import StoredShape
from saidanddone.disclosure.parts import all_parts
from saidanddone.programme.release import ABOUT
from saidanddone.public_site.pages import every_page
from saidanddone.public_site.queries import find_site
from saidanddone.releases.models import Release
from saidanddone.releases.stored import pieces_of_a_release, read
from saidanddone.releases.whole_formats import LAST_WHOLE_FORMAT
from tests.people import Cast
from tests.unit.releases import stored, world
from tests.unit.releases.stored.shape import lines_of, path_of, paths_in

PIECES = pieces_of_a_release()
WHOLE_FORMATS = range(1, LAST_WHOLE_FORMAT + 1)
FORMATS_OF_PIECES = [
    (slug, version) for slug, piece in PIECES.items() for version in range(1, piece.format + 1)
]
TODAY = {slug: piece.format for slug, piece in PIECES.items()}
Form = Callable[[], dict[str, Any]]
EVERY_FORM: dict[str, Form] = {
    **{f"whole-{version}": partial(stored.whole_release, version) for version in WHOLE_FORMATS},
    **{
        f"{slug}-{version}": partial(stored.release_in_parts, {**TODAY, slug: version})
        for slug, version in FORMATS_OF_PIECES
        if version < PIECES[slug].format
    },
    "parts-of-today": partial(stored.release_in_parts, TODAY),
}
each_form = pytest.mark.parametrize("form", EVERY_FORM.values(), ids=EVERY_FORM)


def put_back(people: Cast, form: Form) -> Release:
    """A signed release as a database holds it that this version of the product wrote."""
    return Release.objects.create(
        programme=people.programme,
        number=1,
        state="signed",
        content=form(),
        drafted_by=people.users["bola"],
        released_at=datetime(2026, 11, 2, 16, tzinfo=UTC),
    )


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_a_format_does_not_change_without_its_number(piece: StoredShape[Any]) -> None:
    before = stored.shape_of(piece.slug, piece.format)
    now = lines_of(TypeAdapter(piece.shape))

    changed = [line for line in difflib.ndiff(before, now) if line.startswith(("+ ", "- "))]

    assert not changed, "\n".join(
        [
            f"What a release stores of {piece.slug} is no longer its format {piece.format}. Releases signed",
            "with it could not be read:",
            *changed,
            f"Raise the format of the part (its shape is in {piece.shape.__module__}) and add an upgrader.",
            "Then add the new format's files as tests/unit/releases/stored/__init__.py says, and leave the",
            "old ones as they are.",
        ]
    )


@pytest.mark.parametrize("version", WHOLE_FORMATS)
def test_the_stored_release_of_each_whole_format_holds_every_field_of_it(version: int) -> None:
    _holds_every_field(stored.whole_release(version), stored.whole_shape(version))


@pytest.mark.parametrize(("slug", "version"), FORMATS_OF_PIECES)
def test_the_stored_part_of_each_format_holds_every_field_of_it(slug: str, version: int) -> None:
    piece = stored.piece_of(slug, version)

    assert piece.pop("format") == version
    _holds_every_field(piece, stored.shape_of(slug, version))


def _holds_every_field(value: dict[str, Any], shape: list[str]) -> None:
    fields, values = {path_of(line) for line in shape}, paths_in(value)
    assert values <= fields
    assert {field for field in fields if not field.endswith("[]")} <= values  # a list may be empty


OF_0_1 = {
    "programme", "peers", "listening", "evidence", "strategy", "outcomes", "answers", "thread",
}  # fmt: skip
"""The parts that every release of version 0.1 is split into; a younger stage has none in it."""


@each_form
def test_a_stored_release_of_each_form_is_read(form: Form) -> None:
    content = read(form())

    assert OF_0_1 <= set(content.parts) <= {part.slug for part in all_parts()}
    assert content.part(ABOUT).title == "Safer together in Eastmere"
    answered = {answer.says for answer in content.part(ANSWERS).answers}
    assert answered >= {"done", "no_because", "not_ours"}


@each_form
def test_every_public_page_opens_on_a_stored_release_of_each_form(
    people: Cast, client: Client, form: Form
) -> None:
    put_back(people, form)
    addresses = [page.address for page in every_page(find_site("harbour"))]

    for address in [*addresses, "/", "/api/v1/programmes/harbour"]:
        assert client.get(address).status_code == 200, address


def _turned(value: Any) -> Any:
    """Every sentence of a stored release with a mark that turns its letters round."""
    if isinstance(value, str):
        return value.replace(" ", " \u202e", 1)
    if isinstance(value, list):
        return [_turned(item) for item in value]
    if isinstance(value, dict):
        return {name: _turned(item) for name, item in value.items()}
    return value


def test_no_public_page_of_an_earlier_release_turns_letters_round(
    people: Cast, client: Client
) -> None:
    put_back(people, lambda: _turned(stored.whole_release(1)))
    addresses = [page.address for page in every_page(find_site("harbour"))]

    for address in [*addresses, "/", "/api/v1/programmes/harbour"]:
        page = client.get(address)
        assert page.status_code == 200, address
        assert "\u202e" not in page.content.decode(), address
        assert "\\u202e" not in page.content.decode(), address


@each_form
def test_the_next_release_is_drawn_up_and_signed_after_one_of_each_form(
    people: Cast, form: Form
) -> None:
    put_back(people, form)

    assert world.signed(people).number == 2
