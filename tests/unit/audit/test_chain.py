from datetime import UTC, datetime

import pytest
from django.db import transaction

from saidanddone.audit.chain import ChainHead, verify
from saidanddone.audit.commands import record
from saidanddone.audit.models import Entry, Head, Subject
from saidanddone.base.errors import Refused
from saidanddone.vault.models import Tombstone
from saidanddone.vault.sealing import KeyRing, make_key
from tests.people import Cast

pytestmark = pytest.mark.django_db


def test_an_unchanged_chain_verifies(people: Cast) -> None:
    for act in ("one", "two", "three"):
        record(actor=people.amina, act=act, about=people.programme)
    assert (verify().head.number, verify().broken_at) == (3, None)


def test_a_changed_entry_shows(people: Cast) -> None:
    for act in ("one", "two", "three"):
        record(actor=people.amina, act=act)
    Entry.objects.filter(number=2).update(actor_ref="someoneelse1")
    assert verify().broken_at == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", datetime(2026, 1, 1, tzinfo=UTC)),
        ("actor_ref", "someoneelse1"),
        ("purpose", "curiosity"),
        ("act", "another"),
        ("about", "strategy.Action 000000000000"),
        ("scope_ref", "000000000000"),
        ("reason", "none"),
        ("count", 7),
    ],
)
def test_whatever_changes_in_an_entry_shows(people: Cast, field: str, value: object) -> None:
    for act in ("one", "two", "three"):
        record(actor=people.amina, act=act, reason="asked for")
    Entry.objects.filter(number=2).update(**{field: value})
    assert verify().broken_at == 2


def test_whose_words_were_read_cannot_be_taken_out_of_an_entry(people: Cast) -> None:
    record(actor=people.amina, act="listening.read", subject_keys=[make_key()])
    Subject.objects.all().delete()
    assert verify().broken_at == 1


def test_a_cut_tail_shows(people: Cast) -> None:
    for act in ("one", "two"):
        record(actor=people.amina, act=act)
    Entry.objects.filter(number=2).delete()
    assert verify().broken_at == 2


def test_a_deleted_head_shows(people: Cast) -> None:
    """Without it nobody could tell how long the chain was."""
    for act in ("one", "two"):
        record(actor=people.amina, act=act)
    Head.objects.all().delete()
    assert verify().broken_at == 3


def test_a_chain_without_entries_needs_no_head() -> None:
    assert not Head.objects.exists()
    assert verify().broken_at is None


def test_all_entries_and_the_head_deleted_show(people: Cast) -> None:
    """People sign in here, and each of them was invited by an entry."""
    record(actor=people.amina, act="one")
    Head.objects.all().delete()
    Entry.objects.all().delete()
    assert verify().broken_at == 1


def test_all_entries_deleted_and_the_head_set_back_show(people: Cast) -> None:
    record(actor=people.amina, act="one")
    Head.objects.update(number=0, mac="")
    Entry.objects.all().delete()
    assert verify().broken_at == 1


def test_entries_after_the_head_show(people: Cast) -> None:
    for act in ("one", "two"):
        record(actor=people.amina, act=act)
    Head.objects.update(number=1, mac=Entry.objects.get(number=1).mac)
    assert verify().broken_at == 3


def test_nothing_is_written_after_a_deleted_head(people: Cast) -> None:
    """Else a second chain would begin, and the act would end in an error of the database."""
    record(actor=people.amina, act="one")
    Head.objects.all().delete()
    with pytest.raises(Refused, match="run `saidanddone verify-audit`"):
        record(actor=people.amina, act="two")
    assert not Head.objects.exists()


def test_what_came_after_a_head_is_checked_from_there(people: Cast) -> None:
    for act in ("one", "two", "three"):
        record(actor=people.amina, act=act)
    first = ChainHead(1, Entry.objects.get(number=1).mac)
    assert verify(since=first) == verify()
    Entry.objects.filter(number=3).update(count=7)
    assert verify(since=first).broken_at == 3


def test_after_the_key_is_gone_rows_verify_and_name_nobody(people: Cast) -> None:
    key_ref = make_key()
    key_ring = KeyRing([key_ref])
    record(actor=people.amina, act="listening.read", subject_keys=[key_ref])
    assert key_ring.opens_alias(key_ref, bytes(Subject.objects.get().alias))
    Tombstone.objects.create(key_ref=key_ref)
    assert verify().broken_at is None
    assert not KeyRing([key_ref]).opens(key_ref)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_audited() -> None:
    with pytest.raises(RuntimeError):
        record(actor=None, act="alone")
    with transaction.atomic():
        record(actor=None, act="together")
    assert Entry.objects.count() == 1
