"""What stood before a passage was taken off a code, as it is handed to whoever took it off.

It is kept nowhere here: it is signed and goes to their page, so that after a withdrawal nothing is left of it.
It holds references and no words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.core import signing

from saidanddone.access.actors import Actor
from saidanddone.base import clock
from saidanddone.base.errors import Refused
from saidanddone.evidence.coding.models import Code, Coding, Excerpt

UNDONE_WITHIN: Final = timedelta(hours=8)  # as long as anyone stays signed in
SALT: Final = "codings taken off"
TOO_LATE: Final = (
    "This can no longer be undone: the words, the code or what stood there changed since. Open the transcript "
    "again, and mark the passage if you still need it."
)


@dataclass(frozen=True)
class Stood:
    """One coding: whose, in which round, where from, where it stood, and since when."""

    coder_ref: str
    round: int
    origin: str
    state: str
    at: datetime


@dataclass(frozen=True)
class TakenOff:
    """A passage, the code it was taken off, and every coder's coding of it. `by` took it off."""

    by: str
    transcript: str
    passage: str
    code: str
    codings: tuple[Stood, ...]
    code_name: str = ""  # for the sentence that tells it

    @classmethod
    def of(
        cls, actor: Actor, excerpt: Excerpt, code: Code, codings: Iterable[Coding]
    ) -> "TakenOff":
        """From codings with their coder."""
        stood = [
            Stood(coding.coder.ref, coding.round, coding.origin, coding.state, coding.at)
            for coding in codings
        ]
        return cls(
            actor.ref, excerpt.transcript.ref, excerpt.ref, code.ref, tuple(stood), code.name
        )

    @property
    def signed(self) -> str:
        codings: list[Any] = [
            [it.coder_ref, it.round, it.origin, it.state, it.at.isoformat()] for it in self.codings
        ]
        told = [clock.now().isoformat(), self.by, self.transcript, self.passage, self.code, codings]
        return signing.dumps(told, salt=SALT, compress=True)


def read_signed(text: str, actor: Actor) -> TakenOff:
    """What this person took off. Raises Refused for what is not ours, not theirs or too old."""
    try:
        at, by, transcript, passage, code, rows = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        raise Refused(TOO_LATE) from None
    is_recent = clock.now() - datetime.fromisoformat(at) < UNDONE_WITHIN
    if by != actor.ref or not is_recent:
        raise Refused(TOO_LATE)
    codings = tuple(
        Stood(coder, number, origin, state, datetime.fromisoformat(since))
        for coder, number, origin, state, since in rows
    )
    return TakenOff(by, transcript, passage, code, codings)
