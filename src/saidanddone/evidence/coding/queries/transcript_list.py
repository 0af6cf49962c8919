"""The list of transcripts to read and code, and how many nobody has marked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Exists, OuterRef, QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.evidence.coding.distinct_counts import count_distinct
from saidanddone.evidence.coding.models import Coding
from saidanddone.evidence.coding.policies import may_be_coded, may_be_coded_from
from saidanddone.evidence.coding.states import STANDING
from saidanddone.evidence.transcripts.models import Transcript, Turn
from saidanddone.evidence.transcripts.policies import days_are_over
from saidanddone.evidence.transcripts.queries import readable_transcripts
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import programmes_where


@dataclass(frozen=True)
class ReadableRow:
    """A transcript in the list, with how many passages are marked in it."""

    ref: str
    number: int
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
    return transcripts.filter(days_are_over("contribution__"))


MARKED: Final = "marked"
TO_MARK: Final = "to_mark"
WAITING: Final = "waiting"
STANDINGS: Final = {
    TO_MARK: "Nothing marked yet",
    MARKED: "Passages marked",
    WAITING: "Can be marked later",
}
"""How far the reading of a transcript is."""


@dataclass(frozen=True)
class SameStanding:
    """How many transcripts of a community are as far as each other."""

    community: tuple[str, str]  # reference and name
    standing: str
    transcripts: int


def how_far_read(actor: Actor, programme: Programme) -> list[SameStanding]:
    """The transcripts this person may read, counted by community and by how far they are. One query."""
    counted = (
        readable_transcripts(actor, programme)
        .annotate(is_marked=Exists(_marked()), is_waiting=~days_are_over("contribution__"))
        .values_list(
            "contribution__community__ref",
            "contribution__community__name",
            "is_marked",
            "is_waiting",
        )
        .annotate(many=Count("pk"))
        .order_by("contribution__community__position", "is_marked", "is_waiting")
    )
    return [
        SameStanding((community, name), _standing(is_marked, is_waiting), many)
        for community, name, is_marked, is_waiting, many in counted
    ]


def _standing(is_marked: bool, is_waiting: bool) -> str:
    if is_marked:
        return MARKED
    return WAITING if is_waiting else TO_MARK


def narrowed(transcripts: QuerySet[Transcript], chosen: Mapping[str, str]) -> QuerySet[Transcript]:
    """Those of the chosen `community` (its reference) and `standing`; all where nothing is chosen."""
    if community := chosen.get("community"):
        transcripts = transcripts.filter(contribution__community__ref=community)
    match chosen.get("standing"):
        case "marked":
            return transcripts.filter(Exists(_marked()))
        case "to_mark":
            return ready_to_code(unread(transcripts))
        case "waiting":
            return unread(transcripts).filter(~days_are_over("contribution__"))
    return transcripts


def transcripts_to_read(
    actor: Actor, programme: Programme, chosen: Mapping[str, str] | None = None
) -> QuerySet[Transcript]:
    """The list, those nobody has marked first; make rows of a page of it with `readable_row`."""
    turns = Turn.objects.filter(transcript=OuterRef("pk"))
    return (
        narrowed(readable_transcripts(actor, programme), chosen or {})
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
        number=contribution.number,  # type: ignore[arg-type]  # every confirmed one has a number
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
