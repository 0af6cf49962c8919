"""Turns that were sent back: for whoever captured the words to settle, and for whoever sent them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed, require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours
from saidanddone.evidence.transcripts.models import SentBack, Transcript, Turn
from saidanddone.evidence.transcripts.policies import may_confirm, may_correct
from saidanddone.evidence.transcripts.queries.readable import find_transcript, readable_transcripts
from saidanddone.evidence.transcripts.states import OPEN
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import programmes_where
from saidanddone.vault.sealing import KeyDestroyed, KeyRing


@dataclass(frozen=True)
class SentBackRow:
    """A turn that was sent back. `transcript` is the reference of the revision that is read now."""

    transcript: str
    engagement: str
    number: int
    sent_at: datetime
    state: str  # its name


@dataclass(frozen=True)
class SentBackList:
    to_settle: tuple[SentBackRow, ...]
    sent: tuple[SentBackRow, ...]  # by this person, the last first


@dataclass(frozen=True)
class TurnToSettle:
    """A turn that was sent back, with its words."""

    transcript: Transcript
    turn: Turn
    text: str


def sent_back_list(actor: Actor, programme: Programme) -> SentBackList:
    """What waits for this person to settle, and what they sent back. Three queries; no words."""
    require(actor, "evidence.read_transcripts", programme)
    waiting = _waiting_for(actor).filter(contribution__programme=programme)
    sent = SentBack.objects.filter(sent_by_id=actor.user_id, contribution__programme=programme)
    transcripts = readable_transcripts(actor, programme).values_list("contribution", "ref")
    mine = waiting if may_confirm(actor, programme) else waiting.none()
    rows = [list(part.select_related("contribution__engagement")) for part in (mine, sent)]
    wanted = {row.contribution_id for part in rows for row in part}
    refs = dict(transcripts.filter(contribution__in=wanted))
    to_settle, by_them = (tuple(_rows(part, refs)) for part in rows)
    return SentBackList(to_settle, by_them[::-1])


def _rows(sent: list[SentBack], refs: dict[int, str]) -> list[SentBackRow]:
    """Without those in words that nobody may read any more."""
    return [
        SentBackRow(
            transcript=refs[row.contribution_id],
            engagement=row.contribution.engagement.title,
            number=row.number,
            sent_at=row.sent_at,
            state=row.get_state_display(),
        )
        for row in sent
        if row.contribution_id in refs
    ]


@transaction.atomic
def open_to_settle(actor: Actor, programme: Programme, ref: str, number: int) -> TurnToSettle:
    """The words of a turn that was sent back; audited as a reading. Raises NotYours."""
    require(actor, "evidence.confirm", programme)
    transcript = find_transcript(actor, programme, ref)
    sent = SentBack.objects.filter(
        contribution=transcript.contribution_id, number=number, state=OPEN
    )
    turn = transcript.turns.filter(number=number).first()
    if turn is None or not may_correct(actor, programme, transcript) or not sent.exists():
        raise NotYours("turn")
    audit.record(
        actor=actor,
        act="evidence.read_transcript",
        about=transcript.contribution.engagement,
        scope_ref=programme.ref,
        subject_keys=transcript.contribution.person_keys,
    )
    try:
        words = KeyRing([transcript.key_ref]).unseal(transcript, "words")
    except KeyDestroyed:
        raise NotYours("transcript") from None
    return TurnToSettle(transcript, turn, words[turn.start : turn.end])


def sent_back_by_programme(actor: Actor) -> dict[str, int]:
    """How many turns wait for this person to settle them, by programme. One query."""
    if not is_allowed(actor, "evidence.confirm"):
        return {}
    counted = (
        _waiting_for(actor)
        .filter(contribution__programme__in=programmes_where(actor, "evidence.confirm"))
        .values_list("contribution__programme__slug")
        .annotate(waiting=Count("pk"))
        .order_by("contribution__programme")
    )
    return dict(counted)


def _waiting_for(actor: Actor) -> QuerySet[SentBack]:
    return SentBack.objects.filter(state=OPEN, contribution__captured_by_id=actor.user_id)
