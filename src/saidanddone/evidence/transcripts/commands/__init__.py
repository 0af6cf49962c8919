"""Everything that writes transcripts, by what it is about."""

from saidanddone.evidence.transcripts.commands.confirming import (
    confirm,
    confirm_as_is,
)
from saidanddone.evidence.transcripts.commands.covering import (
    cover_turn,
)
from saidanddone.evidence.transcripts.commands.keeping_choices import (
    keep_choices,
)
from saidanddone.evidence.transcripts.commands.looking_for_names import (
    look_for_names,
    look_for_names_in_waiting_words,
)
from saidanddone.evidence.transcripts.commands.revising import (
    revise,
)
from saidanddone.evidence.transcripts.commands.sending_back import (
    hide_and_put_back,
    put_back,
    send_back,
)

__all__ = [
    "confirm",
    "confirm_as_is",
    "cover_turn",
    "hide_and_put_back",
    "keep_choices",
    "look_for_names",
    "look_for_names_in_waiting_words",
    "put_back",
    "revise",
    "send_back",
]
