"""A stage that is registered brings its pages, blocks, remarks and chapter; site and report stay as they are."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client

from saidanddone.access.queries import actor_by_email
from saidanddone.base import hooks
from saidanddone.case_study.compose import compose
from saidanddone.case_study.queries import read_material
from saidanddone.disclosure import parts
from saidanddone.disclosure.document import Block, plain
from saidanddone.disclosure.pages import PageBlock, PartPage
from saidanddone.disclosure.parts import ReleasePart
from saidanddone.disclosure.remarks import Remark
from saidanddone.disclosure.report import Chapter, Material, Passage, Report
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.public_site.pages import known_pages
from tests.people import Cast
from tests.unit.releases import world


@dataclass(frozen=True)
class Benches:
    """`beside` is the reference of a theme."""

    number: int
    beside: str


def _told(part: Benches, material: Material, sentences: FigureSentences) -> Iterator[Block]:
    yield plain(f"{part.number} benches stand.")


def _remarks(part: Benches) -> Iterator[tuple[str, Remark]]:
    yield part.beside, Remark("bench", "a bench", "A bench was put there", page=("heard",))


@pytest.fixture
def benches(people: Cast) -> Iterator[Cast]:
    """A signed release with the part of a stage that counts benches, the last of the thread."""
    lights = world.theme(people)
    world.raised(people, lights, 6, 9)
    part: ReleasePart[Benches] = ReleasePart(
        slug="a_new_stage",
        format=1,
        shape=Benches,
        build=lambda draft: Benches(4, lights.ref),
        remarks=_remarks,
        pages=(PartPage(name="benches", address="benches", title="Benches"),),
        blocks=(
            PageBlock(
                page="front",
                rank=65,
                template="ui/list_empty.html",
                context=lambda part, site: part.number,
            ),
        ),
        report=Report(
            passages=(Passage(Chapter("benches", "Benches"), _told),),
            not_known=lambda part: ["How long benches last."],
        ),
    )
    registered = hooks.release_parts._registered
    with pytest.MonkeyPatch.context() as patch:
        # Apps register from the last stage to the first.
        patch.setattr(hooks.release_parts, "_registered", [lambda: part, *registered])
        parts.all_parts.cache_clear()
        world.signed(people)
        yield people
    parts.all_parts.cache_clear()


def test_its_page_is_one_that_a_site_can_have(benches: Cast) -> None:
    assert "benches" in [page.name for page in known_pages()]


def test_its_remark_stands_beside_a_record_of_an_earlier_stage(
    benches: Cast, client: Client
) -> None:
    assert "A bench was put there" in client.get("/s/harbour/heard").content.decode()


def test_its_chapter_stands_before_the_lessons(benches: Cast) -> None:
    dawn = actor_by_email("dawn@harbour.example")

    document = compose(read_material(dawn, benches.programme, "release"))

    titles = [section.title for section in document.sections]
    assert titles[-2:] == ["Benches", "Lessons learnt and reflections"]
    assert plain("4 benches stand.") in document.sections[-2].blocks


def test_what_it_does_not_know_is_told_on_the_last_page(benches: Cast) -> None:
    dawn = actor_by_email("dawn@harbour.example")

    document = compose(read_material(dawn, benches.programme, "release"))

    assert "How long benches last." in str(document.last)


def test_every_block_is_of_a_page_that_a_site_can_have() -> None:
    names = {page.name for page in known_pages()}
    wrong = [
        block for part in parts.all_parts() for block in part.blocks if block.page not in names
    ]
    assert wrong == []
