"""What may be read of transcripts, and by whom."""

from saidanddone.evidence.transcripts.queries.confirming import (
    RawWordsToCheck,
    WaitingContribution,
    contributions_to_confirm,
    open_to_confirm,
    waiting_by_programme,
    was_confirmed_by,
)
from saidanddone.evidence.transcripts.queries.in_use import InUse, people_in_use
from saidanddone.evidence.transcripts.queries.readable import (
    find_transcript,
    readable_transcripts,
)

__all__ = [
    "InUse",
    "RawWordsToCheck",
    "WaitingContribution",
    "contributions_to_confirm",
    "find_transcript",
    "open_to_confirm",
    "people_in_use",
    "readable_transcripts",
    "waiting_by_programme",
    "was_confirmed_by",
]
