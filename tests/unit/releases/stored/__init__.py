"""Releases as each format stored them, kept as files.

`format-N.json` is a release of the demonstration, signed by the version of the product whose
`FORMAT` was N, and made shorter. `shape-N.txt` lists the fields of that format. Neither is changed
once that version is in use: someone's releases are stored like this.

When `FORMAT` is raised, build the demonstration with the new code and add both files:

    saidanddone demo && python -m tests.unit.releases.stored
"""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
STATES = (".says", ".state", ".placed", ".shaped")  # pages word each value of these differently


def release_of(version: int) -> dict[str, Any]:
    """A release as this format stored it."""
    stored: dict[str, Any] = json.loads(_release_file(version).read_text(encoding="utf-8"))
    return stored


def shape_of(version: int) -> list[str]:
    """The lines that say what this format stores; empty where they were not written down."""
    file = _shape_file(version)
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def add(version: int, release: dict[str, Any], shape: list[str]) -> None:
    """Write both files of a format. Raises FileExistsError where they are there already."""
    with _shape_file(version).open("x", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in shape)
    with _release_file(version).open("x", encoding="utf-8") as file:
        json.dump(shortened(release), file, indent=1, ensure_ascii=False)
        file.write("\n")


def shortened(stored: Any) -> Any:
    """The same with shorter lists of records: one stays where it fills a field that none before it fills."""
    if isinstance(stored, dict):
        return {name: shortened(value) for name, value in stored.items()}
    if not isinstance(stored, list) or not all(isinstance(entry, dict) for entry in stored):
        return stored
    kept: list[Any] = []
    filled: set[str] = set()
    for entry in stored:
        new = _filled(entry) - filled
        if new:
            kept.append(shortened(entry))
            filled |= new
    return kept


def _filled(value: Any, path: str = "") -> set[str]:
    """The places of a value that are not empty, a state such as `under_way` with the state itself."""
    if isinstance(value, dict):
        return set().union(*(_filled(inner, f"{path}.{name}") for name, inner in value.items()))
    if isinstance(value, list):
        return set().union(*(_filled(inner, f"{path}[]") for inner in value))
    if isinstance(value, str) and path.endswith(STATES):
        return {f"{path}={value}"}
    return {path} if value not in (None, "", False) else set()


def _release_file(version: int) -> Path:
    return FOLDER / f"format-{version}.json"


def _shape_file(version: int) -> Path:
    return FOLDER / f"shape-{version}.txt"
