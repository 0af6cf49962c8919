"""Notes on a transcript, a code or a theme, for those who code."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.audit import commands as audit
from saidanddone.evidence.coding.models import Memo
from saidanddone.evidence.coding.queries.memo_targets import CodeOrTheme, kind_of
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import key_ring_for


@dataclass(frozen=True)
class MemoShown:
    """A note with its words open; `is_own`: this person wrote it, and may change or remove it."""

    ref: str
    words: str
    by: str
    written_at: datetime
    is_own: bool


def memos_on_transcript(
    actor: Actor, programme: Programme, transcript: Transcript
) -> tuple[MemoShown, ...]:
    """The notes on a transcript that is being opened: part of that reading, and audited with it."""
    if not is_allowed(actor, "evidence.code", programme):
        return ()
    return tuple(open_memos(actor, transcript.memos.select_related("written_by")))


@transaction.atomic
def read_memos(actor: Actor, programme: Programme, about: CodeOrTheme) -> list[MemoShown]:
    """The notes on a code or a theme, oldest first; none for those who do not code. Audited."""
    if not is_allowed(actor, "evidence.code", programme):
        return []
    shown = open_memos(
        actor, Memo.objects.filter(**{kind_of(about): about}).select_related("written_by")
    )
    if shown:
        audit.record(
            actor=actor,
            act="evidence.read_memos",
            about=about,
            scope_ref=programme.ref,
            count=len(shown),
        )
    return shown


def open_memos(actor: Actor, memos: Iterable[Memo]) -> list[MemoShown]:
    """Their words, for whoever has been let in; the caller audits the reading."""
    all_memos = list(memos)
    if not all_memos:
        return []
    key_ring = key_ring_for(all_memos)
    return [
        MemoShown(
            ref=memo.ref,
            words=key_ring.unseal(memo, "words"),
            by=memo.written_by.get_full_name(),
            written_at=memo.created_at,
            is_own=memo.written_by_id == actor.user_id,
        )
        for memo in all_memos
        if key_ring.opens(memo.key_ref)
    ]
