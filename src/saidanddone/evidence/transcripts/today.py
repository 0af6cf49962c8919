"""What the today page shows of transcripts."""

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.base.hooks import TodayLine
from saidanddone.evidence.transcripts.queries import sent_back_by_programme, waiting_by_programme
from saidanddone.ui.templatetags.ui import count_of


def today_lines(actor: Actor) -> list[TodayLine]:
    """Turns sent back, which nobody reads until they are settled, and transcripts to confirm."""
    lines = []
    for slug, count in sent_back_by_programme(actor).items():
        text = f"{count_of(count, 'turn,turns')} sent back to you: someone could be known from it"
        lines.append(TodayLine(text, reverse("evidence:sent_back", args=[slug]), weight=60))
    for slug, count in waiting_by_programme(actor).items():
        text = f"{count} {'transcript' if count == 1 else 'transcripts'} to confirm"
        lines.append(TodayLine(text, reverse("evidence:to_confirm", args=[slug]), weight=40))
    return lines
