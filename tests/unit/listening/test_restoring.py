"""A backup put back brings nobody back who had withdrawn since, and nobody is served before that is so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from saidanddone.audit import kept_head
from saidanddone.audit.chain import verify
from saidanddone.audit.models import Entry
from saidanddone.base import clock
from saidanddone.base.errors import Refused
from saidanddone.listening.commands import (
    make_lists,
    prepare_to_serve,
    withdraw_now,
)
from saidanddone.listening.models import Contribution, Contributor
from saidanddone.listening.put_back import refuse_what_was_put_back
from saidanddone.vault import erasure, tombstone_list
from saidanddone.vault.models import Tombstone, WrappedKey
from saidanddone.vault.sealing import KeyDestroyed, key_ring_for
from saidanddone.vault.tombstone_list import TombstoneList
from tests.people import Cast
from tests.unit.listening.occasions import captured, interview, kit

Commits = Callable[..., Any]
STOPPED = "0123456789ab"


@pytest.fixture(autouse=True)
def shredding_at_once(monkeypatch: pytest.MonkeyPatch, beside_the_keys: Path) -> None:
    monkeypatch.setattr(erasure, "finish_shredding_soon", erasure.finish_shredding)


@contextmanager
def and_put_back() -> Iterator[None]:
    """What happens within is gone from both databases afterwards, as if a backup from before were put back."""
    with transaction.atomic("default"), transaction.atomic("keys"):
        yield
        for alias in ("default", "keys"):
            transaction.set_rollback(True, using=alias)


def withdrawn(people: Cast, contributor: Contributor, commits: Commits) -> None:
    with commits(execute=True):
        withdraw_now(actor=people.amina, programme=people.programme, contributor=contributor)


@pytest.fixture
def two(people: Cast) -> tuple[Contributor, Contributor]:
    """One who withdraws and one who stays, in a home that was started before."""
    engagement = interview(people)
    both = kit(people)[0], kit(people)[0]
    for contributor in both:
        captured(people, engagement, contributor)
    assert prepare_to_serve() == ""
    return both


def restored(commits: Commits, *typed: str) -> None:
    with commits(execute=True):
        call_command("restore", *typed)


def test_a_backup_from_before_a_withdrawal_is_not_served_until_it_is_restored(
    people: Cast,
    two: tuple[Contributor, Contributor],
    django_capture_on_commit_callbacks: Commits,
    capsys: Any,
) -> None:
    gone, stays = two
    words = {contributor.ref: contributor.contributions.get() for contributor in two}
    with and_put_back():
        withdrawn(people, gone, django_capture_on_commit_callbacks)
    assert WrappedKey.objects.filter(ref=gone.key_ref).exists()
    for refuse in (refuse_what_was_put_back, prepare_to_serve):
        with pytest.raises(Refused, match="put back from a backup, in which 1 key destroyed since"):
            refuse()
    restored(django_capture_on_commit_callbacks)
    assert "1 key is stopped for good; 1 person is erased again." in capsys.readouterr().out
    assert list(Contributor.objects.all()) == [stays]
    assert list(Contribution.objects.all()) == [words[stays.ref]]
    assert not WrappedKey.objects.filter(ref=gone.key_ref).exists()
    with pytest.raises(KeyDestroyed):
        key_ring_for([words[gone.ref]]).unseal(words[gone.ref], "words")
    assert key_ring_for([words[stays.ref]]).unseal(words[stays.ref], "words")
    assert Entry.objects.filter(act="listening.erase_again").count() == 1
    assert Entry.objects.filter(act="listening.put_back").count() == 1
    assert verify().broken_at is None
    assert prepare_to_serve() == ""


def test_a_backup_older_than_the_audits_head_is_not_served(
    people: Cast, two: tuple[Contributor, Contributor], django_capture_on_commit_callbacks: Commits
) -> None:
    """Nobody withdrew, but quotes stopped and people registered since are not in it: that must be known."""
    with and_put_back():
        kit(people)
        prepare_to_serve()
    with pytest.raises(Refused, match="If you put back a backup, run `saidanddone restore`"):
        prepare_to_serve()
    restored(django_capture_on_commit_callbacks)
    assert prepare_to_serve() == ""


def test_a_backup_that_is_older_than_people_were_told_is_said_to_be(
    people: Cast,
    two: tuple[Contributor, Contributor],
    django_capture_on_commit_callbacks: Commits,
    capsys: Any,
) -> None:
    for days, is_said in ((29, False), (29 + 31, True)):
        with clock.as_if(clock.now() + timedelta(days=days)):
            restored(django_capture_on_commit_callbacks)
        assert ("days old" in capsys.readouterr().out) == is_said


def test_restoring_twice_changes_nothing_more(
    people: Cast, two: tuple[Contributor, Contributor], django_capture_on_commit_callbacks: Commits
) -> None:
    with and_put_back():
        withdrawn(people, two[0], django_capture_on_commit_callbacks)
    for _ in range(2):
        restored(django_capture_on_commit_callbacks)
    assert Tombstone.objects.filter(key_ref=two[0].key_ref).count() == 1
    assert Entry.objects.filter(act="listening.erase_again").count() == 1


@pytest.mark.parametrize("content", [b"", b"\n", b"<html>", None])
def test_without_a_whole_list_nothing_is_restored_or_served(
    people: Cast,
    two: tuple[Contributor, Contributor],
    django_capture_on_commit_callbacks: Commits,
    content: bytes | None,
) -> None:
    with and_put_back():
        withdrawn(people, two[0], django_capture_on_commit_callbacks)
    tombstone_list.path().unlink()
    if content is not None:
        tombstone_list.path().write_bytes(content)
    with pytest.raises(CommandError, match="Put back its newest"):
        call_command("restore")
    with pytest.raises(Refused, match="Put back its newest"):
        prepare_to_serve()
    assert Contributor.objects.count() == 2


def test_a_list_from_elsewhere_restores_where_that_beside_the_keys_is_gone(
    people: Cast,
    two: tuple[Contributor, Contributor],
    django_capture_on_commit_callbacks: Commits,
    tmp_path: Path,
) -> None:
    with and_put_back():
        withdrawn(people, two[0], django_capture_on_commit_callbacks)
    kept = tombstone_list.path().rename(tmp_path / "kept.txt")
    restored(django_capture_on_commit_callbacks, str(kept))
    assert list(Contributor.objects.all()) == [two[1]]
    assert tombstone_list.read().destroyed == (two[0].key_ref,)
    assert prepare_to_serve() == ""


@pytest.mark.parametrize("content", [b"", b"0123456789ab\n<html>\n"])
def test_a_file_that_is_no_list_changes_nothing(
    people: Cast, two: tuple[Contributor, Contributor], tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "list.txt").write_bytes(content)
    for name in ("list.txt", "missing.txt"):
        with pytest.raises(CommandError, match=name) as refused:
            call_command("restore", str(tmp_path / name))
        assert refused.value.returncode == 2
    assert not Tombstone.objects.exists()


def test_a_list_older_than_the_backup_is_refused_unless_there_is_no_newer(
    people: Cast, two: tuple[Contributor, Contributor], django_capture_on_commit_callbacks: Commits
) -> None:
    tombstone_list.make(TombstoneList())
    Tombstone.objects.create(key_ref=STOPPED)
    with pytest.raises(CommandError, match="older than the backup, which knows 1 key more"):
        call_command("restore")
    assert not Entry.objects.filter(act="listening.put_back").exists()
    restored(django_capture_on_commit_callbacks, "--no-newer-list")
    assert tombstone_list.read().destroyed == (STOPPED,)


def test_the_list_is_what_the_other_command_prints(
    people: Cast, django_capture_on_commit_callbacks: Commits, tmp_path: Path, capsys: Any
) -> None:
    Tombstone.objects.create(key_ref=STOPPED)
    call_command("tombstones")
    (tmp_path / "list.txt").write_text(capsys.readouterr().out)
    Tombstone.objects.all().delete()
    restored(django_capture_on_commit_callbacks, str(tmp_path / "list.txt"))
    assert Tombstone.objects.get().key_ref == STOPPED


def test_a_list_printed_beside_what_was_put_back_is_not_older(
    people: Cast,
    two: tuple[Contributor, Contributor],
    django_capture_on_commit_callbacks: Commits,
    capsys: Any,
) -> None:
    """Printed by a timer between the backup and `restore`, it takes the place of the newest copy."""
    with and_put_back():
        withdrawn(people, two[0], django_capture_on_commit_callbacks)
    call_command("tombstones")
    assert capsys.readouterr().out == tombstone_list.path().read_text()
    assert two[0].key_ref in tombstone_list.read().destroyed


def test_a_withdrawal_killed_before_its_commit_is_finished_at_the_next_start(
    people: Cast, two: tuple[Contributor, Contributor], django_capture_on_commit_callbacks: Commits
) -> None:
    tombstone_list.ask_for([two[0].key_ref])
    with django_capture_on_commit_callbacks(execute=True):
        assert prepare_to_serve() == ""
    assert list(Contributor.objects.all()) == [two[1]]
    assert tombstone_list.read() == TombstoneList(destroyed=(two[0].key_ref,))


def test_keys_that_an_older_backup_of_them_brings_back_are_destroyed_again(
    people: Cast, two: tuple[Contributor, Contributor], django_capture_on_commit_callbacks: Commits
) -> None:
    key = WrappedKey.objects.get(ref=two[0].key_ref)
    withdrawn(people, two[0], django_capture_on_commit_callbacks)
    Tombstone.objects.update(destroyed_at=clock.now())
    WrappedKey.objects.create(ref=key.ref, wrapped=key.wrapped)
    prepare_to_serve()
    assert not WrappedKey.objects.filter(ref=key.ref).exists()


def test_words_whose_keys_are_missing_are_not_served(
    people: Cast, two: tuple[Contributor, Contributor], django_capture_on_commit_callbacks: Commits
) -> None:
    """A database of keys that is older than the words, or was made new because its file was away."""
    WrappedKey.objects.filter(ref=two[0].key_ref).delete()
    for refuse in (prepare_to_serve, lambda: call_command("restore")):
        with pytest.raises((Refused, CommandError), match="lacks 1 key that these words need"):
            refuse()
    restored(django_capture_on_commit_callbacks, "--keys-are-lost")
    assert list(Contributor.objects.all()) == [two[1]]
    assert prepare_to_serve() == ""


def test_a_home_of_0_1_is_served_and_told_one_command(people: Cast) -> None:
    kit(people)
    for file in (tombstone_list, kept_head):
        file.path().unlink()
    assert refuse_what_was_put_back() == prepare_to_serve() == kept_head.NOT_KEPT_YET
    Tombstone.objects.create(key_ref=STOPPED)
    assert make_lists() == ["tombstones.txt", "audit-head.txt"]
    assert tombstone_list.read().destroyed == (STOPPED,)
    assert kept_head.read() == verify().head
    assert prepare_to_serve() == ""


@pytest.mark.parametrize("file", [tombstone_list, kept_head], ids=["list", "head"])
def test_one_file_without_the_other_is_a_loss(people: Cast, file: Any) -> None:
    """Also where no entry says that a head was kept: someone may have taken all of them away."""
    file.path().unlink()
    with pytest.raises(Refused, match="is not beside the keys"):
        prepare_to_serve()


@pytest.mark.parametrize("file", [tombstone_list, kept_head], ids=["list", "head"])
def test_what_was_kept_and_is_gone_is_never_made_anew(
    people: Cast, two: tuple[Contributor, Contributor], file: Any
) -> None:
    file.path().unlink()
    for refuse in (refuse_what_was_put_back, prepare_to_serve, make_lists):
        with pytest.raises(Refused, match="is not beside the keys"):
            refuse()
    assert not file.path().exists()
