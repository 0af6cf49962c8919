"""A later correction: a new revision, to which marked passages are carried over by their quote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours, Refused
from saidanddone.evidence.anchors import beside, lay_out, nearest, spans_of
from saidanddone.evidence.commands.coding import is_quotable
from saidanddone.evidence.models import Excerpt, Memo, Transcript, Turn
from saidanddone.evidence.queries import find_transcript
from saidanddone.evidence.queries.transcripts import may_correct
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import KeyRing, ring_for


@dataclass(frozen=True)
class Revised:
    """The new revision, and the passages that stand nowhere in it and stay on the old one."""

    transcript: Transcript
    left_behind: tuple[Excerpt, ...]


@transaction.atomic
def revise(
    *,
    actor: Actor,
    programme: Programme,
    transcript: Transcript,
    replacements: Mapping[str, str],
) -> Revised:
    """Replace words wherever they stand whole, whatever their case, in a new revision.

    A marked passage goes to the exact copy of its quote nearest to where it stood. One whose quote
    changed stays on the old revision and is returned; with none left there, the old revision goes.
    Raises Refused for words that are nowhere, NotYours for anyone but whoever captured them.
    """
    require(actor, "evidence.confirm", programme)
    old = find_transcript(actor, programme, transcript.ref)
    if not may_correct(actor, programme, old):
        raise NotYours("transcript")
    old = (
        Transcript.objects.select_for_update(of=("self",))
        .select_related("contribution")
        .get(pk=old.pk)
    )
    ring = ring_for([old])
    turns = list(old.turns.all())
    words = ring.unseal(old, "words")
    texts = [_replaced(words[turn.start : turn.end], replacements) for turn in turns]
    _refuse_if_nowhere(words, replacements)
    new, new_words = _next_revision(actor, old, turns, texts, ring)
    left_behind = _carry_over(old, new, new_words, ring)
    Memo.objects.filter(transcript=old).update(transcript=new)
    if not left_behind:
        old.delete()
    audit.record(
        actor=actor,
        act="evidence.revise",
        about=old.contribution.engagement,
        programme_ref=programme.ref,
        subject_keys=[new.key_ref] if new.contribution.contributor_id else [],
    )
    return Revised(new, tuple(left_behind))


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
    actor: Actor, old: Transcript, turns: Sequence[Turn], texts: Sequence[str], ring: KeyRing
) -> tuple[Transcript, str]:
    words, spans = lay_out(texts)
    new = Transcript(
        contribution=old.contribution,
        revision=old.revision + 1,
        key_ref=old.key_ref,
        length=len(words),
        confirmed_by_id=actor.user_id,
    )
    ring.seal(new, words=words)
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


def _carry_over(old: Transcript, new: Transcript, words: str, ring: KeyRing) -> list[Excerpt]:
    left_behind = []
    taken: set[tuple[int, int]] = set()
    for excerpt in old.excerpts.order_by("start", "pk"):
        quote = ring.unseal(excerpt, "quote")
        start = nearest(words, quote, excerpt.start)
        if start is None or (start, start + len(quote)) in taken:
            left_behind.append(excerpt)
            continue
        end = start + len(quote)
        taken.add((start, end))
        excerpt.transcript, excerpt.start, excerpt.end = new, start, end
        excerpt.is_quotable = is_quotable(new, start, end)
        before, after = beside(words, start, end)
        ring.seal(excerpt, before=before, after=after)
        excerpt.save()
    return left_behind
