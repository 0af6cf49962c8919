"""A release outlives the shape of its content: older ones are made new, others say why they cannot be read."""

from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from saidanddone.base.errors import Refused
from saidanddone.disclosure.content import LacksPart, StoredShape
from saidanddone.disclosure.parts import stated_figures
from saidanddone.outcomes.release import MEASURES
from saidanddone.public_site.commands import export_site
from saidanddone.releases import commands, stored
from saidanddone.releases.models import Release
from saidanddone.releases.stored import CannotBeRead, as_json, pieces_of_a_release, read
from saidanddone.strategy.release import PLAN
from tests.people import Cast
from tests.unit.releases import world


def spoil(release: Release, change: Callable[[dict[str, Any]], object]) -> None:
    change(release.content)
    release.save(update_fields=["content"])


def newer(content: dict[str, Any]) -> None:
    """As a later version would have written it."""
    content["strategy"]["format"] = PLAN.format + 1


@pytest.fixture
def two_out(people: Cast) -> Cast:
    """Two releases are out; a later version wrote the second."""
    world.signed(people)
    world.decision(people, title="A later decision")
    spoil(world.signed(people), newer)
    return people


# Shapes


@dataclass(frozen=True)
class Bench:
    """A shape for these tests, in its third format: a colour was called a paint, and had no size."""

    colour: str
    size: int


BENCHES = StoredShape(
    slug="benches",
    format=3,
    shape=Bench,
    upgraders={
        1: lambda stored: {"colour": stored["paint"]},
        2: lambda stored: stored | {"size": 0},
    },
)


@pytest.fixture
def benches(monkeypatch: pytest.MonkeyPatch) -> StoredShape[Bench]:
    """Benches are stored with releases while a test runs."""
    known = {**pieces_of_a_release(), "benches": BENCHES}
    monkeypatch.setattr(stored, "pieces_of_a_release", lambda: known)
    return BENCHES


def with_benches(people: Cast, benches: dict[str, Any]) -> dict[str, Any]:
    content = as_json(world.drawn(people))
    content["release"]["parts"].append("benches")
    return {**content, "benches": benches}


def test_an_older_part_goes_through_each_upgrader_in_turn(
    people: Cast, benches: StoredShape[Bench]
) -> None:
    oldest = with_benches(people, {"format": 1, "paint": "green"})

    assert read(oldest).parts["benches"] == Bench("green", 0)
    assert oldest["benches"] == {"format": 1, "paint": "green"}  # it stays as it was signed


def test_a_part_of_a_newer_format_is_refused(people: Cast, benches: StoredShape[Bench]) -> None:
    with pytest.raises(CannotBeRead, match="newer version"):
        read(with_benches(people, {"format": 4, "colour": "green", "size": 2, "wood": "oak"}))


def test_a_part_of_a_stage_that_this_version_does_not_have_is_refused(people: Cast) -> None:
    with pytest.raises(CannotBeRead, match="newer version"):
        read(with_benches(people, {"format": 1}))


def test_a_release_older_than_a_stage_has_no_part_of_it(people: Cast) -> None:
    content = as_json(world.drawn(people))
    content["release"]["parts"].remove("outcomes")
    del content["outcomes"]

    older = read(content)

    assert older.find(MEASURES) is None
    with pytest.raises(LacksPart):
        older.part(MEASURES)
    assert not any(figure.stage == "What was measured" for figure in stated_figures(older))


def test_every_format_before_this_one_has_its_upgrader() -> None:
    for piece in pieces_of_a_release().values():
        assert set(piece.upgraders) == set(range(1, piece.format)), piece.slug


