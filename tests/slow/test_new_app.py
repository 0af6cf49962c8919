"""`make new-app` in a copy of the repository: what it writes passes every check of its own accord."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "node_modules", ".*_cache", "__pycache__")
ASKED = ("support", "--above", "strategy", "--role", "service_manager")
SAYS = ("--says", "See the hubs of a service.")
CHECKS = [
    "tests/unit/support",
    "tests/meta/test_contracts.py",
    "tests/meta/test_documented.py",
    "tests/meta/test_permissions.py",
    "tests/meta/test_relations.py",
    "tests/meta/test_retention.py",
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("copy") / "project"
    shutil.copytree(ROOT, made, ignore=LEFT_OUT)
    return made


def run(copy: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """With the copy's code in place of this checkout's."""
    paths = f"{copy / 'src'}{os.pathsep}{copy / 'methods' / 'src'}"
    environment = {**os.environ, "PYTHONPATH": paths}
    return subprocess.run(
        [sys.executable, *command],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_a_new_app_passes_the_checks_as_it_is_written(copy: Path) -> None:
    made = run(copy, "-m", "tools.new_app", *ASKED, *SAYS)
    assert made.returncode == 0, made.stderr
    assert "src/saidanddone/support/policies.py" in made.stdout
    checked = run(copy, "-m", "pytest", "-q", *CHECKS)
    assert checked.returncode == 0, checked.stdout[-3000:]
    contracts = run(
        copy,
        "-c",
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())",
    )
    assert contracts.returncode == 0, contracts.stdout[-3000:]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("peers", *ASKED[1:], *SAYS), "There is an app “peers” already."),
        (("Support", *ASKED[1:], *SAYS), "small letters"),
        (("hubs", "--above", "tactics", *ASKED[3:], *SAYS), "There is no app “tactics”"),
        (("hubs", *ASKED[1:3], "--role", "boss", *SAYS), "There is no role “boss”"),
        (("hubs", *ASKED[1:], "--says", "hubs"), "one sentence, with a full stop"),
    ],
)
def test_what_cannot_be_added_is_refused_before_anything_is_written(
    copy: Path, asked: tuple[str, ...], sentence: str
) -> None:
    before = (copy / "pyproject.toml").read_text(encoding="utf-8")
    refused = run(copy, "-m", "tools.new_app", *asked)
    assert (refused.returncode, sentence in refused.stderr) == (2, True)
    assert (copy / "pyproject.toml").read_text(encoding="utf-8") == before
    assert not (copy / "src/saidanddone/hubs").exists()
