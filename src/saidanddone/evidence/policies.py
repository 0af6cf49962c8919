"""What may be done here, one plain sentence each, and what may be done with whose words."""

from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.base import clock
from saidanddone.listening.models import Contribution, Contributor
from saidanddone.listening.queries import with_consent
from saidanddone.programme.models import Programme

PERMISSIONS = {
    "evidence.confirm": "Confirm the transcripts of words you captured, and hide what could identify someone.",
    "evidence.read_transcripts": "Read confirmed transcripts of words you captured.",
    "evidence.read_every_transcript": "Read every confirmed transcript whose contributor agreed to themes.",
    "evidence.code": "Mark passages of transcripts you may read, put them under codes, and keep notes.",
    "evidence.manage_codebook": "Add, change, move and remove codes.",
    "evidence.manage_themes": "Gather codes into themes and name where two themes pull apart.",
    "evidence.see_themes": "See the themes, who raised them, and the passages with consent to quote.",
    "evidence.see_common_ground": "See what different communities both say, and where they differ.",
    "evidence.run_common_ground": "Work out the common ground again.",
}

DAYS_BEFORE_CODING: Final = 7
"""Nothing is coded for 7 days after an interview, so that a person may still think again."""

THEMES: Final = "use_in_themes"


def reads_every_transcript(actor: Actor, programme: Programme) -> bool:
    """Whether they read the whole released layer, or only words they captured themselves."""
    return is_allowed(actor, "evidence.read_every_transcript", programme)


def may_be_coded_from(contribution: Contribution) -> date:
    """The first day on which this contribution may be coded."""
    engagement = contribution.engagement
    if engagement.kind == "peer_interview":
        return engagement.held_on + timedelta(days=DAYS_BEFORE_CODING)
    return engagement.held_on


def may_be_coded(contribution: Contribution) -> bool:
    return clock.today() >= may_be_coded_from(contribution)


def agreeing(programme: Programme, *uses: str) -> QuerySet[Contributor]:
    """Contributors of the programme who are active and have given every one of these uses."""
    who = Contributor.objects.filter(programme=programme, state="active")
    for use in uses:
        who = who.filter(pk__in=with_consent(use))
    return who


def released(path: str = "") -> Q:
    """Words in use, as a condition: not stopped; a table's or the room's, or a person's who is
    active and agrees to themes. `path` leads to the contribution ("transcript__contribution__").
    """
    agreed = with_consent(THEMES).filter(pk=OuterRef(f"{path}contributor"))
    return Q(**{f"{path}is_stopped": False}) & (
        Q(**{f"{path}contributor__isnull": True}) | Q(Exists(agreed))
    )


def may_be_quoted(use: str, path: str = "") -> Q:
    """Passages that may be quoted today, as a condition: one person's own words, in use, with their
    consent to this use. `path` leads to the passage ("excerpt__").
    """
    said_in = f"{path}transcript__contribution__"
    agreed = with_consent(use).filter(pk=OuterRef(f"{said_in}contributor"))
    return Q(released(said_in), Exists(agreed), **{f"{path}is_quotable": True})
