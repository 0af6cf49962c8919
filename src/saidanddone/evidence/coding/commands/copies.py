"""Copies of passages that leave the program: of what consent allows, each with a record of where it went."""

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.disclosure.demeaning import demeans
from saidanddone.evidence.coding.copy_files import CopiedWords, CopyOut
from saidanddone.evidence.coding.inputs import CopyInput
from saidanddone.evidence.coding.models import CopiedPassage, Excerpt, PassagesGivenOut
from saidanddone.evidence.coding.policies import FEWEST_VOICES, may_leave
from saidanddone.evidence.coding.queries import Codes, passages_open_under, unsealed_quotes
from saidanddone.programme.models import Programme

TOO_FEW: Final = (
    f"Fewer than {FEWEST_VOICES} people whose words are here may be quoted in papers now. Among so few it is "
    "too easy to guess who spoke, so no copy is made."
)


@dataclass(frozen=True)
class Taken:
    """A copy as it is registered, and what stands in it."""

    copy: PassagesGivenOut
    out: CopyOut


@transaction.atomic
def take_copy(*, actor: Actor, programme: Programme, under: Codes, details: CopyInput) -> Taken:
    """Take out passages under these codes whose person agreed to quotes in papers, and register where they go.

    Those of about half of the voices, drawn by lot, in an order drawn by lot: so a passage that is missing from a
    later copy tells nothing, and nothing says which are one person's. A community is named where at least
    FEWEST_VOICES of it are in the copy. Raises Refused where fewer than that may be quoted at all.
    """
    require(actor, "evidence.take_copies", programme)
    excerpts = list(_to_copy(actor, programme, under))
    words = {pk: text for pk, text in unsealed_quotes(excerpts).items() if not demeans(text)}
    copied = _drawn_by_lot([excerpt for excerpt in excerpts if excerpt.pk in words])
    copy = _register(actor, programme, under, details, copied)
    audit.record(
        actor=actor,
        act="evidence.take_copy",
        about=copy,
        scope_ref=programme.ref,
        subject_keys={excerpt.key_ref for excerpt in copied},
        count=len(copied),
    )
    passages = _as_copied(copied, words)
    return Taken(copy, CopyOut(copy.title, copy.given_to, copy.used_for, clock.today(), passages))


def _drawn_by_lot(excerpts: Sequence[Excerpt]) -> list[Excerpt]:
    chance = secrets.SystemRandom()
    voices = sorted({excerpt.key_ref for excerpt in excerpts})
    if len(voices) < FEWEST_VOICES:
        raise Refused(TOO_FEW)
    wanted = max(FEWEST_VOICES, sum(chance.random() < 1 / 2 for _ in voices))
    heard = set(chance.sample(voices, wanted))
    drawn = [excerpt for excerpt in excerpts if excerpt.key_ref in heard]
    return chance.sample(drawn, len(drawn))


def _as_copied(copied: Sequence[Excerpt], words: Mapping[int, str]) -> tuple[CopiedWords, ...]:
    voices: dict[int, set[str]] = defaultdict(set)
    for excerpt in copied:
        voices[excerpt.community_id].add(excerpt.key_ref)
    enough = {community for community, keys in voices.items() if len(keys) >= FEWEST_VOICES}
    return tuple(
        CopiedWords(
            words[excerpt.pk], excerpt.community.name if excerpt.community_id in enough else ""
        )
        for excerpt in copied
    )


def _to_copy(actor: Actor, programme: Programme, under: Codes) -> QuerySet[Excerpt]:
    open_to_them = passages_open_under(actor, programme, under).values("excerpt")
    may = Excerpt.objects.filter(may_leave(), pk__in=open_to_them)
    return may.select_related("community").order_by("pk")


def _register(
    actor: Actor,
    programme: Programme,
    under: Codes,
    details: CopyInput,
    copied: list[Excerpt],
) -> PassagesGivenOut:
    copy = PassagesGivenOut.objects.create(
        programme=programme,
        title=under.title,
        ending=details.ending,
        given_to=details.given_to,
        used_for=details.used_for,
        passages=len(copied),
        taken_by_id=actor.user_id,
    )
    CopiedPassage.objects.bulk_create(
        CopiedPassage(copy=copy, excerpt=excerpt) for excerpt in copied
    )
    return copy


@transaction.atomic
def call_back_copy(*, actor: Actor, programme: Programme, copy: PassagesGivenOut) -> None:
    """Say that whoever has a copy was told to destroy it. Said twice, it is once. Raises NotYours."""
    require(actor, "evidence.keep_copies", programme)
    rows = PassagesGivenOut.objects.select_for_update().filter(programme=programme, pk=copy.pk)
    current = rows.first()
    if current is None:
        raise NotYours("copy")
    if current.called_back_at is not None:
        return
    current.called_back_at, current.called_back_by_id = clock.now(), actor.user_id
    current.save(update_fields=["called_back_at", "called_back_by"])
    audit.record(actor=actor, act="evidence.call_back_copy", about=current, scope_ref=programme.ref)
