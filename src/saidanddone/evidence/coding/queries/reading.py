"""A confirmed transcript opened to read and code, with its passages, codes and notes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours
from saidanddone.base.prepared import Prepared
from saidanddone.evidence.coding.models import Code, Coding, Excerpt
from saidanddone.evidence.coding.policies import may_be_coded, may_be_coded_from, may_code
from saidanddone.evidence.coding.queries.memos import MemoShown, memos_on_transcript
from saidanddone.evidence.coding.queries.passages import hard_to_read
from saidanddone.evidence.coding.states import ACCEPTED, SUGGESTED
from saidanddone.evidence.transcripts.models import Transcript, Turn
from saidanddone.evidence.transcripts.policies import (
    may_correct,
    sent_back_turns,
    touches_sent_back,
)
from saidanddone.evidence.transcripts.queries import find_transcript
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import KeyDestroyed, KeyRing

REMEMBERED = 5  # codes at the top of the palette


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
    """A passage of an older revision whose words are not in the last one."""

    ref: str
    quote: str
    is_sensitive: bool
    codings: tuple[Coding, ...]


@dataclass(frozen=True)
class OpenTurns:
    """Turns of a transcript, opened, with the marked passages that touch them.

    The words of the whole transcript stand beside them, so that places need no shifting; those of a turn
    that was sent back are blank.
    """

    transcript: Transcript
    words: str
    turns: tuple[Turn, ...]
    sent_back: frozenset[int]  # numbers of turns
    marks: tuple[Mark, ...]
    may_code: bool
    may_cover: bool
    may_correct: bool


@dataclass(frozen=True)
class Reading(OpenTurns):
    """A whole transcript opened to read and code."""

    left_behind: tuple["LeftBehind", ...]
    memos: tuple[MemoShown, ...]
    recent_codes: tuple[str, ...]  # references, the last used first
    coded_from: date


def find_excerpt(actor: Actor, programme: Programme, transcript: Transcript, ref: str) -> Excerpt:
    """A passage of this contribution, on any revision. Raises NotYours."""
    require(actor, "evidence.code", programme)
    excerpt = Excerpt.objects.filter(
        transcript__contribution=transcript.contribution_id, ref=ref
    ).first()
    if excerpt is None:
        raise NotYours("excerpt")
    return excerpt


def first_turn_of(excerpt: Excerpt) -> int:
    """The number of the turn where a passage begins, on its revision."""
    turns = Turn.objects.filter(transcript=excerpt.transcript_id, end__gt=excerpt.start)
    return turns.values_list("number", flat=True).order_by("number").first() or 1


@transaction.atomic
def open_to_read(actor: Actor, programme: Programme, ref: str) -> Reading:
    """A transcript with its marks; audited as a reading of that person. Raises NotYours."""
    transcript = find_transcript(actor, programme, ref)
    contribution = transcript.contribution
    audit.record(
        actor=actor,
        act="evidence.read_transcript",
        about=contribution.engagement,
        scope_ref=programme.ref,
        subject_keys=contribution.person_keys,
    )
    key_ring = KeyRing([transcript.key_ref])
    try:
        words = key_ring.unseal(transcript, "words")
    except KeyDestroyed:
        raise NotYours("transcript") from None
    excerpts = Excerpt.objects.filter(~touches_sent_back(), transcript__contribution=contribution)
    turns = tuple(transcript.turns.annotate(is_sent_back=sent_back_turns()))
    words, sent_back = _without_sent_back(words, turns)
    on_this_revision = [excerpt for excerpt in excerpts if excerpt.transcript_id == transcript.pk]
    on_older_revisions = [excerpt for excerpt in excerpts if excerpt.transcript_id != transcript.pk]
    return Reading(
        transcript=transcript,
        words=words,
        turns=turns,
        sent_back=sent_back,
        marks=_marks(on_this_revision),
        left_behind=_left_behind(on_older_revisions, key_ring),
        memos=memos_on_transcript(actor, programme, transcript),
        recent_codes=recent_codes(actor, programme),
        may_code=may_code(actor, programme) and may_be_coded(contribution),
        may_cover=may_code(actor, programme),
        coded_from=may_be_coded_from(contribution),
        may_correct=may_correct(actor, programme, transcript),
    )


def open_turns(
    actor: Actor, programme: Programme, transcript: Transcript, start: int, end: int
) -> OpenTurns:
    """The turns that a span touches, for whoever just wrote there, in the transaction of what they wrote:
    its entry in the audit names the person. Raises NotYours."""
    require(actor, "evidence.code", programme)
    span = {"transcript": transcript.pk, "start": start, "end": end}
    turns = tuple(_TURNS(**span))
    try:
        whole = KeyRing([transcript.key_ref]).unseal(transcript, "words")
    except KeyDestroyed:
        raise NotYours("transcript") from None
    words, sent_back = _without_sent_back(whole, turns)
    whole_turns = {
        "start": min((turn.start for turn in turns), default=0),
        "end": max((turn.end for turn in turns), default=0),
    }
    codings = _CODINGS(transcript=transcript.pk, **whole_turns)
    return OpenTurns(
        transcript=transcript,
        words=words,
        turns=turns,
        sent_back=sent_back,
        marks=_marks_of(codings),
        may_code=True,
        may_cover=True,
        may_correct=may_correct(actor, programme, transcript),
    )


def _without_sent_back(words: str, turns: tuple[Turn, ...]) -> tuple[str, frozenset[int]]:
    """The words with turns that were sent back blank, and the numbers of those; turns say which they are."""
    sent_back = [turn for turn in turns if turn.is_sent_back]  # type: ignore[attr-defined]
    for turn in sent_back:
        words = f"{words[: turn.start]}{' ' * (turn.end - turn.start)}{words[turn.end :]}"
    return words, frozenset(turn.number for turn in sent_back)


def _turns_within(transcript: int, start: int, end: int) -> QuerySet[Turn]:
    touched = Turn.objects.filter(transcript=transcript, start__lt=end, end__gt=start)
    return touched.annotate(is_sent_back=sent_back_turns())


def _codings_within(transcript: int, start: int, end: int) -> QuerySet[Coding]:
    over = {"transcript": transcript, "start__lt": end, "end__gt": start}
    return _shown(Excerpt.objects.filter(~touches_sent_back(), **over))


_TURNS, _CODINGS = Prepared(_turns_within), Prepared(_codings_within)


def _shown(excerpts: Iterable[Excerpt]) -> QuerySet[Coding]:
    codings = Coding.objects.filter(excerpt__in=excerpts, state__in=(ACCEPTED, SUGGESTED))
    return codings.select_related("code", "coder", "excerpt").order_by("pk")


def _marks(excerpts: list[Excerpt]) -> tuple[Mark, ...]:
    return _marks_of(_shown(excerpts))


def _marks_of(codings: Iterable[Coding]) -> tuple[Mark, ...]:
    """Codings, with their passages, as the marks that they make."""
    by_passage: dict[int, list[Coding]] = defaultdict(list)
    for coding in codings:
        by_passage[coding.excerpt_id].append(coding)
    marks = [
        Mark(
            its[0].excerpt.ref,
            its[0].excerpt.start,
            its[0].excerpt.end,
            its[0].excerpt.is_quotable,
            tuple(its),
        )
        for its in by_passage.values()
    ]
    return tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def _left_behind(excerpts: list[Excerpt], key_ring: KeyRing) -> tuple[LeftBehind, ...]:
    if not excerpts:
        return ()
    by_ref = {excerpt.ref: excerpt for excerpt in excerpts}
    sensitive = hard_to_read(excerpts)
    return tuple(
        LeftBehind(
            mark.ref,
            key_ring.unseal(by_ref[mark.ref], "quote"),
            by_ref[mark.ref].pk in sensitive,
            mark.codings,
        )
        for mark in _marks(excerpts)
    )


def recent_codes(actor: Actor, programme: Programme) -> tuple[str, ...]:
    """The references of the codes this person used last, for the top of the palette."""
    by_hand = {"codings__coder_id": actor.user_id, "codings__origin": "human"}
    used = Code.objects.filter(programme=programme, **by_hand)
    last = used.annotate(last=Max("codings__pk", filter=Q(**by_hand)))
    return tuple(last.order_by("-last").values_list("ref", flat=True)[:REMEMBERED])
