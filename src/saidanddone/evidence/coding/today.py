"""What the today page shows of coding."""

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.base.hooks import TodayLine
from saidanddone.evidence.coding.queries import copies_to_call_back, unread_by_programme
from saidanddone.ui.templatetags.ui import count_of


def today_lines(actor: Actor) -> list[TodayLine]:
    """Copies that must be called back; transcripts that may be coded and that nobody has marked."""
    lines = []
    for slug, count in copies_to_call_back(actor).items():
        text = (
            f"{count_of(count, 'copy of passages holds,copies of passages hold')} words that may be quoted "
            "no more: tell whoever has them to destroy them"
        )
        lines.append(TodayLine(text, reverse("evidence:copies", args=[slug]), weight=60))
    for slug, count in unread_by_programme(actor).items():
        text = f"{count} {'transcript' if count == 1 else 'transcripts'} nobody has read"
        lines.append(TodayLine(text, reverse("evidence:transcripts", args=[slug]), weight=20))
    return lines
