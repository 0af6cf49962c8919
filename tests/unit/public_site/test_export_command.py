"""The public site before anything is released, exported from the terminal."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.people import Cast


def test_from_the_terminal_a_refusal_is_a_sentence(people: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no such release") as refused:
        call_command(
            "export_site", str(tmp_path / "site"), "--as", "bola@harbour.example", stderr=StringIO()
        )
    assert refused.value.returncode == 2
    with pytest.raises(CommandError, match="Nobody signs in as"):
        call_command("export_site", str(tmp_path / "site"), "--as", "who@harbour.example")
