"""What may be read of transcripts, and by whom."""

from saidanddone.evidence.transcripts.queries.confirming import (
    RawWordsToCheck,
    WaitingContribution,
    contributions_to_confirm,
    open_to_confirm,
    waiting_by_programme,
    was_confirmed_by,
)
from saidanddone.evidence.transcripts.queries.readable import (
    find_transcript,
    readable_transcripts,
)

__all__ = [
    "RawWordsToCheck",
    "WaitingContribution",
    "contributions_to_confirm",
    "find_transcript",
    "open_to_confirm",
    "readable_transcripts",
    "waiting_by_programme",
    "was_confirmed_by",
]
