"""Confirmed transcripts that a person may read."""

from django.db.models import Exists, OuterRef, QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.base.errors import NotYours
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.evidence.transcripts.policies import reads_every_transcript, released
from saidanddone.programme.models import Programme


def readable_transcripts(actor: Actor, programme: Programme) -> QuerySet[Transcript]:
    """The last revision of every transcript this person may read."""
    require(actor, "evidence.read_transcripts", programme)
    newer = Transcript.objects.filter(
        contribution=OuterRef("contribution"), revision__gt=OuterRef("revision")
    )
    transcripts = Transcript.objects.filter(
        ~Exists(newer),
        released("contribution__"),
        contribution__programme=programme,
    )
    if not reads_every_transcript(actor, programme):
        transcripts = transcripts.filter(contribution__captured_by_id=actor.user_id)
    return transcripts


def find_transcript(actor: Actor, programme: Programme, ref: str) -> Transcript:
    """The last revision with this reference, if this person may read it. Raises NotYours."""
    transcript = (
        readable_transcripts(actor, programme)
        .select_related("contribution__engagement", "contribution__community")
        .filter(ref=ref)
        .first()
    )
    if transcript is None:
        raise NotYours("transcript")
    return transcript
