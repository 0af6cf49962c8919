"""Confirming: raw words become a transcript without identifiers, and are destroyed."""

from collections.abc import Collection, Sequence
from functools import partial

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.evidence import hooks
from saidanddone.evidence.transcripts.hiding import hits_of_words, redacted
from saidanddone.evidence.transcripts.inputs import ConfirmInput
from saidanddone.evidence.transcripts.models import Transcript, Turn
from saidanddone.evidence.transcripts.numbers import give_numbers
from saidanddone.evidence.transcripts.redaction import Hit
from saidanddone.evidence.transcripts.spans import join_with_spans
from saidanddone.listening.models import Contribution
from saidanddone.listening.passages import Passage, from_json, resolved
from saidanddone.listening.policies import holds_raw_words
from saidanddone.listening.speakers import is_undecided
from saidanddone.programme.models import Programme
from saidanddone.vault.erasure import empty_log
from saidanddone.vault.sealing import KeyRing, key_ring_for

NOTHING_MORE = ConfirmInput()
IN_ONE_GO = 2000  # rows written at once
CHANGED_SINCE = (
    "These words changed at this moment, so nothing is confirmed. Open the page again, and choose again "
    "what to hide."
)


@transaction.atomic
def confirm(
    *,
    actor: Actor,
    programme: Programme,
    contribution: Contribution,
    accepted: Sequence[Hit],
    details: ConfirmInput = NOTHING_MORE,
) -> Transcript:
    """Hide the accepted hits, keep the rest as revision 1, and destroy the raw words.

    `accepted` are spans of the passages joined by one newline (`queries.open_to_confirm`), of the
    words that `contribution` held when it was opened. Raises Refused for words to hide that are
    nowhere, or words that changed since, NotYours for anyone but whoever captured the words.
    """
    require(actor, "evidence.confirm", programme)
    [waiting] = lock_waiting(actor, programme, [contribution])
    if bytes(waiting.words) != bytes(contribution.words):
        raise Refused(CHANGED_SINCE)
    key_ring = key_ring_for([waiting])
    captured = from_json(key_ring.unseal(waiting, "words"))
    if is_undecided(captured):
        raise Refused("Say first who speaks in these words. They cannot be confirmed before that.")
    passages = resolved(captured)
    words, spans = join_with_spans(passage.text for passage in passages)
    hits = [*accepted, *hits_of_words(words, details.also_hide)]
    shown_passages = redacted(passages, spans, hits)
    transcript, turns = _new_transcript(actor, waiting, shown_passages, key_ring, details.sensitive)
    _store(programme, [waiting], [(transcript, turns)])
    audit.record(
        actor=actor,
        act="evidence.confirm",
        about=waiting.engagement,
        scope_ref=programme.ref,
        subject_keys=waiting.person_keys,
    )
    return transcript


@transaction.atomic
def confirm_as_is(
    *, actor: Actor, programme: Programme, contributions: Sequence[Contribution]
) -> list[Transcript]:
    """Keep imported words as they are: whoever imports them says they are de-identified already.

    All or none. Raises Refused for words that were not imported, NotYours for another's.
    """
    require(actor, "evidence.confirm", programme)
    waiting = lock_waiting(actor, programme, contributions)
    if any(contribution.source != "import" for contribution in waiting):
        raise Refused(
            "Only imported words that are already de-identified can be confirmed all at once. "
            "Open each of the others and check what should be hidden."
        )
    key_ring = key_ring_for(waiting)
    transcripts = [
        _new_transcript(
            actor,
            contribution,
            resolved(from_json(key_ring.unseal(contribution, "words"))),
            key_ring,
        )
        for contribution in waiting
    ]
    _store(programme, waiting, transcripts)
    audit.record(
        actor=actor,
        act="evidence.confirm_as_is",
        about=programme,
        scope_ref=programme.ref,
        subject_keys=[key for contribution in waiting for key in contribution.person_keys],
        count=len(waiting),
    )
    return [transcript for transcript, _ in transcripts]


def lock_waiting(
    actor: Actor, programme: Programme, contributions: Sequence[Contribution]
) -> list[Contribution]:
    """The contributions read again and locked, in the order given. Raises Refused, NotYours."""
    wanted = [contribution.pk for contribution in contributions]
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("engagement")
    by_id = {
        contribution.pk: contribution
        for contribution in rows.filter(programme=programme, pk__in=wanted)
    }
    waiting = [by_id[pk] for pk in wanted if pk in by_id]
    is_theirs = all(contribution.captured_by_id == actor.user_id for contribution in waiting)
    if not waiting or len(waiting) != len(wanted) or not is_theirs:
        raise NotYours("contribution")
    if any(contribution.confirmed_at for contribution in waiting):
        raise Refused("These words are confirmed already. Open the transcript to read them.")
    if any(contribution.raw_destroyed_at for contribution in waiting):
        raise Refused("These words were not confirmed in time, so they were destroyed.")
    if not all(holds_raw_words(actor, contribution) for contribution in waiting):
        raise NotYours("contribution")
    return waiting


def _new_transcript(
    actor: Actor,
    contribution: Contribution,
    passages: Sequence[Passage],
    key_ring: KeyRing,
    sensitive: Collection[int] = (),
) -> tuple[Transcript, list[Turn]]:
    if not passages:
        raise Refused("There are no words to confirm.")
    words, spans = join_with_spans(passage.text for passage in passages)
    transcript = Transcript(
        contribution=contribution,
        key_ref=contribution.key_ref,
        length=len(words),
        confirmed_by_id=actor.user_id,
    )
    key_ring.seal(transcript, words=words)
    turns = [
        Turn(
            transcript=transcript,
            number=number,
            start=start,
            end=end,
            speaker=passage.speaker,
            manner=passage.manner,
            is_unprompted=passage.is_unprompted,
            is_sensitive=number in sensitive,
        )
        for number, (passage, (start, end)) in enumerate(zip(passages, spans, strict=True), 1)
    ]
    return transcript, turns


def _store(
    programme: Programme,
    contributions: Sequence[Contribution],
    transcripts: Sequence[tuple[Transcript, list[Turn]]],
) -> None:
    """Write the transcripts and turns, destroy the raw words, count again."""
    Transcript.objects.bulk_create([transcript for transcript, _ in transcripts], batch_size=200)
    turns = [turn for _, its_turns in transcripts for turn in its_turns]
    for turn in turns:
        turn.transcript_id = turn.transcript.pk
    Turn.objects.bulk_create(turns, batch_size=IN_ONE_GO)
    moment = clock.now()
    Contribution.objects.filter(pk__in=[contribution.pk for contribution in contributions]).update(
        words=b"",
        names_found=b"",
        choices_so_far=b"",
        raw_destroyed_at=moment,
        confirmed_at=moment,
    )
    give_numbers(programme, contributions)
    hooks.after_confirmed(programme=programme)
    # The raw words leave the write-ahead log too, as soon as nobody reads.
    transaction.on_commit(partial(empty_log, "default"))
