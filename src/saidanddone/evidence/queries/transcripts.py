"""Confirmed transcripts: which may be read, and one opened to read and code."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed, require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import NotYours
from saidanddone.evidence.counting import count_of
from saidanddone.evidence.models import Code, Coding, Excerpt, Transcript, Turn
from saidanddone.evidence.policies import (
    DAYS_BEFORE_CODING,
    may_be_coded,
    may_be_coded_from,
    reads_every_transcript,
    released,
)
from saidanddone.evidence.queries.excerpts import hard_to_read
from saidanddone.evidence.queries.memos import MemoShown, memos_on_transcript
from saidanddone.evidence.states import ACCEPTED, STANDING, SUGGESTED
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import KeyDestroyed, KeyRing

REMEMBERED = 5  # codes the palette keeps at hand


@dataclass(frozen=True)
class ReadableRow:
    """A transcript in the list; `marked` passages stand in it."""

    ref: str
    engagement: str
    community: str
    voice: str
    held_on: date
    turns: int
    marked: int
    may_be_coded_from: date | None  # None: it may be coded now


@dataclass(frozen=True)
class Mark:
    """A coded passage of the open transcript."""

    ref: str
    start: int
    end: int
    is_quotable: bool
    codings: tuple[Coding, ...]


@dataclass(frozen=True)
class LeftBehind:
    """A passage of an older revision whose words stand nowhere in the last one."""

    ref: str
    quote: str
    is_sensitive: bool
    codings: tuple[Coding, ...]


@dataclass(frozen=True)
class Reading:
    """A transcript opened: its words, turns and marked passages."""

    transcript: Transcript
    words: str
    turns: tuple[Turn, ...]
    marks: tuple[Mark, ...]
    left_behind: tuple["LeftBehind", ...]
    memos: tuple[MemoShown, ...]
    recent_codes: tuple[str, ...]  # references, the last used first
    may_code: bool
    may_cover: bool
    coded_from: date
    may_correct: bool


def readable_transcripts(actor: Actor, programme: Programme) -> QuerySet[Transcript]:
    """The last revision of every transcript this person may read."""
    require(actor, "evidence.read_transcripts", programme)
    newer = Transcript.objects.filter(
        contribution=OuterRef("contribution"), revision__gt=OuterRef("revision")
    )
    held = Transcript.objects.filter(
        ~Exists(newer),
        released("contribution__"),
        contribution__programme=programme,
    )
    if not reads_every_transcript(actor, programme):
        held = held.filter(contribution__captured_by_id=actor.user_id)
    return held


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
        .annotate(turn_count=count_of(turns, "pk"), marked=count_of(_marked(), "excerpt"))
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


def find_excerpt(actor: Actor, programme: Programme, transcript: Transcript, ref: str) -> Excerpt:
    """A passage of this contribution, on whichever revision it stands. Raises NotYours."""
    require(actor, "evidence.code", programme)
    excerpt = Excerpt.objects.filter(
        transcript__contribution=transcript.contribution_id, ref=ref
    ).first()
    if excerpt is None:
        raise NotYours("excerpt")
    return excerpt


@transaction.atomic
def open_to_read(actor: Actor, programme: Programme, ref: str) -> Reading:
    """A transcript with its marks; audited as a reading of that person. Raises NotYours."""
    transcript = find_transcript(actor, programme, ref)
    contribution = transcript.contribution
    audit.record(
        actor=actor,
        act="evidence.read_transcript",
        about=contribution.engagement,
        programme_ref=programme.ref,
        subject_keys=[transcript.key_ref] if contribution.contributor_id else [],
    )
    ring = KeyRing([transcript.key_ref])
    try:
        words = ring.unseal(transcript, "words")
    except KeyDestroyed:
        raise NotYours("transcript") from None
    excerpts = Excerpt.objects.filter(transcript__contribution=contribution)
    here = [each for each in excerpts if each.transcript_id == transcript.pk]
    behind = [each for each in excerpts if each.transcript_id != transcript.pk]
    return Reading(
        transcript=transcript,
        words=words,
        turns=tuple(transcript.turns.all()),
        marks=_marks(here),
        left_behind=_left_behind(behind, ring),
        memos=memos_on_transcript(actor, programme, transcript),
        recent_codes=_recent_codes(actor, programme),
        may_code=may_code(actor, programme) and may_be_coded(contribution),
        may_cover=may_code(actor, programme),
        coded_from=may_be_coded_from(contribution),
        may_correct=may_correct(actor, programme, transcript),
    )


def may_confirm(actor: Actor, programme: Programme) -> bool:
    return is_allowed(actor, "evidence.confirm", programme)


def may_code(actor: Actor, programme: Programme) -> bool:
    return is_allowed(actor, "evidence.code", programme)


def may_correct(actor: Actor, programme: Programme, transcript: Transcript) -> bool:
    """Whoever captured the words corrects them."""
    is_theirs = transcript.contribution.captured_by_id == actor.user_id
    return is_theirs and may_confirm(actor, programme)


def _marks(excerpts: list[Excerpt]) -> tuple[Mark, ...]:
    codings = defaultdict(list)
    shown = Coding.objects.filter(excerpt__in=excerpts, state__in=(ACCEPTED, SUGGESTED))
    for coding in shown.select_related("code", "coder").order_by("pk"):
        codings[coding.excerpt_id].append(coding)
    marked = sorted(excerpts, key=lambda each: (each.start, -each.end))
    return tuple(
        Mark(each.ref, each.start, each.end, each.is_quotable, tuple(codings[each.pk]))
        for each in marked
        if codings[each.pk]
    )


def _left_behind(excerpts: list[Excerpt], ring: KeyRing) -> tuple[LeftBehind, ...]:
    if not excerpts:
        return ()
    held = {each.ref: each for each in excerpts}
    sensitive = hard_to_read(excerpts)
    return tuple(
        LeftBehind(
            mark.ref,
            ring.unseal(held[mark.ref], "quote"),
            held[mark.ref].pk in sensitive,
            mark.codings,
        )
        for mark in _marks(excerpts)
    )


def _recent_codes(actor: Actor, programme: Programme) -> tuple[str, ...]:
    """The codes this person used last: the palette remembers five."""
    by_hand = {"codings__coder_id": actor.user_id, "codings__origin": "human"}
    used = Code.objects.filter(programme=programme, **by_hand)
    last = used.annotate(last=Max("codings__pk", filter=Q(**by_hand)))
    return tuple(last.order_by("-last").values_list("ref", flat=True)[:REMEMBERED])
