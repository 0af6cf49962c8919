"""Everything that writes transcripts, by what it is about."""

from saidanddone.evidence.transcripts.commands.confirming import (
    confirm,
    confirm_as_is,
)
from saidanddone.evidence.transcripts.commands.covering import (
    cover_turn,
)
from saidanddone.evidence.transcripts.commands.revising import (
    revise,
)

__all__ = [
    "confirm",
    "confirm_as_is",
    "cover_turn",
    "revise",
]
