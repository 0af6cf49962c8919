"""What a release part is: all that one stage lets out, how it is built, told and read again.

A stage registers its part through the hook `release_parts` (base/hooks.py). A stage without a part
lets nothing out. Parts are built in the order of the thread, earliest stage first, so that a later
one reads the earlier ones.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from saidanddone.base import hooks
from saidanddone.disclosure.catalogue import Entry, in_order
from saidanddone.disclosure.document import Block
from saidanddone.disclosure.figures import ExactOut, KnownFigure, PublishedFigure
from saidanddone.disclosure.known import StatedFigure
from saidanddone.disclosure.notes import Notes
from saidanddone.disclosure.sentences import FigureSentences

if TYPE_CHECKING:
    from saidanddone.access.actors import Actor
    from saidanddone.programme.models import Programme

Shape = TypeVar("Shape")
Made = TypeVar("Made")
Stored = dict[str, Any]

CHANGED = (
    "What people said, or an answer, changed since this was drawn up. Draw it up again, so that what "
    "is signed is what is true."
)
Upgrader = Callable[[Stored], Stored]
"""Makes what one format stored into what the next one stores. It neither reads nor sets `format`."""


@dataclass
class Drafting:
    """One draft while it is built. `programme` is the scope it is of.

    `exact` are the totals of the ledger, `published` the figures about a period that signed releases
    hold, `parts` what earlier stages have built, by slug.
    """

    programme: "Programme"
    today: date
    exact: list[PublishedFigure] = field(default_factory=list)
    published: list[PublishedFigure] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
    parts: dict[str, object] = field(default_factory=dict)
    _made: dict[Callable[..., object], object] = field(default_factory=dict)

    def once(self, make: Callable[["Drafting"], Made]) -> Made:
        """What `make` gives for this draft. Several parts share it, and it is fetched one time."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Made", self._made[make])

    def part(self, wanted: "ReleasePart[Shape]") -> Shape:
        """What an earlier stage built. Raises KeyError where it has not."""
        return cast("Shape", self.parts[wanted.slug])


@dataclass(frozen=True)
class Content:
    """A release as it is read: the part of each stage by slug, and what belongs to the whole.

    `as_of` is the day it was drawn up. `figures` are frozen with it.
    """

    as_of: date
    parts: Mapping[str, object]
    exact_totals: tuple[ExactOut, ...] = ()
    figures: tuple[KnownFigure, ...] = ()

    def part(self, wanted: "ReleasePart[Shape]") -> Shape:
        """Raises LacksPart where the release is older than that stage."""
        if wanted.slug not in self.parts:
            raise LacksPart(wanted.slug)
        return cast("Shape", self.parts[wanted.slug])

    def find(self, wanted: "ReleasePart[Shape]") -> Shape | None:
        """The part, or None where the release is older than that stage."""
        return cast("Shape | None", self.parts.get(wanted.slug))


class LacksPart(LookupError):
    """A release does not hold what a stage lets out, because it is older than that stage."""


@dataclass(frozen=True)
class PartPage:
    """A public page that a stage brings. Its template extends `disclosure/public_page.html`.

    `name` is the name of its URL and `address` what stands after the programme's, for example
    "measures"; `menu` is the text of its link; `context` gives its template what it shows.
    """

    name: str
    address: str
    menu: str
    template: str
    context: Callable[[Content], Mapping[str, Any]]


@dataclass(frozen=True)
class Report:
    """What a stage brings to the case study: the blocks of a section, with its heading."""

    slug: str
    title: str
    blocks: Callable[[Content, FigureSentences], Iterable[Block]]


@dataclass(frozen=True)
class ApiResource:
    """An address of the public API. `schema` is the shape it promises, `pick` what it gives."""

    name: str
    schema: Any
    summary: str
    pick: Callable[[Content], Any]


def _none_published(part: Any) -> list[PublishedFigure]:
    return []


def _nothing_compared(part: Any) -> object:
    return None


def _no_figures(content: Content) -> Iterator[StatedFigure]:
    return iter(())


def _no_resources() -> tuple[ApiResource, ...]:
    return ()


@dataclass(frozen=True)
class StoredShape(Generic[Shape]):
    """A piece of a release as it is stored: under `slug`, with the number of its `format`.

    `shape` is a frozen dataclass; a number in it is a count of things (an int) or a protected
    `Figure`, and nobody's words are in it. Whoever changes the shape raises `format` and adds an
    upgrader for the format before, by its number, because what is stored is never rewritten.
    """

    slug: str
    format: int
    shape: type[Shape]
    upgraders: Mapping[int, Upgrader] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ReleasePart(StoredShape[Shape]):
    """What one stage lets out.

    `figures` reads the parts built so far. `published` lists the figures about a period, against
    which later releases are judged. `from_people` is compared between drafting and signing: where it
    differs, someone's words came, went or were answered. `when_signed` runs in the transaction of the
    last signature and raises Refused where the part is no longer true. `api` is called when the API
    is first asked for, so that schemas are not built at start.
    """

    build: Callable[[Drafting], Shape]
    entries: tuple[Entry, ...] = ()
    figures: Callable[[Content], Iterator[StatedFigure]] = _no_figures
    published: Callable[[Shape], list[PublishedFigure]] = _none_published
    from_people: Callable[[Shape], object] = _nothing_compared
    when_signed: "Callable[[Actor, Programme, Shape], None] | None" = None
    pages: tuple[PartPage, ...] = ()
    api: Callable[[], tuple[ApiResource, ...]] = _no_resources
    report: Report | None = None


@cache
def all_parts() -> tuple[ReleasePart[Any], ...]:
    """The part of every stage that has one, earliest stage first."""
    # Apps are made ready from the last stage to the first (INSTALLED_APPS).
    return tuple(reversed(hooks.release_parts()))


@cache
def catalogue() -> Mapping[str, Entry]:
    """Every entry of every part by name, in the order in which figures are shown."""
    entries = in_order(entry for part in all_parts() for entry in part.entries)
    return MappingProxyType({entry.name: entry for entry in entries})


def stated_figures(content: Content) -> tuple[KnownFigure, ...]:
    """Every figure of the parts that the release holds, in the order of the catalogue.

    The figures of one record stand together: what residents said follows how many residents came.
    """
    stated = [
        figure
        for part in all_parts()
        if part.slug in content.parts
        for figure in part.figures(content)
    ]
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
