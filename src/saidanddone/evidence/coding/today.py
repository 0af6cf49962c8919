"""What the today page shows of coding."""

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.base.hooks import TodayLine
from saidanddone.evidence.coding.queries import unread_by_programme


def today_lines(actor: Actor) -> list[TodayLine]:
    """Transcripts that may be coded and that nobody has marked."""
    lines = []
    for slug, count in unread_by_programme(actor).items():
        text = f"{count} {'transcript' if count == 1 else 'transcripts'} nobody has read"
        lines.append(TodayLine(text, reverse("evidence:transcripts", args=[slug]), weight=20))
    return lines
