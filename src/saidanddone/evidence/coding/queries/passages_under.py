"""Every passage under some codes that a person may read: listed without words, then a page of them opened."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.models import Record
from saidanddone.evidence.coding.in_turns import TurnShown, turns_around
from saidanddone.evidence.coding.models import Code, Coding, Excerpt
from saidanddone.evidence.coding.queries.transcript_list import ready_to_code
from saidanddone.evidence.coding.states import STANDING
from saidanddone.evidence.transcripts.models import Transcript, Turn
from saidanddone.evidence.transcripts.policies import touches_sent_back
from saidanddone.evidence.transcripts.queries import readable_transcripts
from saidanddone.listening.models import Engagement
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import KeyRing


@dataclass(frozen=True)
class Codes:
    """Some codes, and the code or theme whose they are: what a reading of their passages is about."""

    about: Record
    codes: tuple[Code, ...]
    title: str


Named = tuple[str, str]
"""A reference and the words that stand for it."""


@dataclass(frozen=True)
class PassageListed:
    """A passage under the codes, without its words. `coders` put it there, under `codes`."""

    id: int
    community: Named
    occasion: Named
    kind: str  # of the occasion
    held_on: date
    number: int  # of the transcript
    coders: tuple[Named, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class PassageShown:
    """A passage with its words, in the turns where it stands."""

    ref: str
    transcript: str
    turns: tuple[TurnShown, ...]
    listed: PassageListed

    @property
    def is_sensitive(self) -> bool:
        return any(turn.is_sensitive for turn in self.turns)


def passages_open_under(actor: Actor, programme: Programme, under: Codes) -> QuerySet[Coding]:
    """Codings that put passages under these codes, of words this person may read and code today.

    Of the last revision: words that were corrected since may have been hidden. None that were sent back.
    """
    require(actor, "evidence.read_transcripts", programme)
    readable = ready_to_code(readable_transcripts(actor, programme))
    return Coding.objects.filter(
        Exists(readable.filter(pk=OuterRef("excerpt__transcript"))),
        ~touches_sent_back("excerpt__"),
        code__in=under.codes,
        state__in=STANDING,
    )


def passages_under(actor: Actor, programme: Programme, under: Codes) -> list[PassageListed]:
    """Every passage under these codes, once, by occasion and place. One query; nothing is opened."""
    said_in = "excerpt__transcript__contribution__"
    listed: dict[int, PassageListed] = {}
    coders: dict[int, dict[str, str]] = defaultdict(dict)
    names: dict[int, dict[str, None]] = defaultdict(dict)
    rows = passages_open_under(actor, programme, under).order_by(
        f"{said_in}engagement__held_on", f"{said_in}number", "excerpt__start", "excerpt", "pk"
    )
    for excerpt, coder, coder_name, code, *rest in rows.values_list(
        "excerpt",
        "coder__ref",
        "coder__name",
        "code__name",
        "excerpt__community__ref",
        "excerpt__community__name",
        f"{said_in}engagement__ref",
        f"{said_in}engagement__title",
        f"{said_in}engagement__kind",
        f"{said_in}engagement__held_on",
        f"{said_in}number",
    ):
        coders[excerpt][coder] = coder_name
        names[excerpt][code] = None
        listed[excerpt] = _listed(excerpt, rest, tuple(coders[excerpt].items()), (*names[excerpt],))
    return list(listed.values())


def _listed(
    excerpt: int, rest: Sequence[object], coders: tuple[Named, ...], codes: tuple[str, ...]
) -> PassageListed:
    community, community_name, occasion, title, kind, held_on, number = rest
    return PassageListed(
        id=excerpt,
        community=(str(community), str(community_name)),
        occasion=(str(occasion), str(title)),
        kind=Engagement.KINDS[str(kind)],
        held_on=held_on,  # type: ignore[arg-type]
        number=number,  # type: ignore[arg-type]
        coders=coders,
        codes=codes,
    )


@transaction.atomic
def open_passages(
    actor: Actor,
    programme: Programme,
    listed: Sequence[PassageListed],
    under: Codes,
) -> list[PassageShown]:
    """The words of these passages in their turns; audited as one reading of everyone whose they are.

    Those that no longer open to this person, or at all, are left out. Five queries, and the audit.
    """
    codings = passages_open_under(actor, programme, under)
    still_open = codings.filter(excerpt__in=[passage.id for passage in listed]).values("excerpt")
    excerpts = (
        Excerpt.objects.filter(pk__in=still_open)
        .select_related("transcript__contribution")
        .defer("before", "after", "quote", "transcript__contribution__words")
        .in_bulk()
    )
    transcripts = {excerpt.transcript_id: excerpt.transcript for excerpt in excerpts.values()}
    key_ring = KeyRing(transcript.key_ref for transcript in transcripts.values())
    words = {
        pk: key_ring.unseal(transcript, "words")
        for pk, transcript in transcripts.items()
        if key_ring.opens(transcript.key_ref)
    }
    turns = _turns_of(excerpts.values())
    shown = [
        PassageShown(
            ref=excerpt.ref,
            transcript=excerpt.transcript.ref,
            turns=turns_around(
                words[excerpt.transcript_id],
                turns[excerpt.transcript_id],
                [(excerpt.start, excerpt.end)],
            ),
            listed=passage,
        )
        for passage in listed
        if (excerpt := excerpts.get(passage.id)) and excerpt.transcript_id in words
    ]
    if shown:
        _record(actor, programme, under.about, [transcripts[pk] for pk in words], len(shown))
    return shown


def _turns_of(excerpts: Collection[Excerpt]) -> dict[int, list[Turn]]:
    """The turns that these passages touch, by transcript, in their order."""
    touched = Excerpt.objects.filter(
        pk__in=[excerpt.pk for excerpt in excerpts],
        transcript=OuterRef("transcript"),
        start__lt=OuterRef("end"),
        end__gt=OuterRef("start"),
    )
    in_these = [excerpt.transcript_id for excerpt in excerpts]
    turns: dict[int, list[Turn]] = defaultdict(list)
    for turn in Turn.objects.filter(Exists(touched), transcript__in=in_these).order_by("number"):
        turns[turn.transcript_id].append(turn)
    return turns


def _record(
    actor: Actor, programme: Programme, about: Record, transcripts: Sequence[Transcript], count: int
) -> None:
    audit.record(
        actor=actor,
        act="evidence.read_passages",
        about=about,
        scope_ref=programme.ref,
        subject_keys={
            key for transcript in transcripts for key in transcript.contribution.person_keys
        },
        count=count,
    )
