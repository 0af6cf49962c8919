"""After a withdrawal on SQLite, neither the ciphertext nor the wrapped key is in any file."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
WITHIN = 60  # seconds: what docs/explanation/how-words-are-kept.md promises


@pytest.fixture
def place(tmp_path: Path) -> dict[str, str]:
    return place_in(tmp_path)


def place_in(root: Path) -> dict[str, str]:
    """The environment of an installation with its folders under `root`."""
    return {
        **{name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")},
        "SAIDANDDONE_HOME": str(root / "home"),
        "SAIDANDDONE_KEYS": str(root / "keys"),
        "SAIDANDDONE_DEMONSTRATION": "1",
        "DJANGO_SETTINGS_MODULE": "saidanddone.project.settings",
    }


def play(place: dict[str, str], *scene: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.slow.scenes", *scene],
        env=place,
        text=True,
        stdout=subprocess.PIPE,
    )


def told(place: dict[str, str], *scene: str) -> str:
    with play(place, *scene) as process:
        said, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return said


def still_in_files(place: dict[str, str], marks: list[bytes]) -> list[str]:
    folders = (Path(place["SAIDANDDONE_HOME"]), Path(place["SAIDANDDONE_KEYS"]))
    found = []
    for path in (each for folder in folders for each in folder.rglob("*") if each.is_file()):
        held = path.read_bytes()
        found += [path.name for mark in marks if mark in held]
    return found


def marks_of(person: dict[str, object]) -> list[bytes]:
    """The nonce and first bytes of each sealed text, enough to know it, and the wrapped key."""
    sealed = [bytes.fromhex(each)[:28] for each in person["sealed"]]  # type: ignore[attr-defined]
    return [*sealed, bytes.fromhex(str(person["key"]))[:28]]


def test_the_bytes_leave_within_a_minute_of_the_commit(place: dict[str, str]) -> None:
    kit, lou = json.loads(told(place, "prepare"))
    assert still_in_files(place, marks_of(kit))
    committed = float(told(place, "withdraw", kit["contributor"]))
    assert still_in_files(place, marks_of(kit)) == []
    assert time.time() - committed < WITHIN
    assert still_in_files(place, marks_of(lou))
    assert json.loads(told(place, "others")) == [
        "My daughter walks home past the yard and I would like the lamp there to work."
    ]


def test_the_bytes_leave_within_a_minute_of_a_readers_end(place: dict[str, str]) -> None:
    kit, _ = json.loads(told(place, "prepare"))
    with play(place, "hold", "20") as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline().strip() == "holding"
        withdrawn = play(place, "withdraw", kit["contributor"])
        ended = float(reader.stdout.readline())
    withdrawn.communicate(timeout=WITHIN)
    assert still_in_files(place, marks_of(kit)) == []
    assert time.time() - ended < WITHIN
