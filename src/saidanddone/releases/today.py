"""What releases put on the today page.

Asks its own table, so that starting the program does not load everything that drafting needs.
"""

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.access.roles import permissions_of
from saidanddone.base.hooks import TodayLine
from saidanddone.programme.queries import programmes_where
from saidanddone.releases import states
from saidanddone.releases.models import Release


def lines_for(actor: Actor) -> list[TodayLine]:
    """A release that waits for this person's signature. One query, for those who sign."""
    return [
        TodayLine(
            f"Release {number} of {title} waits for your signature",
            reverse("releases:read", args=[slug, ref]),
            weight=40,
        )
        for slug, ref, number, title in _waiting_for(actor)
    ]


def _waiting_for(actor: Actor) -> list[tuple[str, str, int, str]]:
    """(programme's slug, release's ref, number, title) of what waits for this person. One query."""
    if not actor.may("publishing.sign"):
        return []
    waiting = Release.objects.exclude(state=states.SIGNED).exclude(
        signatures__signed_by=actor.user_id
    )
    if "publishing.sign" not in permissions_of(actor.site_roles):
        waiting = waiting.filter(programme__in=programmes_where(actor, "publishing.sign"))
    rows = waiting.order_by("programme", "-number").values_list(
        "programme__slug", "ref", "number", "programme__title"
    )
    newest: dict[str, tuple[str, str, int, str]] = {}
    for row in rows:
        newest.setdefault(row[0], row)
    return list(newest.values())
