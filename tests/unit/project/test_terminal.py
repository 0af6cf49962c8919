"""What goes wrong in the terminal ends in one plain sentence, and before anything is changed."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from saidanddone.project.terminal import sentence_for

WORD = "Sesame"


def typed_in(room: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a person would, in a process of its own, in a demonstration under `room`."""
    kept = {name: value for name, value in os.environ.items() if "SAIDANDDONE" not in name}
    for name in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "KEYS_DATABASE_URL"):
        kept.pop(name, None)
    where = {"SAIDANDDONE_HOME": str(room), "SAIDANDDONE_DEMONSTRATION": "1"}
    start = "import sys; from saidanddone.project.terminal import main; main()"
    return subprocess.run(
        [sys.executable, "-c", start, *words],
        env=kept | where | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def ends_plainly(done: subprocess.CompletedProcess[str], sentence: str) -> None:
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert sentence in done.stderr
    assert done.stdout == ""


def test_a_taken_port_is_told_before_links_are_made_anew(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = typed_in(tmp_path, "start", "--port", str(port))
    ends_plainly(done, f"Port {port} cannot be used")
    assert f"make run PORT={port + 1}" in done.stderr
    assert not (tmp_path / "saidanddone.sqlite3").exists()


@pytest.mark.parametrize("wrong", [("--port", "99999"), ("--port", "abc"), ("--workers", "0")])
def test_start_refuses_what_cannot_be_served(tmp_path: Path, wrong: tuple[str, str]) -> None:
    ends_plainly(typed_in(tmp_path, "start", *wrong), f"“{wrong[1]}” is not")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["start", "--port", "x"], "“x” is not a port. Choose one from 1 to 65535."),
        (["start", "--nope"], "There is no option --nope. `saidanddone start --help` tells every option."),
        (["thread"], "Something is missing: --as, --programme. `saidanddone thread --help` tells every option."),
        (["import-turns", "x", "--held"], "--held needs a value after it. `saidanddone import-turns --help` tells every option."),
        (["case-study", "--from", "air"], "“air” is not one for --from. Choose from draft, release."),
        (["migrate", "--database"], "--database needs a value after it. `saidanddone migrate --help` tells every option."),
    ],
)  # fmt: skip
def test_a_wrong_option_is_told_in_one_sentence(
    tmp_path: Path, words: list[str], sentence: str
) -> None:
    """Without the page of usage above it, for commands of ours and for Django's."""
    done = typed_in(tmp_path, *words)
    assert done.returncode == 2
    assert done.stderr.replace("'", "") == f"{sentence}\n"


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = typed_in(tmp_path / "file", "people")
    ends_plainly(done, "cannot be made. Set SAIDANDDONE_HOME to one that can be written to.")


def test_a_database_that_was_never_prepared_says_how(tmp_path: Path) -> None:
    ends_plainly(typed_in(tmp_path, "people"), "Run `saidanddone migrate`")


def test_a_database_that_is_none_says_where_to_look(tmp_path: Path) -> None:
    (tmp_path / "saidanddone.sqlite3").write_text("junk" * 400)
    ends_plainly(typed_in(tmp_path, "people"), "The database cannot be read or written.")


def test_a_wrong_address_of_a_database_is_not_repeated(tmp_path: Path) -> None:
    done = typed_in(tmp_path, "people", DATABASE_URL=f"post://me:{WORD}@host/name")
    ends_plainly(done, "DATABASE_URL is not the address of a database.")
    assert WORD not in done.stderr


@pytest.mark.parametrize("damaged", ["", "AAAA", "not base64!"])
def test_a_damaged_key_is_named_and_never_replaced(tmp_path: Path, damaged: str) -> None:
    (tmp_path / "keys").mkdir()
    key = tmp_path / "keys" / "session.key"
    key.write_text(damaged)
    ends_plainly(typed_in(tmp_path, "people"), "The key session.key is damaged")
    assert key.read_text() == damaged


def test_the_wrong_master_key_is_never_told_as_words_that_are_gone() -> None:
    assert "the master key is not the one it was sealed with" in sentence_for(InvalidTag())


@pytest.mark.parametrize("words", [(), ("--help",), ("help",)])
def test_our_commands_are_listed_with_nothing_configured(tmp_path: Path, words: tuple[str]) -> None:
    done = typed_in(tmp_path / "none", *words, SAIDANDDONE_DEMONSTRATION="")
    assert done.returncode == 0, done.stderr
    assert "  import-turns " in done.stdout
    assert "migrate" not in done.stdout
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("words", [("import-turns", "--help"), ("help", "import-turns")])
def test_a_command_explains_itself_with_nothing_configured(
    tmp_path: Path, words: tuple[str]
) -> None:
    done = typed_in(tmp_path / "none", *words, SAIDANDDONE_DEMONSTRATION="")
    assert done.returncode == 0, done.stderr
    assert "--community-column" in done.stdout
    assert not (tmp_path / "none").exists()
