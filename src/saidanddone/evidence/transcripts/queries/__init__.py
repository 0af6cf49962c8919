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
from saidanddone.evidence.transcripts.queries.sent_back import (
    SentBackList,
    TurnToSettle,
    open_to_settle,
    sent_back_by_programme,
    sent_back_list,
)

__all__ = [
    "InUse",
    "RawWordsToCheck",
    "SentBackList",
    "TurnToSettle",
    "WaitingContribution",
    "contributions_to_confirm",
    "find_transcript",
    "open_to_confirm",
    "open_to_settle",
    "people_in_use",
    "readable_transcripts",
    "sent_back_by_programme",
    "sent_back_list",
    "waiting_by_programme",
    "was_confirmed_by",
]
