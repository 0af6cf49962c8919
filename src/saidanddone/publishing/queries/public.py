"""What everyone may read: the last signed release of a programme, and nothing else."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.urls import reverse

from saidanddone.access.roles import all_roles
from saidanddone.answers.models import PublishedAnswer
from saidanddone.base.errors import NotYours
from saidanddone.publishing.content import Content, read
from saidanddone.publishing.models import Release
from saidanddone.publishing.quoting import Quote, quotes_of
from saidanddone.publishing.states import SIGNED


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
    """

    slug: str
    number: int
    released_on: date
    note: str
    signed_by: tuple[str, ...]
    content: Content
    marks: dict[str, str]
    release: Release = field(repr=False)
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


def too_few_to_name(content: Content) -> set[str]:
    """The slugs of communities so few of whom spoke that a quote does not say where it was said."""
    return {each.slug for each in content.listened.communities if each.spoke.is_hidden}


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
            newest.setdefault(slug, ProgrammeLine(slug, title, pledge, owner, released_at.date()))
    return list(newest.values())


def find_site(slug: str) -> Site:
    """The last release of a programme. Three queries. Raises NotYours where there is none."""
    release = (
        Release.objects.filter(programme__slug=slug, state=SIGNED)
        .prefetch_related("signatures")
        .order_by("-number")
        .first()
    )
    if release is None or release.released_at is None:
        raise NotYours("release")
    parts = PublishedAnswer.objects.filter(programme=release.programme_id).values_list(
        "answer__ref", "parts"
    )
    roles = all_roles()
    return Site(
        slug=slug,
        number=release.number,
        released_on=release.released_at.date(),
        note=release.note,
        signed_by=tuple(
            roles[each.as_role].name if each.as_role in roles else each.as_role
            for each in release.signatures.all()
        ),
        content=read(release.content, is_draft=False),
        marks={ref: said["mark"] for ref, said in parts if said.get("mark")},
        release=release,
    )
