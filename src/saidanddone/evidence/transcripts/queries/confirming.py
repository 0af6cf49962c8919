"""Words waiting to be confirmed, for whoever captured them and no one else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Count

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed, require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import NotYours
from saidanddone.evidence.transcripts import choices, names_found
from saidanddone.evidence.transcripts.inputs import ChoicesInput
from saidanddone.evidence.transcripts.names_found import NamesLookedFor
from saidanddone.evidence.transcripts.redaction import Hit, KnownNames, find_identifiers
from saidanddone.evidence.transcripts.spans import join_with_spans
from saidanddone.listening.models import Contribution
from saidanddone.listening.passages import Passage, from_json, resolved
from saidanddone.listening.queries import raw_words_held_by
from saidanddone.listening.speakers import SpeakerMet, speakers_met
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import programmes_where
from saidanddone.vault.sealing import KeyDestroyed, KeyRing


@dataclass(frozen=True)
class WaitingContribution:
    """A contribution whose raw words wait, and the day they are destroyed if nobody confirms."""

    ref: str
    engagement: str
    community: str
    voice: str
    held_on: date
    destroyed_on: date


@dataclass(frozen=True)
class RawWordsToCheck:
    """Raw words, and the hits of the redaction rules as spans of the whole text."""

    contribution: Contribution
    speakers: tuple[SpeakerMet, ...]
    passages: tuple[Passage, ...]
    words: str  # the passages joined by one newline
    spans: tuple[tuple[int, int], ...]  # the span of each passage in `words`
    hits: tuple[Hit, ...]
    names: NamesLookedFor
    choices: ChoicesInput | None  # what was decided and saved half-way

    @property
    def seconds_to_look(self) -> int:
        """About how long looking for names in these words takes."""
        return names_found.seconds_to_look(self.words)

    @property
    def stamps(self) -> tuple[str, str]:
        """What tells the words, and the hits in them, from others: a form sends them back.

        The words' is of their sealed bytes, which are new whenever they are written.
        """
        hits = [(hit.start, hit.end, str(hit.kind)) for hit in self.hits]
        shown = bytes(self.contribution.words), repr(hits).encode()
        words, its_hits = (sha256(what).hexdigest()[:16] for what in shown)
        return words, its_hits

    @property
    def choices_stamp(self) -> str:
        """What tells the choices that were saved from others. Of their sealed bytes, as the words' stamp."""
        return sha256(bytes(self.contribution.choices_so_far)).hexdigest()[:16]

    @property
    def is_undecided(self) -> bool:
        """Whether nobody has said yet who speaks behind one of the labels."""
        return any(not speaker.role for speaker in self.speakers)


def contributions_to_confirm(actor: Actor, programme: Programme) -> list[WaitingContribution]:
    """What this person captured and has not confirmed, oldest first. One query; nothing unsealed."""
    require(actor, "evidence.confirm", programme)
    kept_for = timedelta(days=programme.raw_words_kept_days)
    return [
        WaitingContribution(
            ref=contribution.ref,
            engagement=contribution.engagement.title,
            community=contribution.community.name,
            voice=contribution.get_voice_display(),
            held_on=contribution.engagement.held_on,
            destroyed_on=clock.day_of(contribution.created_at + kept_for),
        )
        for contribution in raw_words_held_by(actor, programme)
        .select_related("engagement", "community")
        .order_by("created_at", "pk")
    ]


def find_waiting(actor: Actor, programme: Programme, ref: str) -> Contribution:
    """Raises NotYours unless this person captured it and it waits to be confirmed."""
    require(actor, "evidence.confirm", programme)
    matching = (
        raw_words_held_by(actor, programme)
        .select_related("engagement", "community")
        .filter(ref=ref)
    )
    contribution = matching.first()
    if contribution is None:
        raise NotYours("contribution")
    return contribution


@transaction.atomic
def open_to_confirm(actor: Actor, programme: Programme, ref: str) -> RawWordsToCheck:
    """The raw words with suggested redactions; audited as a reading. Raises NotYours."""
    contribution = find_waiting(actor, programme, ref)
    audit.record(
        actor=actor,
        act="evidence.read_raw_words",
        about=contribution.engagement,
        scope_ref=programme.ref,
        subject_keys=contribution.person_keys,
    )
    return raw_words_to_check(contribution, programme)


def raw_words_to_check(contribution: Contribution, programme: Programme) -> RawWordsToCheck:
    """What there is to check in a contribution. Raises NotYours. The caller checks the reader."""
    key_ring = KeyRing([contribution.key_ref, programme.key_ref])
    try:
        captured = from_json(key_ring.unseal(contribution, "words"))
        already_found = key_ring.unseal(contribution, "names_found")
        choices_so_far = choices.from_json(key_ring.unseal(contribution, "choices_so_far"))
        known_names = key_ring.unseal(programme, "known_names")  # type: ignore[arg-type]
    except KeyDestroyed:
        raise NotYours("contribution") from None
    passages = tuple(resolved(captured))
    texts = [passage.text for passage in passages]
    words, spans = join_with_spans(texts)
    looked_for, names = names_found.names_to_suggest(already_found, texts)
    return RawWordsToCheck(
        contribution,
        tuple(speakers_met(captured)),
        passages,
        words,
        tuple(spans),
        tuple(suggested_redactions(texts, spans, known_names, names)),
        looked_for,
        choices_so_far,
    )


def suggested_redactions(
    texts: Sequence[str],
    spans: Sequence[tuple[int, int]],
    known_names: str,
    names: Sequence[Sequence[Hit]],
) -> list[Hit]:
    """What the rules and the model find, in each passage apart, so that no hit spans two speakers."""
    known = KnownNames(known_names.splitlines())
    return [
        Hit(start + hit.start, start + hit.end, hit.kind, hit.rule)
        for text, (start, _), its_names in zip(texts, spans, names, strict=True)
        for hit in find_identifiers(text, known, its_names)
    ]


def was_confirmed_by(actor: Actor, programme: Programme, ref: str) -> None:
    """Passes if this person confirmed it already; raises NotYours otherwise."""
    require(actor, "evidence.confirm", programme)
    theirs = Contribution.objects.filter(programme=programme, captured_by_id=actor.user_id, ref=ref)
    if not theirs.filter(confirmed_at__isnull=False).exists():
        raise NotYours("contribution")


def waiting_by_programme(actor: Actor) -> dict[str, int]:
    """How many contributions wait for this person to confirm them. One query."""
    if not is_allowed(actor, "evidence.confirm"):
        return {}
    counted = (
        raw_words_held_by(actor)
        .filter(programme__in=programmes_where(actor, "evidence.confirm"))
        .values_list("programme__slug")
        .annotate(waiting=Count("pk"))
        .order_by("programme")
    )
    return dict(counted)
