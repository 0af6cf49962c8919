"""What may be done with transcripts, one plain sentence each, and whose words are in use."""

from typing import Final

from django.db.models import Exists, OuterRef, Q

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening.queries import with_consent
from saidanddone.programme.models import Programme

PERMISSIONS = {
    "evidence.confirm": "Confirm the transcripts of words you captured, and hide what could identify someone.",
    "evidence.read_transcripts": "Read confirmed transcripts of words you captured.",
    "evidence.read_every_transcript": "Read every confirmed transcript whose contributor agreed to themes.",
}

USE_IN_THEMES: Final = "use_in_themes"


def reads_every_transcript(actor: Actor, programme: Programme) -> bool:
    """Whether they read the whole released layer, or only words they captured themselves."""
    return is_allowed(actor, "evidence.read_every_transcript", programme)


def may_confirm(actor: Actor, programme: Programme) -> bool:
    return is_allowed(actor, "evidence.confirm", programme)


def may_correct(actor: Actor, programme: Programme, transcript: Transcript) -> bool:
    """Whoever captured the words corrects them."""
    is_theirs = transcript.contribution.captured_by_id == actor.user_id
    return is_theirs and may_confirm(actor, programme)


def released(path: str = "") -> Q:
    """Words in use, as a condition: not stopped; a table's or the room's, or a person's who is
    active and agrees to themes. `path` leads to the contribution ("transcript__contribution__").
    """
    agreed = with_consent(USE_IN_THEMES).filter(pk=OuterRef(f"{path}contributor"))
    return Q(**{f"{path}is_stopped": False}) & (
        Q(**{f"{path}contributor__isnull": True}) | Q(Exists(agreed))
    )
