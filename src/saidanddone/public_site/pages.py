"""The public pages of a release: each an address, a template and what it shows.

Stages bring their pages and blocks with their release parts. The views and the static export show the
same pages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from saidanddone.disclosure.content import Content
from saidanddone.disclosure.pages import PartPage, Shown, Site, Which
from saidanddone.disclosure.parts import all_parts, blocks_in, pages_in
from saidanddone.programme.release import ABOUT
from saidanddone.ui.components import NavItem


def _api_address(part: None, site: Site) -> Shown:
    return {"api_url": reverse("publishing:api:openapi")}


FRONT: PartPage[None] = PartPage(
    name="front", address="", menu="Overview", template="public_site/front.html"
)
HOW_WE_KNOW: PartPage[None] = PartPage(
    name="how_we_know",
    address="how-we-know",
    menu="How we know",
    template="public_site/how_we_know.html",
    context=_api_address,
)


@dataclass(frozen=True)
class PublicPage:
    address: str
    template: str
    context: Mapping[str, Any]


@dataclass(frozen=True)
class BlockShown:
    """A block of a page: its template, the part it is of, and what it shows beside it."""

    template: str
    part: object
    shown: object


def known_pages() -> list[PartPage[Any]]:
    """The pages that a site can have, whatever its release holds."""
    return [FRONT, *(page for part in all_parts() for page in part.pages), HOW_WE_KNOW]


def pages_with_quotes() -> frozenset[str]:
    """The names of the pages that show people's words."""
    return frozenset(page.name for page in known_pages() if page.has_quotes)


def _pages(content: Content) -> list[tuple[Any, PartPage[Any]]]:
    """The pages of this release, each with the part it is of; those of the menu in its order."""
    of_parts = [(content.part(part), page) for part, page in pages_in(content)]
    return [(None, FRONT), *of_parts, (None, HOW_WE_KNOW)]


def page_named(site: Site, name: str, *which: str) -> PublicPage | None:
    """The page of this name (and which answer, state or community); None where there is none."""
    for part, page in _pages(site.content):
        if page.name == name and page.names_how_many == len(which):
            return _shown(site, part, page, which)
    return None


def every_page(site: Site) -> Iterator[PublicPage]:
    """All pages of the site, each address once: what an export writes."""
    for part, page in _pages(site.content):
        for which in page.every(part, site):
            shown = _shown(site, part, page, which)
            if shown is not None:
                yield shown


def first_page(site: Site) -> PublicPage:
    """The front page as the first of the site."""
    front = _shown(site, None, FRONT, ())
    if front is None:
        raise LookupError(FRONT.name)
    return replace(front, address="/")


def _shown(site: Site, part: object, page: PartPage[Any], which: Which) -> PublicPage | None:
    shown = page.context(part, site, *which)
    if shown is None:
        return None
    content, about = site.content, site.content.part(ABOUT)
    current = page.under or page.name
    return PublicPage(
        site.address(page.name, *which),
        page.template,
        {
            "site": site,
            "content": content,
            "part": part,
            "page": page,
            "blocks": [
                BlockShown(
                    block.template,
                    content.part(owner),
                    block.context(content.part(owner), site),
                )
                for owner, block in blocks_in(content, page.name)
            ],
            "about": about,
            "site_title": about.title,
            "site_url": site.address(FRONT.name),
            "nav": [
                NavItem(listed.menu, site.address(listed.name), is_current=listed.name == current)
                for _, listed in _pages(content)
                if listed.menu
            ],
            **shown,
        },
    )
