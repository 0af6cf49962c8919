"""What releases put on the today page.

Asks its own table, so that starting the program does not load everything that drafting needs.
"""

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.access.roles import permissions_of
from saidanddone.base.hooks import TodayLine
from saidanddone.programme.queries import programmes_where
from saidanddone.releases import states
from saidanddone.releases.models import Release, ReleaseQuote


def lines_for(actor: Actor) -> list[TodayLine]:
    """Releases that wait for this person's signature, and quotes that rest. Two queries, for those who sign."""
    return [
        TodayLine(
            f"Release {number} of {title} waits for your signature",
            reverse("releases:read", args=[slug, ref]),
            weight=40,
        )
        for slug, ref, number, title in _waiting_for(actor)
    ] + [
        TodayLine(
            f"All quotes of {title} rest until its next release",
            reverse("releases:read", args=[slug, ref]),
        )
        for slug, ref, title in _resting_for(actor)
    ]


def _waiting_for(actor: Actor) -> list[tuple[str, str, int, str]]:
    """(programme's slug, release's ref, number, title) of what waits for this person. One query."""
    waiting = _signed_by(actor).exclude(state=states.SIGNED)
    rows = (
        waiting.exclude(signatures__signed_by=actor.user_id)
        .order_by("programme", "-number")
        .values_list("programme__slug", "ref", "number", "programme__title")
    )
    newest: dict[str, tuple[str, str, int, str]] = {}
    for row in rows:
        newest.setdefault(row[0], row)
    return list(newest.values())


def _resting_for(actor: Actor) -> list[tuple[str, str, str]]:
    """(programme's slug, ref, title) of last releases whose quotes rest, that this person would sign."""
    newer = Release.objects.filter(
        programme=OuterRef("programme"), number__gt=OuterRef("number"), state=states.SIGNED
    )
    rests = ReleaseQuote.objects.filter(release=OuterRef("pk"), rests=True)
    resting = _signed_by(actor).filter(Exists(rests), ~Exists(newer), state=states.SIGNED)
    return list(
        resting.order_by("programme").values_list("programme__slug", "ref", "programme__title")
    )


def _signed_by(actor: Actor) -> QuerySet[Release]:
    """Releases of the programmes in which this person signs."""
    if not actor.may("publishing.sign"):
        return Release.objects.none()
    if "publishing.sign" in permissions_of(actor.site_roles):
        return Release.objects.all()
    return Release.objects.filter(programme__in=programmes_where(actor, "publishing.sign"))
