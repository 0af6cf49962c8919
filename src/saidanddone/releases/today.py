"""What releases put on the today page."""

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.base.hooks import TodayLine
from saidanddone.releases.queries import releases_to_sign


def lines_for(actor: Actor) -> list[TodayLine]:
    """A release that waits for this person's signature. One query, for those who sign."""
    return [
        TodayLine(
            f"Release {number} of {title} waits for your signature",
            reverse("releases:read", args=[slug, ref]),
            weight=40,
        )
        for slug, ref, number, title in releases_to_sign(actor)
    ]
