"""A later correction: a new revision, to which marked passages are carried over by their quote."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours, Refused
from saidanddone.evidence import hooks
from saidanddone.evidence.transcripts.inputs import ReviseInput
from saidanddone.evidence.transcripts.models import Transcript, Turn
from saidanddone.evidence.transcripts.policies import may_correct
from saidanddone.evidence.transcripts.queries import find_transcript
from saidanddone.evidence.transcripts.spans import join_with_spans, spans_of
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import KeyRing, key_ring_for


@transaction.atomic
def revise(
    *,
    actor: Actor,
    programme: Programme,
    transcript: Transcript,
    details: ReviseInput,
) -> Transcript:
    """Replace words in a new revision, as whole words wherever they are, whatever their case.

    Marked passages are carried over by their quote. The old revision goes, unless a passage whose
    quote changed still stands on it.
    Raises Refused for words that are nowhere, NotYours for anyone but whoever captured them.
    """
    require(actor, "evidence.confirm", programme)
    old = find_transcript(actor, programme, transcript.ref)
    if not may_correct(actor, programme, old):
        raise NotYours("transcript")
    old = lock_revision(old)
    replacements = details.replacements
    key_ring = key_ring_for([old])
    turns = list(old.turns.all())
    words = key_ring.unseal(old, "words")
    texts = [_replaced(words[turn.start : turn.end], replacements) for turn in turns]
    _refuse_if_nowhere(words, replacements)
    new = replace_revision(actor, old, turns, texts, key_ring)
    audit.record(
        actor=actor,
        act="evidence.revise",
        about=old.contribution.engagement,
        scope_ref=programme.ref,
        subject_keys=new.contribution.person_keys,
    )
    return new


def lock_revision(transcript: Transcript) -> Transcript:
    """The revision read again and locked, with its contribution."""
    locked = Transcript.objects.select_for_update(of=("self",)).select_related("contribution")
    return locked.get(pk=transcript.pk)


def replace_revision(
    actor: Actor, old: Transcript, turns: Sequence[Turn], texts: Sequence[str], key_ring: KeyRing
) -> Transcript:
    """A new revision with these texts as its turns. The old one goes, unless a passage stands on it."""
    new, words = _next_revision(actor, old, turns, texts, key_ring)
    if not any(hooks.after_revised(old=old, new=new, words=words, key_ring=key_ring)):
        old.delete()
    return new


def _refuse_if_nowhere(words: str, replacements: Mapping[str, str]) -> None:
    if not replacements:
        raise Refused("Say which words to change.", "sought")
    if not all(spans_of(words, sought) for sought in replacements):
        raise Refused(
            "Those words are not in the transcript. Check how they are spelled there.", "sought"
        )


def _replaced(text: str, replacements: Mapping[str, str]) -> str:
    for sought, instead in replacements.items():
        for start, end in reversed(spans_of(text, sought)):
            text = f"{text[:start]}{instead}{text[end:]}"
    return text


def _next_revision(
    actor: Actor, old: Transcript, turns: Sequence[Turn], texts: Sequence[str], key_ring: KeyRing
) -> tuple[Transcript, str]:
    words, spans = join_with_spans(texts)
    new = Transcript(
        contribution=old.contribution,
        revision=old.revision + 1,
        key_ref=old.key_ref,
        length=len(words),
        confirmed_by_id=actor.user_id,
    )
    key_ring.seal(new, words=words)
    new.save(force_insert=True)
    Turn.objects.bulk_create(
        Turn(
            transcript=new,
            number=turn.number,
            start=start,
            end=end,
            speaker=turn.speaker,
            manner=turn.manner,
            is_unprompted=turn.is_unprompted,
            is_sensitive=turn.is_sensitive,
        )
        for turn, (start, end) in zip(turns, spans, strict=True)
    )
    return new, words
