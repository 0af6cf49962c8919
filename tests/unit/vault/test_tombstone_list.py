"""The list of destroyed keys: whole or refused, and no key lost by a process that is killed."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import transaction

from saidanddone.base import clock
from saidanddone.base.errors import Refused
from saidanddone.vault import erasure, tombstone_list
from saidanddone.vault.models import Tombstone
from saidanddone.vault.scheduled import finish_shredding
from saidanddone.vault.tombstone_list import HEADING, TombstoneList

pytestmark = pytest.mark.django_db
ONE, TWO, THREE = "0123456789ab", "ba9876543210", "0000000000zz"


def whole() -> bytes:
    return str(TombstoneList(destroyed=(ONE, TWO), asked={THREE: clock.now()})).encode()


def test_what_is_written_is_read_again(beside_the_keys: Path) -> None:
    listed = TombstoneList(destroyed=(ONE, TWO), asked={THREE: clock.now()})
    tombstone_list.make(listed)
    assert tombstone_list.read() == listed
    assert (beside_the_keys / "tombstones.txt").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: b"",
        lambda text: b"\n",
        lambda text: b"<html>no such page</html>\n",
        lambda text: text[:-1],
        lambda text: text[: len(text) // 2],
        lambda text: text[: text.rindex(b"Keys above")],
        lambda text: text.replace(f"{ONE}\n".encode(), b""),
        lambda text: text.replace(ONE.encode(), THREE.encode()),
        lambda text: text.partition(b"\n")[2],
        lambda text: text + text,
        lambda text: text.replace(b"above: 3", b"above: 2"),
    ],
)
def test_an_empty_cut_or_changed_list_is_refused(beside_the_keys: Path, damage) -> None:  # type: ignore[no-untyped-def]
    """Beside the keys, and given in a file, where bare references are read as well."""
    damaged = damage(whole())
    tombstone_list.path().write_bytes(damaged)
    with pytest.raises(Refused, match="empty, damaged, cut short or of another installation"):
        tombstone_list.read()
    with pytest.raises(Refused, match=r"Line \d+|cut short"):
        tombstone_list.parse(damaged, "list", may_be_plain=True)


def test_bare_references_are_a_list_only_where_that_is_said() -> None:
    plain = f"{ONE}\n{TWO}\n".encode()
    assert tombstone_list.parse(plain, "list", may_be_plain=True).destroyed == (ONE, TWO)
    with pytest.raises(Refused):
        tombstone_list.parse(plain, "list")
    with pytest.raises(Refused, match="Line 2 of list is no key's reference"):
        tombstone_list.parse(f"{ONE}\nx\n".encode(), "list", may_be_plain=True)


def test_a_key_is_listed_before_the_commit_that_stops_it(beside_the_keys: Path) -> None:
    with transaction.atomic():
        erasure.shred(ONE)
        assert list(tombstone_list.read().asked) == [ONE]
    erasure.settle_list()
    assert tombstone_list.read() == TombstoneList(destroyed=(ONE,))


def test_what_was_rolled_back_is_forgotten_once_no_transaction_can_still_hold_it(
    beside_the_keys: Path,
) -> None:
    now = clock.now()
    with time_machine.travel(now, tick=False), transaction.atomic():
        erasure.shred(ONE)
        transaction.set_rollback(True)
    for minutes, still_there in ((9, [ONE]), (11, [])):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            erasure.settle_list()
            assert list(tombstone_list.read().asked) == still_there


def test_what_another_host_destroyed_comes_into_the_list(beside_the_keys: Path) -> None:
    Tombstone.objects.create(key_ref=TWO, destroyed_at=clock.now())
    assert finish_shredding(clock.today()) == []
    assert tombstone_list.read().destroyed == (TWO,)


@pytest.mark.parametrize("content", [None, b"junk"])
def test_a_list_that_cannot_be_written_stops_no_withdrawal_and_is_told(
    beside_the_keys: Path, content: bytes | None
) -> None:
    """It is never made anew by itself: a new one would not know what the old one knew."""
    tombstone_list.path().unlink()
    if content:
        tombstone_list.path().write_bytes(content)
    erasure.shred(ONE)
    assert Tombstone.objects.get().key_ref == ONE
    assert "Put back its newest" in finish_shredding(clock.today())[-1]
    assert tombstone_list.path().exists() == bool(content)


def test_the_list_says_what_it_is(beside_the_keys: Path) -> None:
    assert tombstone_list.path().read_text().splitlines()[0] == HEADING
