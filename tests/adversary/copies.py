"""Copies of everything public: the pages and the API, the exported site, the case study."""

import tempfile
from pathlib import Path

from django.test import Client
from django.urls import reverse

from saidanddone.case_study.compose import compose
from saidanddone.case_study.queries import read_material
from saidanddone.case_study.writers import WRITERS
from saidanddone.public_site.commands import export_site
from tests.adversary.visiting import HOST, Copy, Document, visit
from tests.adversary.worlds import World

FILES = ("html", "md")  # the Word file is written from the same paragraphs, and takes a second


def take(world: World, *, card: str = "") -> Copy:
    """What a signed-out visitor can fetch now, and the files that are made to be passed on.

    With `card`, also what its bearer reads behind the code.
    """
    copy = visit(world.slug) | _exported(world) | _case_study(world)
    if card:
        copy["card"] = behind(card)
    return copy


def _exported(world: World) -> Copy:
    with tempfile.TemporaryDirectory(prefix="export-") as folder:
        export_site(
            actor=world.people.bola, programme=world.people.programme, folder=Path(folder) / "site"
        )
        pages = sorted((Path(folder) / "site").rglob("*.html"))
        return {
            f"export/{page.relative_to(folder)}": Document(
                f"export {page.parent.name if page.parent.name == 'a' else page.stem}",
                200,
                page.read_text(encoding="utf-8"),
            )
            for page in pages
        }


def _case_study(world: World) -> Copy:
    document = compose(read_material(world.people.bola, world.people.programme, "release"))
    return {
        f"case-study.{ending}": Document(
            f"case study {ending}", 200, WRITERS[ending](document).decode()
        )
        for ending in FILES
    }


def behind(card: str) -> Document:
    """What the bearer of a card reads."""
    answer = Client(SERVER_NAME=HOST).post(
        reverse("updates:updates"), {"code": card}, headers={"origin": f"http://{HOST}"}
    )
    return Document("card", answer.status_code, answer.content.decode())
