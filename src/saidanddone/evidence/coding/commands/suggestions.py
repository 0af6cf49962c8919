"""Suggest passages for a code by a search for words. A person accepts or rejects each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.folding import find_words, fold
from saidanddone.evidence.coding.commands.passages import PassageToCode, code_passages
from saidanddone.evidence.coding.inputs import SearchInput
from saidanddone.evidence.coding.models import Code, Excerpt
from saidanddone.evidence.coding.queries.transcript_list import ready_to_code
from saidanddone.evidence.coding.states import SUGGESTED
from saidanddone.evidence.transcripts.models import Transcript, Turn
from saidanddone.evidence.transcripts.policies import sent_back_turns
from saidanddone.evidence.transcripts.queries import readable_transcripts
from saidanddone.evidence.transcripts.spans import sentence_around
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import KeyRing, key_ring_for

AT_MOST = 200  # suggestions made in one go: more, and nobody would look at each
READ_AT_ONCE = 500

Span = tuple[int, int]


@dataclass(frozen=True)
class Suggested:
    """How many passages were suggested, in how many transcripts looked through; `stopped_early`
    when there may be more than are suggested in one go."""

    passages: int
    transcripts: int
    stopped_early: bool


@dataclass(frozen=True)
class WordsFound:
    """The passages that were found, not yet kept; how many transcripts were opened; whose they were."""

    passages: tuple[PassageToCode, ...]
    transcripts: int
    person_keys: frozenset[str]


def look_for_words(
    *, actor: Actor, programme: Programme, code: Code, details: SearchInput
) -> WordsFound:
    """Find, for a code, every sentence that has one of these words as a whole word, however it is spelled.

    Looks in memory through what this person may read and code today; the interviewer's words, and
    sentences that were suggested for this code or put under it before, are passed over. What was
    looked for is kept nowhere. Writes nothing and shows nothing: `suggest` keeps what was found and
    records that it was looked for. Apart from it, because each transcript is opened, and on SQLite
    a transaction would keep everyone else from writing meanwhile.
    """
    require(actor, "evidence.code", programme)
    if code.programme_id != programme.pk:
        raise NotYours("code")
    phrases = [phrase for phrase in details.words if phrase]
    if not phrases:
        raise Refused("Write at least one word to look for.")
    return _look_through(actor, programme, code, phrases)


@transaction.atomic
def suggest(*, actor: Actor, programme: Programme, code: Code, matches: WordsFound) -> Suggested:
    """Suggest the passages of a search, without those deleted or marked since."""
    require(actor, "evidence.code", programme)
    if code.programme_id != programme.pk:
        raise NotYours("code")
    passages = _still_free(actor, programme, code, matches.passages)
    audit.record(
        actor=actor,
        act="evidence.look_for_words",
        about=code,
        scope_ref=programme.ref,
        subject_keys=matches.person_keys,
        count=max(1, matches.transcripts),
    )
    if passages:
        code_passages(
            actor=actor, programme=programme, passages=passages, origin="keyword", state=SUGGESTED
        )
    return Suggested(len(passages), matches.transcripts, len(matches.passages) == AT_MOST)


def _still_free(
    actor: Actor, programme: Programme, code: Code, passages: Sequence[PassageToCode]
) -> list[PassageToCode]:
    touched = {passage.transcript.pk for passage in passages}
    ready = ready_to_code(readable_transcripts(actor, programme))
    readable = {transcript.pk: transcript for transcript in ready.filter(pk__in=touched)}
    taken = _taken_by(code, readable.values())
    return [
        passage
        for passage in passages
        if passage.transcript.pk in readable
        and not _overlaps((passage.start, passage.end), taken[passage.transcript.pk])
    ]


def _look_through(
    actor: Actor, programme: Programme, code: Code, phrases: Sequence[str]
) -> WordsFound:
    passages: list[PassageToCode] = []
    opened = 0
    person_keys: set[str] = set()
    for batch in _batches(actor, programme):
        key_ring = key_ring_for(batch)
        turns, taken = _turns_of(batch), _taken_by(code, batch)
        for transcript in batch:
            if len(passages) == AT_MOST:
                return WordsFound(tuple(passages), opened, frozenset(person_keys))
            if not key_ring.opens(transcript.key_ref):
                continue
            opened += 1
            if transcript.contribution.contributor_id:
                person_keys.add(transcript.key_ref)
            spans = _sentences(transcript, key_ring, turns[transcript.pk], phrases)
            free = [span for span in spans if not _overlaps(span, taken[transcript.pk])]
            room = AT_MOST - len(passages)
            passages += [PassageToCode(transcript, *span, (code,)) for span in free[:room]]
    return WordsFound(tuple(passages), opened, frozenset(person_keys))


def _batches(actor: Actor, programme: Programme) -> Iterator[list[Transcript]]:
    ready = ready_to_code(readable_transcripts(actor, programme)).select_related("contribution")
    last = 0
    while batch := list(ready.filter(pk__gt=last).order_by("pk")[:READ_AT_ONCE]):
        yield batch
        last = batch[-1].pk


def _turns_of(transcripts: Iterable[Transcript]) -> dict[int, list[Span]]:
    """Where people spoke, by transcript: the interviewer's turns and those sent back are left out."""
    turns: dict[int, list[Span]] = defaultdict(list)
    spoken = Turn.objects.filter(~sent_back_turns(), transcript__in=transcripts).exclude(speaker=0)
    for transcript, start, end in spoken.values_list("transcript", "start", "end"):
        turns[transcript].append((start, end))
    return turns


def _taken_by(code: Code, transcripts: Iterable[Transcript]) -> dict[int, list[Span]]:
    """By transcript, the spans under the code, suggested for it or rejected for it."""
    taken: dict[int, list[Span]] = defaultdict(list)
    excerpts = Excerpt.objects.filter(transcript__in=transcripts, codings__code=code).distinct()
    for transcript, start, end in excerpts.values_list("transcript", "start", "end"):
        taken[transcript].append((start, end))
    return taken


def _sentences(
    transcript: Transcript, key_ring: KeyRing, turns: Iterable[Span], phrases: Iterable[str]
) -> list[Span]:
    """The sentences that hold one of the phrases, each once, in their order."""
    words = key_ring.unseal(transcript, "words")
    folded = fold(words)
    hits = [hit for phrase in phrases for hit in find_words(folded, phrase)]
    return sorted(
        {
            sentence_around(words, start, end, turn)
            for start, end in hits
            for turn in turns
            if turn[0] <= start and end <= turn[1]
        }
    )


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and span[1] > start for start, end in others)
