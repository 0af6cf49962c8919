"""A backup put back brings nobody back who had withdrawn since."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from saidanddone.audit.chain import verify
from saidanddone.audit.models import Entry
from saidanddone.listening.models import Contribution, Contributor
from saidanddone.vault import erasure
from saidanddone.vault.models import Tombstone, WrappedKey
from saidanddone.vault.sealing import KeyDestroyed, key_ring_for
from tests.people import Cast
from tests.unit.listening.occasions import captured, interview, kit


def listed(tmp_path: Path, *refs: str) -> str:
    file = tmp_path / "tombstones.txt"
    file.write_text("\n".join(refs) + "\n")
    return str(file)


@pytest.fixture
def replay(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Any:
    monkeypatch.setattr(erasure, "finish_shredding_soon", erasure.finish_shredding)

    def act(*refs: str) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            call_command("replay_tombstones", listed(tmp_path, *refs))

    return act


def test_who_had_withdrawn_is_erased_again_and_nobody_else(people: Cast, replay: Any) -> None:
    engagement = interview(people)
    withdrew, stays = (kit(people)[0] for _ in range(2))
    gone, still_there = captured(people, engagement, withdrew), captured(people, engagement, stays)
    replay(withdrew.key_ref)
    assert list(Contributor.objects.all()) == [stays]
    assert list(Contribution.objects.all()) == [still_there]
    assert not WrappedKey.objects.filter(ref=withdrew.key_ref).exists()
    with pytest.raises(KeyDestroyed):
        key_ring_for([gone]).unseal(gone, "words")
    assert key_ring_for([still_there]).unseal(still_there, "words")
    assert Entry.objects.filter(act="listening.erase_again").count() == 1
    assert verify().broken_at is None


def test_a_key_whose_words_the_backup_never_held_is_stopped_too(people: Cast, replay: Any) -> None:
    replay("0123456789ab")
    assert Tombstone.objects.get().key_ref == "0123456789ab"


def test_it_may_be_done_twice(people: Cast, replay: Any) -> None:
    contributor, _ = kit(people)
    replay(contributor.key_ref)
    replay(contributor.key_ref)
    assert Tombstone.objects.filter(key_ref=contributor.key_ref).count() == 1
    assert Entry.objects.filter(act="listening.erase_again").count() == 1


def test_the_list_is_what_the_other_command_prints(people: Cast, replay: Any, capsys: Any) -> None:
    replay("0123456789ab", "ba9876543210")
    capsys.readouterr()
    call_command("tombstones")
    assert capsys.readouterr().out.split() == ["0123456789ab", "ba9876543210"]


def test_a_file_with_anything_else_in_it_changes_nothing(people: Cast, tmp_path: Path) -> None:
    contributor, _ = kit(people)
    with pytest.raises(CommandError, match="Line 2 is no key's reference") as refused:
        call_command("replay_tombstones", listed(tmp_path, contributor.key_ref, "<html>"))
    assert refused.value.returncode == 2
    assert Contributor.objects.count() == 1
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("replay_tombstones", str(tmp_path / "missing.txt"))
