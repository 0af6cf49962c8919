"""What a release part is: all that one stage publishes, and how it is built, shown and read again.

A stage registers its part through the hook `release_parts` (base/hooks.py). A stage without a part
lets nothing out. Parts are built in the order of the thread, earliest stage first, so that a later
one reads the earlier ones.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from saidanddone.base import hooks
from saidanddone.disclosure.catalogue import Entry, in_order
from saidanddone.disclosure.content import Content, Shape, StoredShape
from saidanddone.disclosure.figures import KnownFigure, PublishedFigure
from saidanddone.disclosure.known import StatedFigure
from saidanddone.disclosure.notes import Notes
from saidanddone.disclosure.pages import PageBlock, PartPage, Site
from saidanddone.disclosure.remarks import Remark
from saidanddone.disclosure.report import Report
from saidanddone.disclosure.stillness import Movement

if TYPE_CHECKING:
    from saidanddone.access.actors import Actor
    from saidanddone.programme.models import Programme

Made = TypeVar("Made")

CHANGED = (
    "What people said, or an answer, changed since this was drawn up. Draw it up again, so that what "
    "is signed is what is true."
)


@dataclass
class Drafting:
    """One draft while it is built. `programme` is the scope it is of.

    `exact` are the totals of the ledger, `published` the figures about a period that signed releases
    hold, `parts` what earlier stages have built, by slug. `before` is the last signed release, and
    `movement` who came and left since: what few people could have changed stands as it stood there.
    """

    programme: "Programme"
    today: date
    exact: list[PublishedFigure] = field(default_factory=list)
    published: list[PublishedFigure] = field(default_factory=list)
    before: Content | None = None
    movement: Movement = field(default_factory=Movement)
    notes: Notes = field(default_factory=Notes)
    parts: dict[str, object] = field(default_factory=dict)
    _made: dict[Callable[..., object], object] = field(default_factory=dict)

    def once(self, make: Callable[["Drafting"], Made]) -> Made:
        """What `make` gives for this draft. Several parts share it, and it is fetched one time."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Made", self._made[make])

    def part(self, wanted: StoredShape[Shape]) -> Shape:
        """What an earlier stage built. Raises KeyError where it has not."""
        return cast("Shape", self.parts[wanted.slug])

    def last(self, slug: str, shape: type[Shape]) -> Shape | None:
        """What the last signed release holds of a stage; None where there is none.

        A stage that asks for its own part is still being built, so it names the part by its slug.
        """
        part = self.before.parts.get(slug) if self.before else None
        return part if isinstance(part, shape) else None


@dataclass(frozen=True)
class ApiResource(Generic[Shape]):
    """An address of the public API. `schema` is the shape it promises, `pick` what it gives.

    `rank` is its place in the API's description, the lower first.
    """

    name: str
    schema: Any
    summary: str
    pick: Callable[[Shape, Site], Any]
    rank: int = 0


def _none_published(part: Any) -> list[PublishedFigure]:
    return []


def _nothing_pinned(part: Any, programme: "Programme") -> Iterator[str]:
    return iter(())


def _nothing_compared(part: Any) -> object:
    return None


def _no_figures(content: Content) -> Iterator[StatedFigure]:
    return iter(())


def _no_remarks(part: object) -> Iterator[tuple[str, Remark]]:
    return iter(())


def _no_resources() -> tuple[ApiResource[Any], ...]:
    return ()


@dataclass(frozen=True, kw_only=True)
class ReleasePart(StoredShape[Shape]):
    """What one stage publishes in a release.

    `figures` reads the parts built so far. `published` lists the figures about a period, against
    which later releases are judged. `counted` reads every count over time that adds up under one name,
    to be attacked together with those of earlier releases; `pinned` names what of other statements
    leaves a small count one value. `from_people` is compared between drafting and signing: where it
    differs, someone's words came, went or were answered. `when_signed` runs in the transaction of the
    last signature and raises Refused where the part is no longer true. `as_it_stands` gives the signed
    part with what may not wait for the next release; it takes the programme's id. `remarks` gives what
    this stage says beside records of earlier ones, each with the reference of its record. `api` is
    called when the API is first asked for, so that schemas are not built at start.
    """

    build: Callable[[Drafting], Shape]
    entries: tuple[Entry, ...] = ()
    figures: Callable[[Content], Iterator[StatedFigure]] = _no_figures
    published: Callable[[Shape], list[PublishedFigure]] = _none_published
    counted: Callable[[Shape], list[PublishedFigure]] = _none_published
    pinned: "Callable[[Shape, Programme], Iterator[str]]" = _nothing_pinned
    from_people: Callable[[Shape], object] = _nothing_compared
    when_signed: "Callable[[Actor, Programme, Shape], None] | None" = None
    as_it_stands: Callable[[Shape, int], Shape] | None = None
    remarks: Callable[[Shape], Iterator[tuple[str, Remark]]] = _no_remarks
    pages: tuple[PartPage[Shape], ...] = ()
    blocks: tuple[PageBlock[Shape], ...] = ()
    api: Callable[[], tuple[ApiResource[Shape], ...]] = _no_resources
    report: Report[Shape] | None = None


