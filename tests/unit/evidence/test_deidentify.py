"""`saidanddone deidentify FILE`: identifiers of a file as spans, with nothing configured."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from docx import Document

from saidanddone.evidence.transcripts.redaction import model

START = "import sys; from saidanddone.project.terminal import main; main()"
SPOKEN = "I rang 😀 07700 900123.\r\nThen I moved to E15 4TH with Fatima.\r\n"


def spoken(room: Path, words: str = SPOKEN) -> Path:
    path = room / "spoken.txt"
    path.write_bytes(words.encode())
    return path


def deidentify(*words: object) -> str:
    out = StringIO()
    call_command("deidentify", *map(str, words), stdout=out, stderr=StringIO())
    return out.getvalue()


def test_with_nothing_configured_it_prints_spans_and_leaves_nothing(tmp_path: Path) -> None:
    """Offsets are code points of the file's own text, with its emoji and line ends."""
    room = tmp_path / "tmp"
    room.mkdir()
    path = spoken(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", START, "deidentify", str(path), "--json"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(room)},
        cwd=room,
        capture_output=True,
        text=True,
        check=True,
    )  # fmt: skip
    spans = json.loads(done.stdout)["spans"]
    assert [(SPOKEN[span["start"] : span["end"]], span["kind"]) for span in spans][:2] == [
        ("07700 900123", "phone"),
        ("E15 4TH", "postcode"),
    ]
    assert list(room.iterdir()) == []


def test_a_database_that_is_set_is_not_opened(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", START, "deidentify", str(spoken(tmp_path)), "--json"],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(sys.path),
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["spans"]


def test_without_json_it_prints_the_words_with_placeholders(tmp_path: Path) -> None:
    text = deidentify(spoken(tmp_path, "Ring 07700 900123."))
    assert text == "Ring [phone].\n"


def test_listed_names_are_found(tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("fatima\n", encoding="utf-8")
    spans = json.loads(deidentify(spoken(tmp_path), "--names", names, "--json"))["spans"]
    assert {"start": 53, "end": 59, "kind": "known_name"} in spans


def test_the_words_of_a_document_stand_beside_their_spans(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("I live at E15 4TH.")
    document.save(str(tmp_path / "interview.docx"))
    printed = json.loads(deidentify(tmp_path / "interview.docx", "--json"))
    [span] = printed["spans"]
    assert printed["text"][span["start"] : span["end"]] == "E15 4TH"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty."),
        (b"\x00\x01", "This is not a text file."),
        (b"a" * 1_000_001, "longer than 1,000,000 characters"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "spoken.txt"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=sentence) as refused:
        deidentify(path)
    assert refused.value.returncode == 2


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file") as refused:
        deidentify(tmp_path / "none.txt")
    assert refused.value.returncode == 2


def test_the_model_finds_names_and_streets_that_no_rule_knows(tmp_path: Path) -> None:
    path = spoken(tmp_path, "💡 I stayed with Shanice.\nThen at 16 Cobden Terrace.\n")
    assert deidentify(path).startswith("💡 I stayed with [name].\nThen at [address].\n")


def test_it_says_where_the_model_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "is_installed", lambda: False)
    err = StringIO()
    path = spoken(tmp_path, "Ring 07700 900123.")
    call_command("deidentify", str(path), stdout=(out := StringIO()), stderr=err)
    assert out.getvalue() == "Ring [phone].\n"
    assert "The model that looks for names is not installed here" in err.getvalue()
