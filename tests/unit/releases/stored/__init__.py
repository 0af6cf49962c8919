"""Releases as each format stored them, kept as files.

`format-1.json` and `format-2.json` are releases of the demonstration, signed by versions that stored a
release as one whole, and made shorter. `shape-1.txt` and `shape-2.txt` list their fields. `parts/` has
the same for each part and each of its formats: `strategy-1.json` and `strategy-1.txt`. None is changed
once that version is in use: someone's releases are stored like this.

When the format of a part is raised, build the demonstration with the new code and add its files:

    saidanddone demo && python -m tests.unit.releases.stored
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PARTS = FOLDER / "parts"
STATES = (".says", ".state", ".placed", ".shaped")  # pages word each value of these differently


def whole_release(version: int) -> dict[str, Any]:
    """A release as this format stored it as one whole."""
    stored: dict[str, Any] = _read(FOLDER / f"format-{version}.json")
    return stored


def whole_shape(version: int) -> list[str]:
    """The lines that say what this format of the whole stored."""
    return _lines(FOLDER / f"shape-{version}.txt")


def piece_of(slug: str, version: int) -> dict[str, Any]:
    """A part as this format of it stored it."""
    stored: dict[str, Any] = _read(PARTS / f"{slug}-{version}.json")
    return stored


def shape_of(slug: str, version: int) -> list[str]:
    """The lines that say what this format of a part stores; empty where they were not written down."""
    file = PARTS / f"{slug}-{version}.txt"
    return _lines(file) if file.exists() else []


def release_in_parts(formats: Mapping[str, int]) -> dict[str, Any]:
    """A release in which each part, by slug, is stored in this format of it."""
    return {slug: piece_of(slug, version) for slug, version in formats.items()}


def add(slug: str, piece: dict[str, Any], shape: list[str]) -> None:
    """Write both files of a part's format, unless they are there already."""
    name = f"{slug}-{piece['format']}"
    if (PARTS / f"{name}.json").exists():
        return
    PARTS.mkdir(exist_ok=True)
    with (PARTS / f"{name}.txt").open("x", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in shape)
    with (PARTS / f"{name}.json").open("x", encoding="utf-8") as file:
        json.dump(shortened(piece), file, indent=1, ensure_ascii=False)
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


def _read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()
