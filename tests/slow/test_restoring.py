"""A withdrawal killed with kill -9 at any moment, then a backup of words and keys from before it: she stays gone."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from saidanddone.vault.master import NAMES
from tests.slow.test_shredding import place_in, told

pytestmark = pytest.mark.slow
COMMAND = "import sys; from saidanddone.project.terminal import main; main()"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A home with what two people said and both lists beside the keys, and the reference of one of them."""
    root = tmp_path_factory.mktemp("prepared")
    kit, _ = json.loads(told(place_in(root), "prepare"))
    return root, str(kit["contributor"])


@pytest.fixture
def place(prepared: tuple[Path, str], tmp_path: Path) -> dict[str, str]:
    """A copy of it, for one test."""
    return place_in(shutil.copytree(prepared[0], tmp_path / "place"))


@pytest.fixture
def kit(prepared: tuple[Path, str]) -> str:
    return prepared[1]


def typed(place: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *words],
        env=place,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def databases(place: dict[str, str]) -> list[Path]:
    home, keys = (Path(place[f"SAIDANDDONE_{name}"]) for name in ("HOME", "KEYS"))
    return [home / "saidanddone.sqlite3", keys / "keys.sqlite3"]


def backed_up(place: dict[str, str], folder: Path) -> None:
    for database in databases(place):
        shutil.copy(database, folder / database.name)


def put_back(place: dict[str, str], folder: Path) -> None:
    for database in databases(place):
        for ending in ("-wal", "-shm"):
            Path(f"{database}{ending}").unlink(missing_ok=True)
        shutil.copy(folder / database.name, database)


@pytest.mark.parametrize("when", ["before", "between", "after"])
def test_who_withdrew_while_the_program_was_killed_stays_gone(
    place: dict[str, str], kit: str, tmp_path: Path, when: str
) -> None:
    backed_up(place, tmp_path)
    command = [sys.executable, "-m", "tests.slow.restoring", when, kit]
    killed = subprocess.run(command, env=place, check=False, timeout=120)
    assert killed.returncode == -signal.SIGKILL
    put_back(place, tmp_path)
    assert len(json.loads(told(place, "confirmed"))) == 2
    restored = typed(place, "restore")
    assert "1 person is erased again." in restored.stdout, restored.stderr
    assert len(json.loads(told(place, "confirmed"))) == 1
    assert typed(place, "people").returncode == 0


def test_a_backup_put_back_is_refused_by_every_command_until_it_is_restored(
    place: dict[str, str], kit: str, tmp_path: Path
) -> None:
    """`start` and a server that loads `wsgi` too, as the first two."""
    backed_up(place, tmp_path)
    told(place, "withdraw", kit)
    put_back(place, tmp_path)
    wsgi = [sys.executable, "-c", "import saidanddone.project.wsgi"]
    served = subprocess.run(wsgi, env=place, capture_output=True, text=True, check=False)
    assert "put back from a backup, in which 1 key" in served.stderr
    for words in (["start", "--port", "8766"], ["worker"], ["tick"], ["people"], ["shell"]):
        refused = typed(place, *words)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "put back from a backup, in which 1 key destroyed since" in refused.stderr


def test_keys_of_the_environment_are_enough_and_none_is_written(tmp_path: Path) -> None:
    key = "A" * 43 + "="
    given = {f"SAIDANDDONE_{name.upper()}_KEY": key for name in NAMES}
    elsewhere = {"SAIDANDDONE_KEYS": f"{tmp_path}/elsewhere", "SAIDANDDONE_HOME": f"{tmp_path}/new"}
    kept = {name: value for name, value in os.environ.items() if "SAIDANDDONE" not in name}
    settings = {"DJANGO_SETTINGS_MODULE": "saidanddone.project.settings"}
    real = kept | given | elsewhere | settings
    assert typed(real, "migrate").returncode == 0
    assert typed(real, "migrate", "--database", "keys").returncode == 0
    assert "Made tombstones.txt and audit-head.txt" in typed(real, "make-keys").stdout
    assert list(Path(elsewhere["SAIDANDDONE_KEYS"]).glob("*.key")) == []
