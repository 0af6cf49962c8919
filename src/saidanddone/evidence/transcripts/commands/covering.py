"""Passages that are hard to read: covered until a reader asks for them (R15)."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours
from saidanddone.evidence.transcripts.inputs import CoverInput
from saidanddone.evidence.transcripts.models import Transcript, Turn
from saidanddone.evidence.transcripts.queries import find_transcript
from saidanddone.programme.models import Programme


@transaction.atomic
def cover_turn(
    *, actor: Actor, programme: Programme, transcript: Transcript, details: CoverInput
) -> bool:
    """Cover a turn, or leave it open, on every revision: a correction keeps the turns' numbers.

    Returns whether that changed anything. Raises NotYours for a transcript this person may not read and a turn that is not in it.
    """
    require(actor, "evidence.code", programme)
    readable = find_transcript(actor, programme, transcript.ref)
    turns = Turn.objects.filter(
        transcript__contribution=readable.contribution_id, number=details.number
    )
    was_covered = turns.values_list("is_sensitive", flat=True).first()
    if was_covered is None:
        raise NotYours("turn")
    turns.update(is_sensitive=details.is_sensitive)
    audit.record(
        actor=actor,
        act="evidence.cover_turn",
        about=readable.contribution.engagement,
        scope_ref=programme.ref,
        subject_keys=readable.contribution.person_keys,
    )
    return was_covered != details.is_sensitive
