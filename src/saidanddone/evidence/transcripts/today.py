"""What the today page shows of transcripts."""

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.base.hooks import TodayLine
from saidanddone.evidence.transcripts.queries import waiting_by_programme


def today_lines(actor: Actor) -> list[TodayLine]:
    """Transcripts to confirm, which someone waits for."""
    lines = []
    for slug, count in waiting_by_programme(actor).items():
        text = f"{count} {'transcript' if count == 1 else 'transcripts'} to confirm"
        lines.append(TodayLine(text, reverse("evidence:to_confirm", args=[slug]), weight=40))
    return lines
