"""The list of transcripts to read and code, and how many nobody has marked."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.base import clock
from saidanddone.evidence.coding.distinct_counts import count_distinct
from saidanddone.evidence.coding.models import Coding
from saidanddone.evidence.coding.policies import DAYS_BEFORE_CODING, may_be_coded, may_be_coded_from
from saidanddone.evidence.coding.states import STANDING
from saidanddone.evidence.transcripts.models import Transcript, Turn
from saidanddone.evidence.transcripts.queries import readable_transcripts
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import programmes_where


@dataclass(frozen=True)
class ReadableRow:
    """A transcript in the list, with how many passages are marked in it."""

    ref: str
    engagement: str
    community: str
    voice: str
    held_on: date
    turns: int
    marked: int
    may_be_coded_from: date | None  # None: it may be coded now


def unread(transcripts: QuerySet[Transcript]) -> QuerySet[Transcript]:
    """Those in which nobody has marked anything; what was only suggested is not marked."""
    return transcripts.filter(~Exists(_marked()))


def _marked() -> QuerySet[Coding]:
    return Coding.objects.filter(excerpt__transcript=OuterRef("pk"), state__in=STANDING)


def ready_to_code(transcripts: QuerySet[Transcript]) -> QuerySet[Transcript]:
    """Those that may be coded today (`policies.may_be_coded`, as a condition)."""
    latest = clock.today() - timedelta(days=DAYS_BEFORE_CODING)
    interviews = Q(contribution__engagement__kind="peer_interview")
    too_new = Q(interviews, contribution__engagement__held_on__gt=latest)
    ahead = Q(~interviews, contribution__engagement__held_on__gt=clock.today())
    return transcripts.exclude(too_new | ahead)


def transcripts_to_read(actor: Actor, programme: Programme) -> QuerySet[Transcript]:
    """The list, those nobody has marked first; make rows of a page of it with `readable_row`."""
    turns = Turn.objects.filter(transcript=OuterRef("pk"))
    return (
        readable_transcripts(actor, programme)
        .select_related("contribution__engagement", "contribution__community")
        .annotate(
            turn_count=count_distinct(turns, "pk"), marked=count_distinct(_marked(), "excerpt")
        )
        .order_by("marked", "contribution__engagement__held_on", "pk")
    )


def readable_row(transcript: Transcript) -> ReadableRow:
    contribution = transcript.contribution
    return ReadableRow(
        ref=transcript.ref,
        engagement=contribution.engagement.title,
        community=contribution.community.name,
        voice=contribution.get_voice_display(),
        held_on=contribution.engagement.held_on,
        turns=transcript.turn_count,  # type: ignore[attr-defined]
        marked=transcript.marked,  # type: ignore[attr-defined]
        may_be_coded_from=None if may_be_coded(contribution) else may_be_coded_from(contribution),
    )


def unread_by_programme(actor: Actor) -> dict[str, int]:
    """How many transcripts that may be coded now nobody has marked. A query a programme, and one."""
    if not is_allowed(actor, "evidence.code"):
        return {}
    counts = {}
    for programme in programmes_where(actor, "evidence.code"):
        ready = ready_to_code(unread(readable_transcripts(actor, programme)))
        if count := ready.count():
            counts[programme.slug] = count
    return counts
