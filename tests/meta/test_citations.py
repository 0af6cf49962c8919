"""What the code cites can be read in the repository, and every app has its README."""

import re
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).parents[2]
CITED = re.compile(r"[\w./-]+\.md\b")
FOLDERS = ("src", "bench", "tools", "methods/src")
KINDS = (".py", ".html", ".toml")


def sources() -> list[Path]:
    return [
        path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in KINDS
    ]


def is_in_the_repository(cited: str, source: Path) -> bool:
    """By its path from the root, or from any folder above the file that cites it; else by its name."""
    if any((folder / cited).is_file() for folder in (ROOT, *source.parents)):
        return True
    return "/" not in cited and any((ROOT / "docs").rglob(cited))


def test_every_page_that_the_code_cites_is_here() -> None:
    missing = [
        f"{source.relative_to(ROOT)}: {cited}"
        for source in sources()
        for cited in CITED.findall(source.read_text(encoding="utf-8"))
        if not is_in_the_repository(cited, source)
    ]
    assert missing == []


def test_every_app_has_its_readme() -> None:
    without = [
        app.label
        for app in apps.get_app_configs()
        if app.name.startswith("saidanddone.") and not (Path(app.path) / "README.md").is_file()
    ]
    assert without == []


def test_every_decision_has_a_number_of_its_own() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md")]
    assert len(numbers) == len(set(numbers))