@cache
def all_parts() -> tuple[ReleasePart[Any], ...]:
    """The part of every stage that has one, earliest stage first."""
    # Apps are made ready from the last stage to the first (INSTALLED_APPS).
    return tuple(reversed(hooks.release_parts()))


def parts_in(content: Content) -> list[ReleasePart[Any]]:
    """The parts that a release holds; none of a stage that is younger than the release."""
    return [part for part in all_parts() if part.slug in content.parts]


def pages_in(content: Content) -> list[tuple[ReleasePart[Any], PartPage[Any]]]:
    """The public pages that stages bring, each with its part; those of the menu in its order."""
    pages = [(part, page) for part in parts_in(content) for page in part.pages]
    return sorted(pages, key=lambda of_part: of_part[1].rank)


def blocks_in(content: Content, page: str) -> list[tuple[ReleasePart[Any], PageBlock[Any]]]:
    """What stages bring to one page, each with its part, in order."""
    blocks = [
        (part, block) for part in parts_in(content) for block in part.blocks if block.page == page
    ]
    return sorted(blocks, key=lambda of_part: of_part[1].rank)


def api_resources() -> list[tuple[ReleasePart[Any], ApiResource[Any]]]:
    """What stages bring to the API, each with its part, in order."""
    resources = [(part, resource) for part in all_parts() for resource in part.api()]
    return sorted(resources, key=lambda of_part: of_part[1].rank)


def remarks_in(content: Content) -> Mapping[str, tuple[Remark, ...]]:
    """By the reference of a record, what later stages say beside it."""
    remarks: dict[str, tuple[Remark, ...]] = {}
    for part in parts_in(content):
        for ref, remark in part.remarks(content.part(part)):
            remarks[ref] = (*remarks.get(ref, ()), remark)
    return remarks


def reports_in(content: Content) -> list[tuple[Any, Report[Any]]]:
    """What stages bring to the report, each with what the release holds of the stage."""
    return [(content.part(part), part.report) for part in parts_in(content) if part.report]


def as_it_stands(content: Content, programme_id: int) -> Content:
    """A signed release with what may not wait for the next one, such as an answer opened again."""
    changed = {
        part.slug: part.as_it_stands(content.part(part), programme_id)
        for part in parts_in(content)
        if part.as_it_stands is not None
    }
    return replace(content, parts={**content.parts, **changed})


@cache
def catalogue() -> Mapping[str, Entry]:
    """Every entry of every part by name, in the order in which figures are shown."""
    entries = in_order(entry for part in all_parts() for entry in part.entries)
    return MappingProxyType({entry.name: entry for entry in entries})


def stated_figures(content: Content) -> tuple[KnownFigure, ...]:
    """Every figure of the parts that the release holds, in the order of the catalogue.

    The figures of one record stand together: what residents said follows how many residents came.
    """
    stated = [figure for part in parts_in(content) for figure in part.figures(content)]
    return tuple(figure.known for figure in _in_order(stated))


def _in_order(stated: Iterable[StatedFigure]) -> list[StatedFigure]:
    figures = list(stated)
    groups = _groups(catalogue().values())
    records: dict[tuple[int, str], int] = {}
    for figure in figures:
        records.setdefault((groups[figure.entry.name], figure.record), len(records))

    def place(figure: StatedFigure) -> tuple[int, int]:
        group = groups[figure.entry.name]
        return group, records[group, figure.record]

    return sorted(figures, key=place)


def _groups(entries: Iterable[Entry]) -> dict[str, int]:
    """A number for each entry; those of one kind of record under one heading share theirs."""
    numbers: dict[tuple[str, int, str], int] = {}
    return {
        entry.name: numbers.setdefault(
            (entry.stage, entry.rank, entry.kind_of_record or entry.name), len(numbers)
        )
        for entry in entries
    }
