"""Marking passages and putting them under codes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.prepared import Prepared
from saidanddone.evidence import hooks
from saidanddone.evidence.coding import states, summaries
from saidanddone.evidence.coding.inputs import (
    PassageInput,
    RemoveCodingInput,
    SettleCodingInput,
)
from saidanddone.evidence.coding.models import Code, Coding, Excerpt
from saidanddone.evidence.coding.passages import new_excerpt
from saidanddone.evidence.coding.policies import may_be_coded, may_be_coded_from
from saidanddone.evidence.coding.queries.codebook import find_codes
from saidanddone.evidence.coding.taken_off import TakenOff
from saidanddone.evidence.transcripts.models import Transcript, Turn
from saidanddone.evidence.transcripts.policies import sent_back_turns
from saidanddone.evidence.transcripts.queries import find_transcript, readable_transcripts
from saidanddone.evidence.transcripts.spans import trim_span
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import KeyRing, key_ring_for


@dataclass(frozen=True)
class PassageToCode:
    """A span of a transcript, in code points, and the codes to put it under."""

    transcript: Transcript
    start: int
    end: int
    codes: tuple[Code, ...]


OpenTranscripts = dict[int, Transcript]  # by id, as this person may read them


@transaction.atomic
def code_passage(
    *,
    actor: Actor,
    programme: Programme,
    transcript: Transcript | str,
    details: PassageInput,
) -> Excerpt:
    """Mark a passage and put it under codes; marking the same passage again adds to it.

    White space at its ends is left out. A transcript may be given by its reference. Raises Refused for
    an empty span, no code, or words that may not be coded yet; NotYours for a transcript this person may
    not read.
    """
    require(actor, "evidence.code", programme)
    ref = transcript if isinstance(transcript, str) else transcript.ref
    readable = find_transcript(actor, programme, ref)
    codes = tuple(find_codes(actor, programme, details.code_refs))
    passage = PassageToCode(readable, details.start, details.end, codes)
    [excerpt] = _code(
        actor, programme, {readable.pk: readable}, [passage], "human", states.ACCEPTED
    )
    return excerpt


@transaction.atomic
def code_passages(
    *,
    actor: Actor,
    programme: Programme,
    passages: Sequence[PassageToCode],
    origin: str = "human",
    state: str = states.ACCEPTED,
) -> list[Excerpt]:
    """Mark many passages, counting once. What did not come from a person can only be suggested."""
    require(actor, "evidence.code", programme)
    if origin != "human" and state != states.SUGGESTED:
        raise Refused("What a machine found can only be suggested. A person accepts it.")
    transcripts = _readable_transcripts(actor, programme, passages)
    return _code(actor, programme, transcripts, passages, origin, state)


def _code(
    actor: Actor,
    programme: Programme,
    transcripts: OpenTranscripts,
    passages: Sequence[PassageToCode],
    origin: str,
    state: str,
) -> list[Excerpt]:
    """Mark passages of transcripts that this person may read."""
    _refuse_before_their_day(transcripts)
    _refuse_unless_codes(programme, passages)
    _refuse_where_sent_back(passages)
    contributions = {transcript.contribution_id for transcript in transcripts.values()}
    with summaries.communities_updated(programme, contributions):
        excerpts = _mark_all(transcripts, passages)
        _write_codings(actor, excerpts, passages, origin, state)
    codes = {code.pk for passage in passages for code in passage.codes}
    hooks.after_passages_coded(
        programme=programme, code_ids=codes, excerpt_ids=[excerpt.pk for excerpt in excerpts]
    )
    audit.record(
        actor=actor,
        act="evidence.code",
        about=programme,
        scope_ref=programme.ref,
        subject_keys=[
            key
            for transcript in transcripts.values()
            for key in transcript.contribution.person_keys
        ],
        count=len(passages),
    )
    return excerpts


@transaction.atomic
def remove_coding(
    *, actor: Actor, programme: Programme, excerpt: Excerpt, details: RemoveCodingInput
) -> TakenOff:
    """Take a passage off a code, whoever put it there; what stood, for `undo_remove_coding`. Raises NotYours.

    A passage left behind on an older revision goes with its last code, and the revision with its
    last passage: such words were corrected since, and nothing else needs them.
    """
    require(actor, "evidence.code", programme)
    readable_excerpt = _readable_excerpt(actor, programme, excerpt)
    [code] = find_codes(actor, programme, [details.code_ref])
    with summaries.communities_updated(programme, [readable_excerpt.transcript.contribution_id]):
        codings = Coding.objects.filter(excerpt=readable_excerpt, code=code)
        taken_off = TakenOff.of(actor, readable_excerpt, code, codings.select_related("coder"))
        if not taken_off.codings:
            raise NotYours("coding")
        codings.delete()
        pk = readable_excerpt.pk
        if not readable_excerpt.codings.exists():
            _delete_if_left_behind(readable_excerpt)
    hooks.after_passages_coded(programme=programme, code_ids={code.pk}, excerpt_ids=[pk])
    _audit(actor, programme, readable_excerpt, "evidence.remove_coding")
    return taken_off


@transaction.atomic
def settle_coding(
    *, actor: Actor, programme: Programme, excerpt: Excerpt, details: SettleCodingInput
) -> None:
    """Accept or reject every suggested coding of a passage under a code. Raises Refused, NotYours."""
    require(actor, "evidence.code", programme)
    readable_excerpt = _readable_excerpt(actor, programme, excerpt)
    [code] = find_codes(actor, programme, [details.code_ref])
    state = details.state
    codings = list(Coding.objects.filter(excerpt=readable_excerpt, code=code).select_for_update())
    if not codings:
        raise NotYours("coding")
    movable = [
        coding.pk
        for coding in codings
        if states.CODING_LIFECYCLE.move_between(coding.state, state) is not None
    ]
    if not movable:
        raise Refused(states.CODING_LIFECYCLE.why_no_move(codings[0].state, state))
    with summaries.communities_updated(programme, [readable_excerpt.transcript.contribution_id]):
        Coding.objects.filter(pk__in=movable).update(state=state)
    hooks.after_passages_coded(
        programme=programme, code_ids={code.pk}, excerpt_ids=[readable_excerpt.pk]
    )
    _audit(actor, programme, readable_excerpt, "evidence.settle_coding")


def _readable_transcripts(
    actor: Actor, programme: Programme, passages: Sequence[PassageToCode]
) -> OpenTranscripts:
    """The transcripts as this person may read them."""
    wanted = {passage.transcript.pk for passage in passages}
    readable = readable_transcripts(actor, programme).filter(pk__in=wanted)
    open_transcripts = {
        transcript.pk: transcript
        for transcript in readable.select_related("contribution__engagement")
    }
    if not wanted or open_transcripts.keys() != wanted:
        raise NotYours("transcript")
    return open_transcripts


def _refuse_before_their_day(transcripts: OpenTranscripts) -> None:
    for transcript in transcripts.values():
        if not may_be_coded(transcript.contribution):
            first = may_be_coded_from(transcript.contribution)
            raise Refused(
                "Nothing is coded for 7 days after an interview, so that the person may think "
                f"again. You can code this from {first.day} {first:%B %Y}."
            )


def _refuse_unless_codes(programme: Programme, passages: Sequence[PassageToCode]) -> None:
    if any(not passage.codes for passage in passages):
        raise Refused("Choose at least one code for this passage.")
    if any(code.programme_id != programme.pk for passage in passages for code in passage.codes):
        raise NotYours("code")


_SENT_BACK = Prepared(
    lambda transcript: (
        Turn.objects.filter(sent_back_turns(), transcript=transcript)
        .order_by()
        .values_list("transcript", "start", "end")
    )
)


def _refuse_where_sent_back(passages: Sequence[PassageToCode]) -> None:
    transcripts = {passage.transcript.pk for passage in passages}
    spans = [span for pk in transcripts for span in _SENT_BACK(transcript=pk)]
    if any(
        passage.transcript.pk == transcript and passage.start < end and passage.end > start
        for passage in passages
        for transcript, start, end in spans
    ):
        raise Refused(
            "Part of this passage was sent back, because someone could be known from it. Mark the words "
            "around it, or wait until it is put back."
        )


def _mark_all(transcripts: OpenTranscripts, passages: Sequence[PassageToCode]) -> list[Excerpt]:
    key_ring = key_ring_for(transcripts.values())
    texts = {pk: key_ring.unseal(transcript, "words") for pk, transcript in transcripts.items()}
    return [
        _mark(transcripts[passage.transcript.pk], texts[passage.transcript.pk], passage, key_ring)
        for passage in passages
    ]


def _write_codings(
    actor: Actor,
    excerpts: Sequence[Excerpt],
    passages: Sequence[PassageToCode],
    origin: str,
    state: str,
) -> None:
    """Save a coding for each passage and code. A suggestion changes no coding that is there."""
    pairs = {
        (excerpt.pk, code.pk)
        for excerpt, passage in zip(excerpts, passages, strict=True)
        for code in passage.codes
    }
    codings = [
        Coding(excerpt_id=excerpt, code_id=code, coder_id=actor.user_id, state=state, origin=origin)
        for excerpt, code in sorted(pairs)
    ]
    if state == states.SUGGESTED:
        Coding.objects.bulk_create(codings, ignore_conflicts=True)
        return
    Coding.objects.bulk_create(
        codings,
        update_conflicts=True,
        unique_fields=["excerpt", "code", "coder", "round"],
        update_fields=["state", "origin"],
    )


def _mark(transcript: Transcript, words: str, passage: PassageToCode, key_ring: KeyRing) -> Excerpt:
    if not 0 <= passage.start <= passage.end <= len(words):
        raise Refused("That passage does not lie within this text. Select it again.")
    start, end = trim_span(words, passage.start, passage.end)
    if start == end:
        raise Refused("Select the words you want to mark first.")
    excerpt = Excerpt.objects.filter(transcript=transcript, start=start, end=end).first()
    if excerpt is None:
        return new_excerpt(transcript, words, start, end, key_ring)
    excerpt.transcript = transcript
    return excerpt


def _readable_excerpt(actor: Actor, programme: Programme, excerpt: Excerpt) -> Excerpt:
    """The excerpt, if this person may read its transcript. Raises NotYours."""
    readable = readable_transcripts(actor, programme).values("contribution")
    readable_excerpt = (
        Excerpt.objects.filter(pk=excerpt.pk, transcript__contribution__in=readable)
        .select_related("transcript__contribution")
        .first()
    )
    if readable_excerpt is None:
        raise NotYours("excerpt")
    return readable_excerpt


def _delete_if_left_behind(excerpt: Excerpt) -> None:
    old = excerpt.transcript
    if not old.contribution.transcripts.filter(revision__gt=old.revision).exists():
        return
    excerpt.delete()
    if not old.excerpts.exists():
        old.delete()


def _audit(actor: Actor, programme: Programme, excerpt: Excerpt, act: str) -> None:
    audit.record(
        actor=actor,
        act=act,
        about=programme,
        scope_ref=programme.ref,
        subject_keys=excerpt.transcript.contribution.person_keys,
    )