@pytest.mark.parametrize(
    "change",
    [
        newer,
        lambda content: content.pop("thread"),
        lambda content: content.pop("release"),
        lambda content: content["thread"].pop("lines"),
        lambda content: content["thread"].pop("format"),
        lambda content: content["thread"].update(format="one"),
        lambda content: content["thread"].update(format=0),
        lambda content: content.update(format=0),
        lambda content: content.update(answers="none"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    people: Cast, change: Callable[[dict[str, Any]], object]
) -> None:
    content = as_json(world.drawn(people))
    change(content)

    with pytest.raises(CannotBeRead) as refused:
        read(content)

    assert refused.value.sentence.endswith(".")
    assert "Harbour" not in refused.value.sentence


# Everyone


def test_the_public_reads_the_last_one_that_can_be_read_and_is_told_so(
    two_out: Cast, client: Client
) -> None:
    page = client.get("/s/harbour/decided").content.decode()

    assert "A later decision" not in page
    assert "A newer release is out and cannot be shown here for now. This is release 1" in page
    api = client.get("/api/v1/programmes/harbour").json()
    assert (api["release"], api["is_newest"]) == (1, False)


def test_where_none_can_be_read_the_public_is_told_so(people: Cast, client: Client) -> None:
    spoil(world.signed(people), newer)

    for address in ("/", "/s/harbour/", "/s/harbour/answers"):
        response = client.get(address)
        assert response.status_code == 503
        assert "cannot be shown for now" in response.content.decode()
    given = client.get("/api/v1/programmes/harbour")
    assert given.status_code == 503
    assert "cannot be shown" in given.json()["detail"]


def test_a_release_that_reads_says_nothing_of_newer_ones(people: Cast, client: Client) -> None:
    world.signed(people)

    assert "A newer release" not in client.get("/s/harbour/").content.decode()
    assert client.get("/api/v1/programmes/harbour").json()["is_newest"]


# The team


@pytest.mark.parametrize("page", ["read", "preview"])
def test_its_page_says_why_it_cannot_be_shown(two_out: Cast, client: Client, page: str) -> None:
    client.force_login(two_out.users["dawn"])
    unread = Release.objects.get(number=2)
    more = ["front"] if page == "preview" else []

    response = client.get(reverse(f"releases:{page}", args=["harbour", unread.ref, *more]))

    assert response.status_code == 409
    assert "written by a newer version" in response.content.decode()


def test_the_quotes_page_of_a_spoilt_draft_says_why(people: Cast, client: Client) -> None:
    draft = world.draft(people)
    spoil(draft, lambda content: content.pop("evidence"))
    client.force_login(people.users["bola"])

    response = client.get(reverse("releases:quotes", args=["harbour", draft.ref]))

    assert response.status_code == 409
    assert "is not as it was written" in response.content.decode()


def test_a_spoilt_draft_is_not_signed_and_can_be_drawn_up_again(people: Cast) -> None:
    draft = world.draft(people)
    spoil(draft, lambda content: content.pop("evidence"))
    with pytest.raises(Refused, match="not as it was written"):
        commands.sign_release(actor=people.dawn, release=draft)

    commands.redraft(actor=people.bola, release=draft)

    assert commands.sign_release(actor=people.dawn, release=draft).state == "signed_once"


def test_the_list_still_opens(two_out: Cast, client: Client) -> None:
    client.force_login(two_out.users["dawn"])

    page = client.get(reverse("releases:list", args=["harbour"])).content.decode()

    assert "Release 2" in page


def test_nothing_new_is_drawn_up_while_what_left_cannot_be_judged(two_out: Cast) -> None:
    with pytest.raises(Refused, match="newer version"):
        world.draft(two_out)


def test_commands_refuse_in_one_sentence(two_out: Cast, tmp_path: Path) -> None:
    who = ("--as", "dawn@harbour.example", "--programme", "harbour")
    with pytest.raises(CommandError, match="newer version") as refused:
        call_command("case_study", *who, "--from", "release", "--json", stdout=StringIO())
    assert refused.value.returncode == 2


def test_the_export_writes_the_release_that_can_be_read(two_out: Cast, tmp_path: Path) -> None:
    export_site(actor=two_out.bola, programme=two_out.programme, folder=tmp_path / "site")

    page = (tmp_path / "site/s/harbour/index.html").read_text(encoding="utf-8")
    assert "This is release 1" in page
