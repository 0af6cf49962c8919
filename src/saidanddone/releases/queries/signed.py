"""Signed releases: the last one, the last readable one, who signed it, and what may be said beside it now."""

from dataclasses import dataclass
from datetime import date

from saidanddone.access.roles import all_roles
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.disclosure.content import Content
from saidanddone.programme.models import Programme
from saidanddone.releases.models import Release
from saidanddone.releases.states import SIGNED
from saidanddone.releases.stored import CannotBeRead, read


@dataclass(frozen=True)
class ProgrammeLine:
    """A programme that has released something."""

    slug: str
    title: str
    pledge: str
    owner: str
    released_on: date


@dataclass(frozen=True)
class ReadableRelease:
    """`is_newest` is false where a newer one is out that this version cannot read."""

    release: Release
    content: Content
    released_on: date
    is_newest: bool


def last_signed(programme: Programme) -> Release:
    """Two queries. Raises Refused where nothing is released."""
    release = (
        Release.objects.filter(programme=programme, state=SIGNED)
        .select_related("programme")
        .prefetch_related("signatures")
        .order_by("-number")
        .first()
    )
    if release is None:
        raise Refused("Nothing is released yet. Write it from a draft, or have a release signed.")
    return release


def signed_by(release: Release) -> tuple[str, ...]:
    """The roles in which it was signed, in words."""
    roles = all_roles()
    return tuple(
        roles[signature.as_role].name if signature.as_role in roles else signature.as_role
        for signature in release.signatures.all()
    )


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


def newest_readable(slug: str) -> ReadableRelease:
    """The newest signed release of a programme that this version can read. Two queries for the newest.

    Raises NotYours where nothing is released, and CannotBeRead where no release can be read.
    """
    signed = Release.objects.filter(
        programme__slug=slug, state=SIGNED, released_at__isnull=False
    ).order_by("-number")
    signed = signed.prefetch_related("signatures")
    newest = release = signed.first()
    why_not: CannotBeRead | None = None
    while release is not None and release.released_at is not None:
        try:
            return ReadableRelease(
                release,
                read(release.content),
                clock.day_of(release.released_at),
                is_newest=release is newest,
            )
        except CannotBeRead as why:
            why_not = why_not or why
            release = signed.filter(number__lt=release.number).first()
    raise why_not or NotYours("release")
