"""Keys are made on purpose, apart from the words, before anything else can run."""

import base64
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from saidanddone.audit import commands as audit
from saidanddone.project.management.commands import make_keys
from saidanddone.vault import tombstone_list
from saidanddone.vault.master import NAMES


def run(room: Path, *words: str, keys: str = "keys") -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if "SAIDANDDONE" not in name}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    where = {"SAIDANDDONE_HOME": str(room / "home"), "SAIDANDDONE_KEYS": str(room / keys)}
    start = "import sys; from saidanddone.project.terminal import main; main()"
    return subprocess.run(
        [sys.executable, "-c", start, *words],
        env=kept | where,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_folders_of_words_and_keys_are_their_maker_s_alone(tmp_path: Path) -> None:
    run(tmp_path, "make-keys")
    for folder in ("home", "keys"):
        assert (tmp_path / folder).stat().st_mode & 0o777 == 0o700


def test_outside_demonstration_keys_come_first_and_are_made_once(tmp_path: Path) -> None:
    before = run(tmp_path, "people")
    assert before.returncode == 1
    assert "Run `saidanddone make-keys` first" in before.stderr
    made = run(tmp_path, "make-keys").stdout
    assert "Made master, pepper, audit, session" in made
    assert "Made tombstones.txt and audit-head.txt" in made
    master = (tmp_path / "keys" / "master.key").read_bytes()
    assert "nothing was changed" in run(tmp_path, "make-keys").stdout
    assert (tmp_path / "keys" / "master.key").read_bytes() == master


def test_start_refuses_a_missing_master_key_and_makes_none(tmp_path: Path) -> None:
    """Outside a demonstration a key volume that is not there must not pass for a first start."""
    run(tmp_path, "make-keys")
    (tmp_path / "keys" / "master.key").unlink()
    refused = run(tmp_path, "start", "--port", "8765")
    assert refused.returncode == 1
    assert refused.stderr.startswith("The key master.key is missing. Put it back from its backup.")
    assert not (tmp_path / "keys" / "master.key").exists()
    assert not (tmp_path / "home" / "saidanddone.sqlite3").exists()


def made(*typed: str) -> None:
    call_command("make_keys", *typed)


@pytest.fixture
def in_use(db: None, beside_the_keys: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the keys of a database with an entry in its audit."""
    monkeypatch.setattr(make_keys, "_is_prepared", lambda: True)
    audit.record(actor=None, act="listening.look_up_codes")
    return beside_the_keys


@pytest.mark.parametrize("name", ["master", "pepper", "audit"])
def test_beside_words_no_key_is_made_anew_unless_it_is_said_to_be_lost(
    in_use: Path, name: str
) -> None:
    (in_use / f"{name}.key").unlink()
    with pytest.raises(CommandError, match=rf"in use, and {name}\.key is missing. Put it back"):
        made()
    assert not (in_use / f"{name}.key").exists()
    made("--lost", name)
    assert (in_use / f"{name}.key").exists()


def test_a_new_session_key_only_signs_everyone_out(in_use: Path) -> None:
    (in_use / "session.key").unlink()
    made()
    assert (in_use / "session.key").exists()


def test_a_key_that_the_environment_gives_is_not_written(
    in_use: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NAMES:
        (in_use / f"{name}.key").unlink()
        key = base64.b64encode(bytes(32)).decode()
        monkeypatch.setenv(f"SAIDANDDONE_{name.upper()}_KEY", key)
    made()
    assert list(in_use.glob("*.key")) == []


def test_the_lists_beside_the_keys_are_made_with_them_only(
    tmp_path: Path, settings: Any, capsys: Any
) -> None:
    """Not beside keys that are there already: then the database, which is not there, must come first."""
    settings.SAIDANDDONE_KEYS = tmp_path
    made()
    assert tombstone_list.path().exists()
    tombstone_list.path().unlink()
    with pytest.raises(CommandError, match="Run `saidanddone migrate` first"):
        made()
    assert not tombstone_list.path().exists()


@pytest.mark.parametrize("words", [["make-keys"], ["people"], ["migrate"], ["tick"]])
@pytest.mark.parametrize("keys", ["home/keys", "home"])
def test_keys_beside_the_words_are_refused_by_every_command(
    tmp_path: Path, words: list[str], keys: str
) -> None:
    refused = run(tmp_path, *words, keys=keys)
    assert refused.returncode == 1
    assert refused.stderr == (
        "Set SAIDANDDONE_KEYS to a folder outside SAIDANDDONE_HOME: keys and words are kept apart.\n"
    )
    assert not (tmp_path / "home").exists()


def test_keys_beside_the_words_are_not_served_either(tmp_path: Path) -> None:
    """A server that loads `wsgi` itself does not start."""
    load = "from saidanddone.project.wsgi import application"
    where = {"SAIDANDDONE_HOME": str(tmp_path)}
    kept = {name: value for name, value in os.environ.items() if "SAIDANDDONE" not in name}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    served = subprocess.run(
        [sys.executable, "-c", load], env=kept | where, capture_output=True, text=True, check=False
    )
    assert served.returncode == 1
    assert "keys and words are kept apart" in served.stderr
    assert list(tmp_path.iterdir()) == []
