"""Keys are made on purpose, apart from the words, before anything else can run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


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


def test_outside_demonstration_keys_come_first_and_are_made_once(tmp_path: Path) -> None:
    before = run(tmp_path, "people")
    assert before.returncode == 1
    assert "Run `saidanddone make-keys` first" in before.stderr
    assert "Made master, pepper, audit, session" in run(tmp_path, "make-keys").stdout
    master = (tmp_path / "keys" / "master.key").read_bytes()
    assert "nothing was changed" in run(tmp_path, "make-keys").stdout
    assert (tmp_path / "keys" / "master.key").read_bytes() == master


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
