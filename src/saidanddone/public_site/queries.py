"""A release as the public site shows it: the last signed one to everyone, a draft to the team."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db import transaction
from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.base import clock
from saidanddone.disclosure.content import Content
from saidanddone.disclosure.document import Quote
from saidanddone.disclosure.parts import as_it_stands, remarks_in
from saidanddone.disclosure.remarks import Remark
from saidanddone.programme.models import Programme
from saidanddone.releases.models import Release
from saidanddone.releases.queries import (
    find_release,
    newest_readable,
    signed_by,
)
from saidanddone.releases.quotes import (
    opened_for,
    quotes_of,
    standing_quotes,
    told_quotes,
)
from saidanddone.releases.stored import read


@dataclass(frozen=True)
class ReleasedSite:
    """A programme's last release as everyone reads it.

    `quotes` are read when asked for, by theme reference. A draft is previewed as the site it would
    be: `preview_ref` is its reference, `opened` its quotes, whose reading is audited. `is_newest` is
    false where a newer one is out that this version cannot read.
    """

    slug: str
    number: int
    released_on: date
    note: str
    signed_by: tuple[str, ...]
    content: Content
    release: Release = field(repr=False)
    is_newest: bool = True
    preview_ref: str = ""
    opened: dict[str, list[Quote]] | None = field(default=None, repr=False)

    def address(self, name: str, *more: str) -> str:
        """Where a page of this site is."""
        if self.preview_ref:
            return reverse("releases:preview", args=[self.slug, self.preview_ref, name, *more])
        return reverse(f"publishing:{name}", args=[self.slug, *more])

    @cached_property
    def remarks(self) -> Mapping[str, tuple[Remark, ...]]:
        return remarks_in(self.content)

    @cached_property
    def quotes(self) -> dict[str, list[Quote]]:
        if self.opened is not None:
            return self.opened
        return quotes_of(self.release, self.content)


def find_site(slug: str) -> ReleasedSite:
    """The last release of a programme that can be read. Three queries, where it is the newest.

    Raises NotYours where nothing is released, and CannotBeRead where no release can be read.
    """
    readable = newest_readable(slug)
    release = readable.release
    return ReleasedSite(
        slug=slug,
        number=release.number,
        released_on=readable.released_on,
        note=release.note,
        signed_by=signed_by(release),
        content=as_it_stands(readable.content, release.programme_id),
        release=release,
        is_newest=readable.is_newest,
    )


@transaction.atomic
def preview(actor: Actor, programme: Programme, ref: str, *, with_quotes: bool) -> ReleasedSite:
    """A release as the site it would be, before it is out. Audited where its quotes are opened."""
    release = find_release(actor, programme, ref)
    content = read(release.content)
    opened: dict[str, list[Quote]] = {}
    if with_quotes:
        rows = standing_quotes(release)
        words = opened_for(actor, release, [row.excerpt for row in rows])
        opened = told_quotes(rows, words, content)
    return ReleasedSite(
        slug=programme.slug,
        number=release.number,
        released_on=clock.day_of(release.released_at or release.drafted_at),
        note=release.note,
        signed_by=(),
        content=content,
        release=release,
        preview_ref=release.ref,
        opened=opened,
    )
