"""What publishing puts on the today page: a release that waits for this person's signature."""

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.base.hooks import TodayLine
from saidanddone.publishing.queries import releases_to_sign


def lines_for(actor: Actor) -> list[TodayLine]:
    """One query, for those who sign."""
    return [
        TodayLine(
            f"Release {number} of {title} waits for your signature",
            reverse("releases:read", args=[slug, ref]),
            weight=40,
        )
        for slug, ref, number, title in releases_to_sign(actor)
    ]
