"""What a note may be written on, and the notes a person may change."""

from typing import Any

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours
from saidanddone.base.models import Versioned
from saidanddone.evidence.coding.models import Memo
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.evidence.transcripts.queries import find_transcript, readable_transcripts
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import KeyDestroyed, key_ring_for

KINDS = ("transcript", "code", "theme")

CodeOrTheme = Versioned
"""Themes are of the room above: this one knows them as the other end of a memo's relation."""

Target = Transcript | CodeOrTheme


def kind_of(about: Target) -> str:
    """The name of the field that leads from a memo to this kind of thing."""
    return type(about)._meta.model_name or ""


def target_of(memo: Memo) -> Target:
    """The one thing a note is on. Raises NotYours if nothing is."""
    about = memo.transcript or memo.code or memo.theme
    if about is None:  # the database holds it to one
        raise NotYours("memo")
    return about


def find_target(actor: Actor, programme: Programme, kind: str, ref: str) -> Target:
    """What a note may be written on, if this person may code it. Raises NotYours."""
    require(actor, "evidence.code", programme)
    if kind == "transcript":
        return find_transcript(actor, programme, ref)
    if kind not in KINDS:
        raise NotYours("what a note is on")
    model: Any = Memo._meta.get_field(kind).related_model
    about: CodeOrTheme | None = model.objects.filter(programme=programme, ref=ref).first()
    if about is None:
        raise NotYours("what a note is on")
    return about


def find_memo(actor: Actor, programme: Programme, ref: str) -> Memo:
    """A note this person wrote, on something they may still read. Raises NotYours."""
    require(actor, "evidence.code", programme)
    memo = (
        Memo.objects.filter(programme=programme, written_by_id=actor.user_id, ref=ref)
        .select_related("transcript", "code", "theme")
        .first()
    )
    if memo is None or not _still_open(actor, programme, memo):
        raise NotYours("memo")
    return memo


@transaction.atomic
def words_of(actor: Actor, programme: Programme, memo: Memo) -> str:
    """For whoever wrote it; audited. Raises NotYours, too once the key is gone."""
    own_memo = find_memo(actor, programme, memo.ref)
    try:
        words = key_ring_for([own_memo]).unseal(own_memo, "words")
    except KeyDestroyed:
        raise NotYours("memo") from None
    record_memo_act(actor, programme, "evidence.read_memos", own_memo)
    return words


def record_memo_act(actor: Actor, programme: Programme, act: str, memo: Memo) -> None:
    """In the audit, a transcript is named by its occasion, and its person among the subjects."""
    about = target_of(memo)
    audit.record(
        actor=actor,
        act=act,
        about=about.contribution.engagement if isinstance(about, Transcript) else about,
        scope_ref=programme.ref,
        subject_keys=[memo.key_ref] if memo.key_ref != programme.key_ref else [],
    )


def _still_open(actor: Actor, programme: Programme, memo: Memo) -> bool:
    if memo.transcript_id is None:
        return True
    return readable_transcripts(actor, programme).filter(pk=memo.transcript_id).exists()
