"""What may be done with transcripts, one plain sentence each, and whose words are in use."""

from datetime import timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.base import clock
from saidanddone.base.lifecycle import Capacity
from saidanddone.evidence.transcripts.models import SentBack, Transcript, Turn
from saidanddone.evidence.transcripts.states import CORRECTOR, OPEN
from saidanddone.listening.queries import with_consent
from saidanddone.programme.models import Programme

PERMISSIONS = {
    "evidence.confirm": "Confirm the transcripts of words you captured, and hide what could identify someone.",
    "evidence.read_transcripts": "Read confirmed transcripts of words you captured.",
    "evidence.read_every_transcript": "Read every confirmed transcript whose contributor agreed to themes.",
}

USE_IN_THEMES: Final = "use_in_themes"

DAYS_BEFORE_CODING: Final = 7
"""Nothing is coded for 7 days after an interview, so that a person may still think again."""


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


def days_are_over(path: str = "") -> Q:
    """Words that may be coded today, as a condition. `path` leads to the contribution."""
    held_on = f"{path}engagement__held_on__lte"
    interview = Q(**{f"{path}engagement__kind": "peer_interview"})
    today = clock.today()
    latest = today - timedelta(days=DAYS_BEFORE_CODING)
    return Q(interview, **{held_on: latest}) | Q(~interview, **{held_on: today})


def capacities(actor: Actor, programme: Programme, transcript: Transcript) -> tuple[Capacity, ...]:
    """What this person is to a turn that was sent back."""
    return (CORRECTOR,) if may_correct(actor, programme, transcript) else ()


def sent_back_turns() -> Exists:
    """Of turns: whether someone sent it back and nobody settled it."""
    return Exists(
        SentBack.objects.filter(
            state=OPEN,
            contribution=OuterRef("transcript__contribution"),
            number=OuterRef("number"),
        )
    )


def touches_sent_back(path: str = "") -> Exists:
    """Of passages: whether one touches a turn that was sent back and is not settled.

    Nobody reads, quotes or releases such a passage. `path` leads to it ("excerpt__").
    """
    turn = Turn.objects.filter(
        transcript=OuterRef(OuterRef(f"{path}transcript")),
        number=OuterRef("number"),
        start__lt=OuterRef(OuterRef(f"{path}end")),
        end__gt=OuterRef(OuterRef(f"{path}start")),
    )
    return Exists(
        SentBack.objects.filter(
            Exists(turn), state=OPEN, contribution=OuterRef(f"{path}transcript__contribution")
        )
    )
