from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag

from saidanddone.evidence.coding.models import Excerpt
from saidanddone.programme.models import Programme
from saidanddone.vault.erasure import finish_shredding, shred, sweep_orphans
from saidanddone.vault.models import Tombstone, WrappedKey
from saidanddone.vault.sealing import KeyDestroyed, KeyRing, key_ring_for, make_key

pytestmark = pytest.mark.django_db


def a_programme(slug: str, names: str) -> Programme:
    programme = Programme(slug=slug, title="x", pledge="x", owner="x", key_ref=make_key())
    KeyRing([programme.key_ref]).seal(programme, known_names=names)
    programme.save()
    return programme


def test_sealed_words_open_again_and_are_not_in_the_row() -> None:
    programme = a_programme("a", "Kit Marlowe")
    assert b"Kit" not in bytes(programme.known_names)
    assert key_ring_for([programme]).unseal(programme, "known_names") == "Kit Marlowe"


def test_words_moved_to_another_row_do_not_open() -> None:
    one, other = a_programme("a", "Kit"), a_programme("b", "Lou")
    other.known_names, other.key_ref = one.known_names, one.key_ref
    with pytest.raises(KeyDestroyed):
        key_ring_for([other]).unseal(other, "known_names")


def test_words_moved_to_another_field_do_not_open() -> None:
    passage = Excerpt(key_ref=make_key())
    key_ring = key_ring_for([passage])
    key_ring.seal(passage, quote="Too dark", before="By the shops", after="")
    passage.quote = passage.before
    with pytest.raises(KeyDestroyed):
        key_ring.unseal(passage, "quote")


def test_a_key_moved_to_another_reference_opens_nothing() -> None:
    one, other = make_key(), make_key()
    wrapped = WrappedKey.objects.get(ref=one).wrapped
    WrappedKey.objects.filter(ref=other).update(wrapped=wrapped)
    with pytest.raises(InvalidTag):
        KeyRing([other])


def test_a_tombstone_alone_stops_unsealing() -> None:
    programme = a_programme("a", "Kit")
    Tombstone.objects.create(key_ref=programme.key_ref)
    with pytest.raises(KeyDestroyed):
        key_ring_for([programme]).unseal(programme, "known_names")


def test_shredding_destroys_the_key_after_commit(
    django_capture_on_commit_callbacks: pytest.FixtureRequest,
) -> None:
    programme = a_programme("a", "Kit")
    with django_capture_on_commit_callbacks() as told:  # type: ignore[operator]
        shred(programme.key_ref)
    assert len(told) == 1
    assert WrappedKey.objects.filter(ref=programme.key_ref).exists()
    finish_shredding()
    assert not WrappedKey.objects.filter(ref=programme.key_ref).exists()


def test_keys_that_no_record_names_are_swept_once_old() -> None:
    kept = a_programme("a", "Kit").key_ref
    loose = make_key()
    assert sweep_orphans() == 0
    assert sweep_orphans(older_than=timedelta(0)) == 1
    assert WrappedKey.objects.filter(ref=kept).exists()
    assert not WrappedKey.objects.filter(ref=loose).exists()
