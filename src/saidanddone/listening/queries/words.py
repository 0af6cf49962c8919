"""Words: raw ones for whoever holds them, names to find, reflections to quote."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours
from saidanddone.listening import passages, policies, states
from saidanddone.listening.models import (
    Contribution,
    Reflection,
)
from saidanddone.listening.speakers import ASKS, SpeakerMet, speakers_met
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import KeyDestroyed, KeyRing, key_ring_for


def raw_words_held_by(actor: Actor, programme: Programme | None = None) -> QuerySet[Contribution]:
    """Contributions whose raw words this person still holds: captured, neither confirmed nor gone."""
    contributions = raw_words_waiting().filter(captured_by_id=actor.user_id)
    return contributions if programme is None else contributions.filter(programme=programme)


def raw_words_waiting() -> QuerySet[Contribution]:
    """Contributions whose raw words wait to be confirmed, whoever holds them."""
    return Contribution.objects.filter(
        confirmed_at=None,
        raw_destroyed_at=None,
        is_stopped=False,
    ).exclude(contributor__state=states.WITHDRAWING)


@dataclass(frozen=True)
class SpeakersPage:
    """Whom the labels of captured words are taken for, to check before the words are confirmed."""

    contribution: Contribution
    speakers: tuple[SpeakerMet, ...]

    @property
    def is_one_person(self) -> bool:
        return self.contribution.voice == "person"

    @property
    def nobody_asks(self) -> bool:
        return all(speaker.role not in ("", ASKS) for speaker in self.speakers)


@transaction.atomic
def speakers_page(actor: Actor, programme: Programme, ref: str) -> SpeakersPage:
    """The labels in words that this person holds, each with its first words. An audited read.

    Raises NotYours.
    """
    require(actor, "listening.capture", programme)
    waiting = raw_words_held_by(actor, programme).select_related("engagement", "programme")
    contribution = waiting.filter(ref=ref).first()
    if contribution is None:
        raise NotYours("contribution")
    try:
        captured = raw_passages(actor, contribution)
    except KeyDestroyed:
        raise NotYours("contribution") from None
    return SpeakersPage(contribution, tuple(speakers_met(captured)))


@transaction.atomic
def raw_passages(actor: Actor, contribution: Contribution) -> list[passages.Passage]:
    """The raw words with their labels, for whoever captured them, until confirmed. An audited read.

    Raises NotYours; `vault.sealing.KeyDestroyed` where the key was destroyed.
    """
    if not policies.may_capture(actor, contribution.programme):
        raise NotYours("listening.capture")
    if not policies.holds_raw_words(actor, contribution):
        raise NotYours("raw words")
    audit.record(
        actor=actor,
        act="listening.read_raw_words",
        about=contribution.engagement,
        scope_ref=contribution.programme.ref,
        subject_keys=contribution.person_keys,
    )
    return passages.from_json(key_ring_for([contribution]).unseal(contribution, "words"))


@transaction.atomic
def known_names(actor: Actor, programme: Programme) -> list[str]:
    """The names that de-identification looks for in this programme's words. An audited read."""
    require(actor, "listening.capture", programme)
    audit.record(
        actor=actor,
        act="listening.read_known_names",
        about=programme,
        scope_ref=programme.ref,
    )
    key_ring = KeyRing([programme.key_ref])
    names = key_ring.unseal(programme, "known_names")  # type: ignore[arg-type]
    return [name for name in names.split("\n") if name]


@dataclass(frozen=True)
class Quotable:
    from_whom: str
    said_on: date
    words: str


def reflections_to_quote(programme: Programme) -> list[Quotable]:
    """Reflections on the process that may be quoted, oldest first.

    Never a contributor's: it would go when they stop, and so tell that it was theirs. The caller
    checks its reader and audits what it prints.
    """
    offered = Reflection.objects.filter(
        programme=programme, contributor=None, may_quote_in_public=True
    )
    reflections = list(offered.order_by("said_on", "pk"))
    key_ring = key_ring_for(reflections)
    return [
        Quotable(
            reflection.from_whom,
            reflection.said_on,
            key_ring.unseal(reflection, "words"),
        )
        for reflection in reflections
        if key_ring.opens(reflection.key_ref)
    ]


def reflection_counts(actor: Actor, programme: Programme) -> list[tuple[str, int]]:
    """How many reflections are kept, by whom they came from."""
    require(actor, "listening.capture", programme)
    counted = Counter(
        Reflection.objects.filter(programme=programme).values_list("from_whom", flat=True)
    )
    return [(Reflection.FROM[key], counted[key]) for key in Reflection.FROM if counted[key]]
