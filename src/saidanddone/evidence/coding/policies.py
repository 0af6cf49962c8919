"""What may be coded, when, and what may be quoted of it."""

from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.base import clock, hooks
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.evidence.transcripts.policies import (
    DAYS_BEFORE_CODING,
    released,
    touches_sent_back,
)
from saidanddone.listening.models import Contribution
from saidanddone.listening.queries import with_consent
from saidanddone.programme.models import Programme

PERMISSIONS = {
    "evidence.code": "Mark passages of transcripts you may read, put them under codes, and keep notes.",
    "evidence.manage_codebook": "Add, change, move and remove codes.",
    "evidence.take_copies": "Take a copy of passages whose person agreed to quotes in papers, saying for whom and what for.",
    "evidence.keep_copies": "See which copies of passages were given out, and say that someone was told to destroy one.",
}

IN_PAPERS: Final = "quote_without_name_in_papers"
FEWEST_VOICES: Final = (
    8  # in a copy, and of a community that it names; among fewer, one is easily guessed
)


def may_code(actor: Actor, programme: Programme) -> bool:
    return is_allowed(actor, "evidence.code", programme)


def may_be_coded_from(contribution: Contribution) -> date:
    """The first day on which this contribution may be coded."""
    engagement = contribution.engagement
    if engagement.kind == "peer_interview":
        return engagement.held_on + timedelta(days=DAYS_BEFORE_CODING)
    return engagement.held_on


def may_be_coded(contribution: Contribution) -> bool:
    return clock.today() >= may_be_coded_from(contribution)


def may_take_copies(actor: Actor, programme: Programme) -> bool:
    return is_allowed(actor, "evidence.take_copies", programme)


def may_leave() -> Q:
    """Passages that may leave in a copy, as a condition: with consent to papers, and none that rests."""
    condition = may_be_quoted(IN_PAPERS)
    for at_rest in hooks.passages_at_rest():
        condition &= ~Q(at_rest)
    return condition


def may_be_quoted(use: str, path: str = "") -> Q:
    """Passages that may be quoted today, as a condition: one person's own words, in use, not corrected
    since, not sent back, with their consent to this use. `path` leads to the passage ("excerpt__").
    """
    said_in = f"{path}transcript__contribution__"
    agreed = with_consent(use).filter(pk=OuterRef(f"{said_in}contributor"))
    corrected = Transcript.objects.filter(
        contribution=OuterRef(f"{path}transcript__contribution"),
        revision__gt=OuterRef(f"{path}transcript__revision"),
    )
    return Q(
        released(said_in),
        Exists(agreed),
        ~Exists(corrected),
        ~touches_sent_back(path),
        **{f"{path}is_quotable": True},
    )
