"""Notes: written, changed and removed by whoever wrote them."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.optimistic_lock import save_edit
from saidanddone.evidence.coding.inputs import MemoInput
from saidanddone.evidence.coding.models import Memo
from saidanddone.evidence.coding.queries.memo_targets import (
    Target,
    find_memo,
    kind_of,
    record_memo_act,
    target_of,
)
from saidanddone.evidence.coding.repeated_text import repeats_a_passage
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.evidence.transcripts.queries import find_transcript
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import key_ring_for


@transaction.atomic
def write_memo(*, actor: Actor, programme: Programme, about: Target, details: MemoInput) -> Memo:
    """A note on a transcript, a code or a theme, sealed.

    Raises Refused for no words, or words of a person with whom the note would not go; NotYours for
    what this person may not read.
    """
    require(actor, "evidence.code", programme)
    _refuse_unless_theirs(actor, programme, about)
    words = _checked_words(details.words, about)
    key_ref = about.key_ref if isinstance(about, Transcript) else programme.key_ref
    memo = Memo(
        programme=programme,
        key_ref=key_ref,
        written_by_id=actor.user_id,
        **{kind_of(about): about},
    )
    key_ring_for([memo]).seal(memo, words=words)
    memo.save(force_insert=True)
    record_memo_act(actor, programme, "evidence.write_memo", memo)
    return memo


@transaction.atomic
def edit_memo(
    *, actor: Actor, programme: Programme, memo: Memo, version: int, details: MemoInput
) -> Memo:
    """Change one's own note. Raises EditedMeanwhile, Refused, NotYours."""
    require(actor, "evidence.code", programme)
    own_memo = find_memo(actor, programme, memo.ref)
    words = _checked_words(details.words, target_of(own_memo))
    key_ring_for([own_memo]).seal(own_memo, words=words)
    edited = save_edit(own_memo, version, words=own_memo.words)
    record_memo_act(actor, programme, "evidence.edit_memo", edited)
    return edited


@transaction.atomic
def remove_memo(*, actor: Actor, programme: Programme, memo: Memo) -> None:
    """Remove one's own note. Raises NotYours."""
    require(actor, "evidence.code", programme)
    own_memo = find_memo(actor, programme, memo.ref)
    record_memo_act(actor, programme, "evidence.remove_memo", own_memo)
    own_memo.delete()


def _refuse_unless_theirs(actor: Actor, programme: Programme, about: Target) -> None:
    if isinstance(about, Transcript):
        find_transcript(actor, programme, about.ref)
    elif getattr(about, "programme_id", None) != programme.pk:
        raise NotYours("what a note is on")


def _checked_words(words: str, about: Target) -> str:
    if not words:
        raise Refused("Write the note first.")
    theirs = about.contribution_id if isinstance(about, Transcript) else None
    if repeats_a_passage(words, but_not_of=theirs):
        raise Refused(
            "This note repeats 40 or more characters of something a person said, and would stay "
            "if they withdraw. Put it in your own words, or keep it with their transcript."
        )
    return words
