"""What the clock does here: names are looked for in words that wait to be confirmed."""

from datetime import date

from saidanddone.base.scheduling.jobs import TEN_MINUTES, ScheduledJob
from saidanddone.evidence.transcripts.commands import look_for_names_in_waiting_words

SECONDS = 120  # other jobs wait meanwhile


def look_for_names(today: date) -> list[str]:
    """Look for names in words that wait to be confirmed, with the model on this machine."""
    contributions = look_for_names_in_waiting_words(seconds=SECONDS)
    return [f"Looked for names in {contributions} contributions."] if contributions else []


JOBS = (ScheduledJob("look-for-names", every=TEN_MINUTES, run=look_for_names),)
