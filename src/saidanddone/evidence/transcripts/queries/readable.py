"""Confirmed transcripts that a person may read."""

from django.db.models import Exists, OuterRef, QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.base.errors import NotYours
from saidanddone.base.prepared import Prepared
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.evidence.transcripts.policies import reads_every_transcript, released
from saidanddone.programme.models import Programme


def readable_transcripts(actor: Actor, programme: Programme) -> QuerySet[Transcript]:
    """The last revision of every transcript this person may read."""
    require(actor, "evidence.read_transcripts", programme)
    return _readable(programme.pk, _only_by(actor, programme))


def _only_by(actor: Actor, programme: Programme) -> int | None:
    """Who must have captured what this person reads: they themselves, or None for anyone."""
    return None if reads_every_transcript(actor, programme) else actor.user_id


def _readable(programme: int, only_by: int | None) -> QuerySet[Transcript]:
    newer = Transcript.objects.filter(
        contribution=OuterRef("contribution"), revision__gt=OuterRef("revision")
    )
    transcripts = Transcript.objects.filter(
        ~Exists(newer),
        released("contribution__"),
        contribution__programme=programme,
    )
    if only_by is not None:
        transcripts = transcripts.filter(contribution__captured_by=only_by)
    return transcripts


def _named(programme: int, ref: str, only_by: int | None = None) -> QuerySet[Transcript]:
    beside = ("contribution__engagement", "contribution__community")
    return _readable(programme, only_by).select_related(*beside).filter(ref=ref)


_NAMED, _OWN_NAMED = Prepared(_named), Prepared(_named)


def find_transcript(actor: Actor, programme: Programme, ref: str) -> Transcript:
    """The last revision with this reference, if this person may read it. Raises NotYours."""
    require(actor, "evidence.read_transcripts", programme)
    only_by = _only_by(actor, programme)
    if only_by is None:
        transcripts = _NAMED(programme=programme.pk, ref=ref)
    else:
        transcripts = _OWN_NAMED(programme=programme.pk, ref=ref, only_by=only_by)
    if not transcripts:
        raise NotYours("transcript")
    transcript: Transcript = transcripts[0]
    return transcript
