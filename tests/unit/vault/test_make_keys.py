"""Keys are made on purpose, apart from the words, before anything else can run."""

import os
import subprocess
import sys
from pathlib import Path


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


def test_keys_beside_the_words_are_refused(tmp_path: Path) -> None:
    refused = run(tmp_path, "make-keys", keys="home/keys")
    assert refused.returncode == 2
    assert "kept apart" in refused.stderr
    assert not (tmp_path / "home" / "keys" / "master.key").exists()
