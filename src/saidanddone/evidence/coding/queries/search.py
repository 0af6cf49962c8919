"""Looking for words through confirmed transcripts: in memory, and what is looked for is kept nowhere."""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from saidanddone.access.actors import Actor
from saidanddone.audit import commands as audit
from saidanddone.base.errors import Refused
from saidanddone.base.folding import find_words, fold, folded_words
from saidanddone.evidence.coding.in_turns import Span, TurnShown, turns_around
from saidanddone.evidence.coding.queries.transcript_list import narrowed, ready_to_code
from saidanddone.evidence.transcripts.models import Transcript, Turn
from saidanddone.evidence.transcripts.policies import sent_back_turns
from saidanddone.evidence.transcripts.queries import readable_transcripts
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import key_ring_for

MOST_SHOWN: Final = 60  # turns
AT_ONCE: Final = 100  # transcripts opened together
SECONDS: Final = 5.0
"""After so long no more transcripts are opened, and the page says how many were."""
FEWEST_LETTERS: Final = 2


@dataclass(frozen=True)
class TurnMet:
    """A turn in which the words stand, as often as they do there."""

    transcript: str
    number: int  # of the transcript
    community: str
    kind: str
    held_on: date
    turn: TurnShown


@dataclass(frozen=True)
class WordsMet:
    """Where the words stand. `looked_through` of `transcripts` were opened; `has_more`: not all turns are shown."""

    turns: tuple[TurnMet, ...]
    looked_through: int
    transcripts: int
    has_more: bool

    @property
    def stopped_early(self) -> bool:
        return self.looked_through < self.transcripts and not self.has_more


def look_for(
    actor: Actor,
    programme: Programme,
    words: str,
    community_ref: str = "",
    *,
    seconds: float = SECONDS,
) -> WordsMet:
    """Every turn that this person may read and code today in which the words stand whole, however spelled.

    Turns that were sent back are passed over. Recorded with everyone whose words are shown. Raises Refused
    for fewer than two letters. Transcripts are opened before anything is written, because on SQLite a
    transaction would keep everyone else from writing meanwhile; what was met is asked for again in it.
    """
    readable = ready_to_code(readable_transcripts(actor, programme))
    chosen = narrowed(readable, {"community": community_ref})
    if len(folded_words(words).replace(" ", "")) < FEWEST_LETTERS:
        raise Refused("Write at least two letters to look for.", "words")
    return _show(actor, programme, readable, _look_through(chosen, words, seconds))


@dataclass(frozen=True)
class _Looked:
    met: tuple[tuple[Transcript, TurnShown], ...]
    looked_through: int
    transcripts: int
    has_more: bool


def _look_through(chosen: QuerySet[Transcript], words: str, seconds: float) -> _Looked:
    """What stands where, in the order of the occasions."""
    end, many = time.monotonic() + seconds, 0
    met: list[tuple[Transcript, TurnShown]] = []
    order = list(
        chosen.order_by("contribution__engagement__held_on", "contribution__number").values_list(
            "pk", flat=True
        )
    )
    for batch in _batches(chosen, order):
        if time.monotonic() >= end:
            break
        met += _met_in(batch, words)
        many += len(batch)
        if len(met) > MOST_SHOWN:
            break
    return _Looked(tuple(met[:MOST_SHOWN]), many, len(order), len(met) > MOST_SHOWN)


def _batches(chosen: QuerySet[Transcript], order: list[int]) -> Iterator[list[Transcript]]:
    rows = chosen.select_related("contribution__engagement", "contribution__community")
    for first in range(0, len(order), AT_ONCE):
        by_id = rows.defer("contribution__words").in_bulk(order[first : first + AT_ONCE])
        yield [by_id[pk] for pk in order[first : first + AT_ONCE] if pk in by_id]


def _met_in(batch: list[Transcript], sought: str) -> Iterator[tuple[Transcript, TurnShown]]:
    key_ring = key_ring_for(batch)
    texts: dict[int, str] = {}
    spans: dict[int, list[Span]] = {}
    for transcript in batch:
        if not key_ring.opens(transcript.key_ref):
            continue
        text = key_ring.unseal(transcript, "words")
        if places := find_words(fold(text), sought):
            texts[transcript.pk], spans[transcript.pk] = text, places
    turns = _turns_of(spans)
    for transcript in batch:
        for turn in turns[transcript.pk]:
            within = [
                span
                for span in spans[transcript.pk]
                if turn.start <= span[0] and span[1] <= turn.end
            ]
            for shown in turns_around(texts[transcript.pk], [turn], within):
                yield transcript, shown


def _turns_of(transcripts: Iterable[int]) -> dict[int, list[Turn]]:
    """The turns of these transcripts that nobody sent back, in their order."""
    turns: dict[int, list[Turn]] = defaultdict(list)
    standing = Turn.objects.filter(~sent_back_turns(), transcript__in=list(transcripts))
    for turn in standing.order_by("number"):
        turns[turn.transcript_id].append(turn)
    return turns


@transaction.atomic
def _show(
    actor: Actor, programme: Programme, readable: QuerySet[Transcript], looked: _Looked
) -> WordsMet:
    """What may be read still, and the entry that it was."""
    opened = {transcript.pk for transcript, _ in looked.met}
    still = set(readable.filter(pk__in=opened).values_list("pk", flat=True))
    met = [(transcript, turn) for transcript, turn in looked.met if transcript.pk in still]
    audit.record(
        actor=actor,
        act="evidence.search_transcripts",
        about=programme,
        scope_ref=programme.ref,
        subject_keys={key for transcript, _ in met for key in transcript.contribution.person_keys},
        count=max(1, len(met)),
    )
    return WordsMet(
        tuple(_turn_met(transcript, turn) for transcript, turn in met),
        looked.looked_through,
        looked.transcripts,
        looked.has_more,
    )


def _turn_met(transcript: Transcript, turn: TurnShown) -> TurnMet:
    contribution = transcript.contribution
    engagement = contribution.engagement
    return TurnMet(
        transcript=transcript.ref,
        number=contribution.number or 0,
        community=contribution.community.name,
        kind=engagement.get_kind_display(),
        held_on=engagement.held_on,
        turn=turn,
    )
