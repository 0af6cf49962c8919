"""What a stage brings to the public site: pages of its own, and blocks of pages that stages share."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol

from saidanddone.disclosure.content import Content, Shape
from saidanddone.disclosure.document import Quote
from saidanddone.disclosure.remarks import Remark

Shown = Mapping[str, Any]
Which = tuple[str, ...]
"""What the address of a page names beside the programme: a theme, a state, a community."""


class Site(Protocol):
    """A release as the public reads it, or a draft as they would. `note` is what its drafter said of it.

    `quotes` are by theme reference and read when asked for. `remarks` are by the record's reference.
    """

    @property
    def slug(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def released_on(self) -> date: ...
    @property
    def note(self) -> str: ...
    @property
    def signed_by(self) -> tuple[str, ...]: ...
    @property
    def is_newest(self) -> bool: ...
    @property
    def content(self) -> Content: ...
    @property
    def quotes(self) -> Mapping[str, Sequence[Quote]]: ...
    @property
    def remarks(self) -> Mapping[str, tuple[Remark, ...]]: ...

    def address(self, name: str, *which: str) -> str:
        """Where a page of this site is."""


def _nothing_more(part: object, site: Site, *which: str) -> Shown:
    return {}


def _once(part: object, site: Site) -> Iterable[Which]:
    return ((),)


@dataclass(frozen=True, kw_only=True)
class PartPage(Generic[Shape]):
    """A public page that a stage brings.

    `name` is the name of its URL and `address` what stands after the programme's, for example
    "measures" or "a/<slug:which>". `menu` is the text of its link in the menu, where it has one, and
    `rank` its place there, the lower first; pages of one rank stand in the order of the thread. A page
    without a link stands `under` one that has.

    Its template extends `disclosure/public_page.html` and gets `part`, `site` and what `context` gives;
    `context` takes the part, the site and what the address names, and gives None where there is no
    such page. `every` lists which ones there are. Without a template of its own, a page is its `title`
    and the blocks that parts bring to it.
    """

    name: str
    address: str
    menu: str = ""
    rank: int = 0
    under: str = ""
    title: str = ""
    template: str = "disclosure/page_of_blocks.html"
    context: Callable[..., Shown | None] = _nothing_more
    every: Callable[[Shape, Site], Iterable[Which]] = _once
    has_quotes: bool = False

    @property
    def names_how_many(self) -> int:
        """How much its address names beside the programme."""
        return self.address.count("<")


@dataclass(frozen=True, kw_only=True)
class PageBlock(Generic[Shape]):
    """A piece of the page of that name. Its template gets `part`, `site` and, from `context`, `shown`.

    `rank` is its place on the page, the lower first.
    """

    page: str
    rank: int
    template: str
    context: Callable[[Shape, Site], object] = _nothing_more
