"""After a withdrawal, committed for real: on SQLite and, run with PostgreSQL, there too.

The key is gone, nothing of theirs unseals, every row that holds or derives from their words is gone,
everyone else's words still open and the audit still verifies.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps

from saidanddone.answers.models import Answer, Verdict
from saidanddone.audit.chain import verify
from saidanddone.audit.models import Subject
from saidanddone.evidence.coding.commands import write_memo
from saidanddone.evidence.coding.inputs import MemoInput
from saidanddone.evidence.coding.models import CopiedPassage, Excerpt, PassagesGivenOut
from saidanddone.evidence.transcripts.commands import send_back
from saidanddone.evidence.transcripts.inputs import SendBackInput
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening import commands
from saidanddone.listening.inputs import ContributionInput, ReflectionInput
from saidanddone.listening.models import ContactRoute, Contributor
from saidanddone.releases.models import Release, ReleaseQuote
from saidanddone.vault.fields import SealedRecord, SealedText
from saidanddone.vault.models import Tombstone, WrappedKey
from saidanddone.vault.sealing import KeyDestroyed, KeyRing, key_ring_for, make_key
from tests.meta.test_relations import HOLDS_OR_DERIVES_FROM_WORDS, hanging_from
from tests.people import Cast, gather
from tests.unit.evidence.voices import (
    HELD,
    KIT,
    a_code,
    a_theme,
    coded,
    confirmed,
    words_of_kit,
)
from tests.unit.releases.world import answer

if TYPE_CHECKING:
    from django.db import models

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])

Kept = list[tuple[SealedRecord, str]]  # sealed records as they were, and a field of each


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return gather()


@pytest.fixture
def two(cast: Cast) -> tuple[Contributor, Contributor]:
    """Kit and someone else, about whom everything is held that can be held."""
    theme = a_theme(cast, a_code(cast))
    said = [_everything(cast, theme.codes.get()) for _ in range(2)]
    _answered(cast, answer(cast, theme), said)
    return said[0], said[1]


def _everything(cast: Cast, code: Any) -> Contributor:
    contribution = words_of_kit(cast)
    contributor = contribution.contributor
    assert contributor is not None
    transcript = confirmed(cast, contribution)
    coded(cast, transcript, code)
    send_back(
        actor=cast.chidi,
        programme=cast.programme,
        transcript=transcript,
        details=SendBackInput(number=1),
    )
    write_memo(
        actor=cast.chidi,
        programme=cast.programme,
        about=transcript,
        details=MemoInput(words="Read this one aloud."),
    )
    engagement = contribution.engagement
    commands.capture(  # and words not confirmed yet
        actor=cast.amina,
        programme=cast.programme,
        engagement=engagement,
        contributor=contributor,
        details=ContributionInput(voice="person", passages=KIT),
    )
    commands.record_reflection(
        actor=cast.amina,
        programme=cast.programme,
        contributor=contributor,
        details=ReflectionInput(
            from_whom="sex_workers",
            words="I was heard.",
            said_on=HELD,
        ),
    )
    route = ContactRoute(contributor=contributor, key_ref=make_key())
    KeyRing([route.key_ref]).seal(route, route="A note at the hub, for R.")
    route.save()
    return contributor


def _answered(cast: Cast, to: Answer, said: list[Contributor]) -> None:
    """Each gives a verdict, and each is quoted in a release."""
    release = Release.objects.create(
        programme=cast.programme, number=1, content={}, drafted_by=cast.users["bola"]
    )
    copy = PassagesGivenOut.objects.create(
        programme=cast.programme, title="Lighting", ending="csv", given_to="a committee",
        used_for="a paper", passages=len(said), taken_by=cast.users["chidi"],
    )  # fmt: skip
    for contributor in said:
        Verdict.objects.create(contributor=contributor, answer=to, seen=True)
        excerpt = Excerpt.objects.get(transcript__contribution__contributor=contributor)
        ReleaseQuote.objects.create(release=release, excerpt=excerpt, theme_ref=to.theme.ref)
        CopiedPassage.objects.create(copy=copy, excerpt=excerpt)


def rows_of(contributor: Contributor) -> dict[str, int]:
    """How many rows of every table hang from this person, by the paths that lead to them."""
    held: dict[str, set[int]] = {}
    latest: list[tuple[type[models.Model], set[int]]] = [(Contributor, {contributor.pk})]
    while latest:
        model, ids = latest.pop()
        for relation in hanging_from(model):
            if relation.related_model is model:
                found = relation.model._default_manager.filter(**{f"{relation.name}__in": ids})
                new = set(found.values_list("pk", flat=True))
                held.setdefault(relation.model._meta.label, set()).update(new)
                latest.append((relation.model, new))
    return {label: len(ids) for label, ids in held.items()}


def every_sealed_field_of(contributor: Contributor) -> Iterator[tuple[SealedRecord, str]]:
    keys = {contributor.key_ref, contributor.contact_route.key_ref}
    for model in (model for model in apps.get_models() if issubclass(model, SealedRecord)):
        for record in model._default_manager.filter(key_ref__in=keys):
            for name in (field.name for field in model._meta.fields if type(field) is SealedText):
                if getattr(record, name):
                    yield record, name


def opened(kept: Kept) -> int:
    """How many of these still unseal."""
    count = 0
    for record, field in kept:
        try:
            count += bool(key_ring_for([record]).unseal(record, field))
        except KeyDestroyed:
            continue
    return count


def test_this_test_holds_a_row_of_every_kind(two: tuple[Contributor, Contributor]) -> None:
    assert {label for label, rows in rows_of(two[0]).items() if rows} == HOLDS_OR_DERIVES_FROM_WORDS


def test_every_row_is_gone_and_the_others_stay(
    cast: Cast, two: tuple[Contributor, Contributor]
) -> None:
    kit, other = two
    before, pk = rows_of(other), kit.pk
    commands.withdraw_now(actor=cast.amina, programme=cast.programme, contributor=kit)
    assert set(rows_of(Contributor(pk=pk)).values()) == {0}
    assert rows_of(other) == before
    assert list(Transcript.objects.values_list("contribution__contributor", flat=True)) == [
        other.pk
    ]


def test_the_key_is_gone_and_nothing_unseals(
    cast: Cast, two: tuple[Contributor, Contributor]
) -> None:
    kit, other = two
    kits, others = list(every_sealed_field_of(kit)), list(every_sealed_field_of(other))
    aliases = [bytes(subject.alias) for subject in Subject.objects.all()]
    key_ring = KeyRing([kit.key_ref])
    assert any(key_ring.opens_alias(kit.key_ref, alias) for alias in aliases)
    assert opened(kits) == len(kits) >= 7
    keys = {kit.key_ref, kit.contact_route.key_ref}
    commands.withdraw_now(actor=cast.amina, programme=cast.programme, contributor=kit)
    assert not WrappedKey.objects.filter(ref__in=keys).exists()
    assert not Tombstone.objects.filter(key_ref__in=keys, destroyed_at=None).exists()
    assert not any(KeyRing(keys).opens(key) for key in keys)
    assert (opened(kits), opened(others)) == (0, len(others))


def test_the_key_put_back_from_a_backup_still_opens_nothing(
    cast: Cast, two: tuple[Contributor, Contributor]
) -> None:
    """The tombstone alone stops every unsealing."""
    kit, _ = two
    kept, key = list(every_sealed_field_of(kit)), WrappedKey.objects.get(ref=kit.key_ref)
    commands.withdraw_now(actor=cast.amina, programme=cast.programme, contributor=kit)
    WrappedKey.objects.create(ref=key.ref, wrapped=key.wrapped)
    assert opened(kept) == 0


def test_the_audit_still_verifies_and_no_entry_is_lost(
    cast: Cast, two: tuple[Contributor, Contributor]
) -> None:
    before = verify()
    subjects = Subject.objects.count()
    commands.withdraw_now(actor=cast.amina, programme=cast.programme, contributor=two[0])
    after = verify()
    assert (before.broken_at, after.broken_at) == (None, None)
    assert after.head.number == before.head.number + 1
    assert Subject.objects.count() == subjects
