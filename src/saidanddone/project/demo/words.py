"""The written words of the demonstration, read from `eastmere/` (its README says what is where)."""

import re
import tomllib
from pathlib import Path
from typing import Any

from saidanddone.project.demo.dates import with_dates

Row = dict[str, Any]
"""One table of a file, its dates turned into days of the story's year."""

FOLDER = Path(__file__).parent / "eastmere"
_MARK = re.compile(r"\{\{([a-z0-9+-]+)\|(.*?)\}\}", re.DOTALL)


def read(name: str, year: int) -> Row:
    """One file, for example `read("peers", 2026)`."""
    return _read(FOLDER / f"{name}.toml", year)


def read_contributions(year: int) -> list[Row]:
    """Every contribution, in the order of its key."""
    return [_read(path, year) for path in sorted((FOLDER / "contributions").glob("*.toml"))]


def _read(path: Path, year: int) -> Row:
    tables: Row = with_dates(tomllib.loads(path.read_text(encoding="utf-8")), year)
    return tables


def without_marks(text: str) -> tuple[str, list[tuple[int, int, list[str]]]]:
    """A turn's text without its marks; and the start, end and codes of each marked passage in it."""
    plain, marks, end = "", [], 0
    for mark in _MARK.finditer(text):
        plain += text[end : mark.start()]
        marks.append((len(plain), len(plain) + len(mark[2]), mark[1].split("+")))
        plain += mark[2]
        end = mark.end()
    return plain + text[end:], marks
