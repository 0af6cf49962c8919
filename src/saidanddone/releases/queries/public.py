"""What everyone may read: the last signed release of a programme, and nothing else."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse

from saidanddone.base import clock
from saidanddone.base.errors import NotYours
from saidanddone.releases.content import CannotBeRead, Content, read
from saidanddone.releases.models import Release
from saidanddone.releases.queries.signed import marks_of, signed_by, too_few_to_name
from saidanddone.releases.quotes import Quote, quotes_of
from saidanddone.releases.states import SIGNED


@dataclass(frozen=True)
class ProgrammeLine:
    """A programme that has released something."""

    slug: str
    title: str
    pledge: str
    owner: str
    released_on: date


@dataclass(frozen=True)
class Site:
    """A programme's last release as everyone reads it.

    `marks` says by answer reference why an answer is open again: that is shown at once, not at the
    next release. `quotes` are read when asked for, by theme reference. A draft is previewed as the
    site it would be: `preview_ref` is its reference, `opened` its quotes, whose reading is audited.
    `is_newest` is false where a newer one is out that this version cannot read.
    """

    slug: str
    number: int
    released_on: date
    note: str
    signed_by: tuple[str, ...]
    content: Content
    marks: dict[str, str]
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
    def quotes(self) -> dict[str, list[Quote]]:
        if self.opened is not None:
            return self.opened
        return quotes_of(self.release, too_few_to_name(self.content))


def programmes_with_a_release() -> list[ProgrammeLine]:
    """One query, by title."""
    rows = (
        Release.objects.filter(state=SIGNED, released_at__isnull=False)
        .order_by("programme__title", "programme", "-number")
        .values_list(
            "programme__slug",
            "programme__title",
            "programme__pledge",
            "programme__owner",
            "released_at",
        )
    )
    newest: dict[str, ProgrammeLine] = {}
    for slug, title, pledge, owner, released_at in rows:
        if released_at is not None:
            newest.setdefault(
                slug, ProgrammeLine(slug, title, pledge, owner, clock.day_of(released_at))
            )
    return list(newest.values())


def find_site(slug: str) -> Site:
    """The last release of a programme that can be read. Three queries, where it is the newest.

    Raises NotYours where nothing is released, and CannotBeRead where no release can be read.
    """
    signed = Release.objects.filter(programme__slug=slug, state=SIGNED).order_by("-number")
    release, content, is_newest = _last_readable(signed.prefetch_related("signatures"))
    if release.released_at is None:
        raise NotYours("release")
    return Site(
        slug=slug,
        number=release.number,
        released_on=clock.day_of(release.released_at),
        note=release.note,
        signed_by=signed_by(release),
        content=content,
        marks=marks_of(release.programme_id),
        release=release,
        is_newest=is_newest,
    )


def _last_readable(signed: QuerySet[Release]) -> tuple[Release, Content, bool]:
    """Of these, newest first, the first that this version can read, and whether it is the newest."""
    newest = release = signed.first()
    why_not: CannotBeRead | None = None
    while release is not None:
        try:
            return release, read(release.content), release is newest
        except CannotBeRead as why:
            why_not = why_not or why
            release = signed.filter(number__lt=release.number).first()
    raise why_not or NotYours("release")
