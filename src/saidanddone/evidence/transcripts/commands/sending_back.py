"""A name met later: whoever reads a turn sends it back, and whoever captured the words settles it."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.evidence.transcripts.commands.revising import lock_revision, replace_revision
from saidanddone.evidence.transcripts.hiding import hits_by_span, hits_of_words
from saidanddone.evidence.transcripts.inputs import HideInput, SendBackInput
from saidanddone.evidence.transcripts.models import SentBack, Transcript
from saidanddone.evidence.transcripts.policies import capacities
from saidanddone.evidence.transcripts.queries import find_transcript
from saidanddone.evidence.transcripts.redaction import Hit, Kind, redact
from saidanddone.evidence.transcripts.spans import spans_by_hand
from saidanddone.evidence.transcripts.states import HIDDEN, NOTHING, SENT_BACK_LIFECYCLE
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import key_ring_for


@transaction.atomic
def send_back(
    *, actor: Actor, programme: Programme, transcript: Transcript, details: SendBackInput
) -> SentBack:
    """Keep a turn from everyone until it is settled. A turn that is sent back already stays so.

    Raises NotYours for a transcript this person may not read and a turn that is not in it.
    """
    require(actor, "evidence.read_transcripts", programme)
    readable = find_transcript(actor, programme, transcript.ref)
    if not readable.turns.filter(number=details.number).exists():
        raise NotYours("turn")
    sent = SentBack.keep_back(readable.contribution, details.number, actor.user_id)
    _audit(actor, programme, readable, "evidence.send_back")
    return sent


@transaction.atomic
def hide_and_put_back(
    *, actor: Actor, programme: Programme, transcript: Transcript, details: HideInput
) -> Transcript:
    """Hide words of a turn that was sent back, in a new revision, and put it back.

    Raises Refused where nothing is to be hidden, for places outside the turn, words that are nowhere and
    a turn that was put back already; NotYours for anyone but whoever captured the words.
    """
    old = _settle(actor, programme, transcript, details.number, HIDDEN)
    key_ring = key_ring_for([old])
    words = key_ring.unseal(old, "words")
    turns = list(old.turns.all())
    spans = [(turn.start, turn.end) for turn in turns]
    [within] = [(turn.start, turn.end) for turn in turns if turn.number == details.number]
    by_hand = spans_by_hand(words, details.by_hand)
    if any(start < within[0] or end > within[1] for start, end in by_hand):
        raise Refused(
            "Something that you chose to hide is not in this turn. Choose once more.", "by_hand"
        )
    hits = [Hit(start, end, Kind.ASKED, "asked") for start, end in by_hand]
    hits += hits_of_words(words, details.also_hide)
    if not hits:
        raise Refused(
            "Choose or write the words to hide. If nobody can be known from this turn, say that.",
            "also_hide",
        )
    texts = [
        redact(words[start:end], its_hits)
        for (start, end), its_hits in zip(spans, hits_by_span(spans, hits), strict=True)
    ]
    new = replace_revision(actor, old, turns, texts, key_ring)
    _audit(actor, programme, new, "evidence.hide_and_put_back")
    return new


@transaction.atomic
def put_back(
    *, actor: Actor, programme: Programme, transcript: Transcript, details: SendBackInput
) -> None:
    """Put a turn back as it is: nobody can be known from it. Raises Refused, NotYours."""
    readable = _settle(actor, programme, transcript, details.number, NOTHING)
    _audit(actor, programme, readable, "evidence.put_back")


def _settle(
    actor: Actor, programme: Programme, transcript: Transcript, number: int, state: str
) -> Transcript:
    """The transcript, locked, once its turn is settled."""
    require(actor, "evidence.confirm", programme)
    readable = lock_revision(find_transcript(actor, programme, transcript.ref))
    rows = SentBack.objects.select_for_update().filter(
        contribution=readable.contribution, number=number
    )
    sent = rows.order_by("pk").last()
    if sent is None:
        raise NotYours("turn")
    SENT_BACK_LIFECYCLE.require(sent.state, state, capacities(actor, programme, readable))
    sent.state, sent.settled_at = state, clock.now()
    sent.save(update_fields=["state", "settled_at"])
    return readable


def _audit(actor: Actor, programme: Programme, transcript: Transcript, act: str) -> None:
    audit.record(
        actor=actor,
        act=act,
        about=transcript.contribution.engagement,
        scope_ref=programme.ref,
        subject_keys=transcript.contribution.person_keys,
    )
