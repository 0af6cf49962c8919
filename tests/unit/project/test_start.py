"""What the program loads when it starts: every command waits for it."""

import os
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

from saidanddone.project.apps import keep_to_its_owner

RUN = "from saidanddone.project.terminal import main; main()"
SLOW_TO_LOAD = ("numpy", "scipy", "polars", "docx", "pypdf")


def test_the_program_starts_without_the_libraries_that_are_slow_to_load() -> None:
    started = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, django; django.setup(); print(*sys.modules, sep='\\n')",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(SLOW_TO_LOAD) & set(started.stdout.splitlines()) == set()


def test_nobody_else_on_the_machine_reads_the_databases_or_their_folder(tmp_path: Path) -> None:
    home = tmp_path / "home"
    known = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    subprocess.run(
        [sys.executable, "-c", RUN, "migrate", "--verbosity=0", "base"],
        env={**known, "SAIDANDDONE_DEMONSTRATION": "1", "SAIDANDDONE_HOME": str(home)},
        umask=0,
        check=True,
    )
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [home, *home.iterdir()]}
    assert modes.pop("home") == 0o700
    assert modes.pop("keys") == 0o700
    assert set(modes.values()) == {0o600}
    assert "saidanddone.sqlite3" in modes


def test_a_database_that_an_earlier_version_left_open_to_others_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "words.sqlite3"
    for name in ("", "-wal", "-shm"):
        Path(f"{path}{name}").write_bytes(b"")
        Path(f"{path}{name}").chmod(0o644)
    keep_to_its_owner(SimpleNamespace(vendor="sqlite", settings_dict={"NAME": path}))
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}
