"""Releases as they were published, in one folder: what was shown, never what was hidden.

    DIR/0001-NAME/spec.json    what the table is
    DIR/0001-NAME/cells.csv    every cell with its figure, empty where hidden

`spec.json`: `name`, `dims` (list of names), `hierarchies` ({dim: [[child, parent], ...]}), `count`
(what is counted), `profile` (a name, or its parts), `period` ([first day, last day] or null). Where
rates were published beside counts, spec.json has `rate_per`, and cells.csv has the columns `rate`
(as printed) and `people` (the denominator). The attack multiplies them.

All releases of one folder count the same people, whatever their columns are called. Keep one folder
for each thing counted.
"""

import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from saidanddone_methods.disclosure.attack.frequency_tables import (
    TOTAL,
    Cell,
    Dimension,
    dimension,
    normalised,
)
from saidanddone_methods.disclosure.attack.simple_attacks import counts_behind_rate
from saidanddone_methods.disclosure.rules.counts import PROFILES, Profile
from saidanddone_methods.errors import BadInput
from saidanddone_methods.frames import pass_instead, reads_frames
from saidanddone_methods.tables import OWN_MACHINE, TableRefused, read_table
from saidanddone_methods.tables.writing import write_rows

FOLDER = re.compile(r"(\d{4,})-(.+)")
MOST_DIGITS = 15  # with more, a float cannot hold every whole number
Period = tuple[date, date]
NumberedRow = tuple[int, Mapping[str, str]]


@dataclass(frozen=True)
class Release:
    """A published table: `shown` has None for a hidden cell. `period` is None where not given.

    `behind_rates`: the least and greatest count that a published rate of a cell can stand for.
    `hides_small_only`: of a table that its publisher has yet to protect, so hidden counts are small.
    """

    name: str
    dims: tuple[Dimension, ...]
    shown: Mapping[Cell, int | None]
    profile: Profile
    hierarchies: Mapping[str, Sequence[tuple[str, str]]]
    count: str = "count"
    period: Period | None = None
    behind_rates: Mapping[Cell, tuple[int, int]] = field(default_factory=dict)
    hides_small_only: bool = False

    def names(self) -> tuple[str, ...]:
        """The names of its dimensions."""
        return tuple(dim.name for dim in self.dims)


@reads_frames(folder=pass_instead("the path of the ledger"))
def read_ledger(folder: Path) -> list[Release]:
    """Every release in a folder, oldest first. Raises BadInput naming what cannot be read."""
    return [_read(entry) for _, entry in _numbered(folder)]


def next_name(folder: Path, name: str) -> str:
    """The name of the folder for the next release."""
    last = max((number for number, _ in _numbered(folder)), default=0) if folder.is_dir() else 0
    simple = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "release"
    return f"{last + 1:04d}-{simple}"


def _numbered(folder: Path) -> list[tuple[int, Path]]:
    """The folders of releases with their numbers. Raises BadInput for any other folder."""
    if not folder.is_dir():
        raise BadInput(f"there is no folder {folder}")
    try:
        entries = list(folder.iterdir())
    except OSError as error:
        raise BadInput(f"{folder} cannot be read: {error.strerror}") from None
    numbered = []
    for entry in entries:
        if not entry.is_dir() or entry.name.startswith("."):
            continue
        match = FOLDER.fullmatch(entry.name)
        if match is None:
            raise BadInput(
                f"{entry} is in the ledger but is not called NNNN-NAME: give it its number"
            )
        numbered.append((int(match[1]), entry))
    return sorted(numbered)


@reads_frames(folder=pass_instead("the path of the ledger"), release=pass_instead("a Release"))
def append_release(folder: Path, release: Release, past: Sequence[Release] = ()) -> Path:
    """Write a release into the folder under its own name, whole or not at all.

    `past`: the releases that it was judged with, which must be all that the folder holds. Raises
    BadInput where another was added meanwhile: neither was judged with the other, so this one is
    removed again.
    """
    home, temporary = folder / release.name, folder / f".adding-{os.getpid()}"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    try:
        write_cells(temporary / "cells.csv", release.names(), release.shown)
        spec = json.dumps(_as_spec(release), ensure_ascii=False, indent=2)
        (temporary / "spec.json").write_text(spec + "\n", "utf-8")
        if not home.exists():
            temporary.rename(home)
        # Checked after the rename: of two releases added at once, at least one sees the other.
        if temporary.exists() or {e.name for _, e in _numbered(folder)} != {
            release.name,
            *(earlier.name for earlier in past),
        }:
            if not temporary.exists():
                shutil.rmtree(home)
            raise BadInput(
                f"another release was added to {folder} meanwhile; nothing was written: run again"
            )
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return home


def _as_spec(release: Release) -> dict[str, Any]:
    rule = release.profile
    return {
        "name": release.name,
        "dims": list(release.names()),
        "hierarchies": {dim: [list(pair) for pair in h] for dim, h in release.hierarchies.items()},
        "count": release.count,
        "profile": {
            "name": rule.name,
            "hide_to": rule.hide_to,
            "round_to": rule.round_to,
            "hides_zero": rule.hides_zero,
            "hides_groups": rule.hides_groups,
        },
        "period": [day.isoformat() for day in release.period] if release.period else None,
    }


def write_cells(
    path: Path, dims: Sequence[str], shown: Mapping[Cell, int | None], *, guarded: bool = False
) -> None:
    """Write a table as CSV: its dimensions, `value` (empty where hidden), `suppressed`.

    `guarded` adds an apostrophe to a category such as 2-4, which a spreadsheet would turn into a
    date. Not for a folder of releases, where categories are read back and compared.
    """
    rows = [
        (*cell, "" if value is None else value, str(value is None).lower())
        for cell, value in shown.items()
    ]
    path.write_bytes(write_rows([(*dims, "value", "suppressed"), *rows], guarded=guarded))


def _read(home: Path) -> Release:
    spec = _spec(home)
    dims = spec["dims"]
    rows = _rows(home)
    shown = _cells(home, dims, rows)
    hierarchies = _hierarchies(spec.get("hierarchies") or {}, home)
    try:
        built = tuple(_dimension(name, i, shown, hierarchies) for i, name in enumerate(dims))
    except BadInput as error:
        raise BadInput(f"{home.name}: {error}") from None
    return Release(
        name=home.name,
        dims=built,
        shown=shown,
        profile=_profile(spec["profile"], home),
        hierarchies=hierarchies,
        count=str(spec.get("count", "count")),
        period=_period(spec.get("period"), home),
        behind_rates=_behind_rates(home, dims, rows, spec.get("rate_per")),
    )


def _spec(home: Path) -> dict[str, Any]:
    try:
        spec = json.loads((home / "spec.json").read_text("utf-8"))
    except FileNotFoundError:
        raise BadInput(f"{home.name} has no spec.json") from None
    except (OSError, ValueError):
        raise BadInput(f"{home.name}/spec.json is not JSON") from None
    if not isinstance(spec, dict) or not {"dims", "profile"} <= set(spec):
        raise BadInput(f"{home.name}/spec.json must name its dims and its profile")
    dims = spec["dims"]
    if not isinstance(dims, list) or not dims or not all(isinstance(d, str) for d in dims):
        raise BadInput(f"{home.name}/spec.json: dims must be a list of names")
    if len({normalised(dim) for dim in dims}) < len(dims):
        raise BadInput(f"{home.name}/spec.json: dims names one of them twice")
    return spec


def _rows(home: Path) -> list[NumberedRow]:
    """The rows of cells.csv with their numbers, each box by the name of its column."""
    where = f"{home.name}/cells.csv"
    try:
        table = read_table((home / "cells.csv").read_bytes(), OWN_MACHINE)
        rows: list[NumberedRow] = [
            (number, dict(zip(table.names, row, strict=False))) for number, row in table.rows
        ]
    except FileNotFoundError:
        raise BadInput(f"{home.name} has no cells.csv") from None
    except OSError:
        raise BadInput(f"{where} cannot be read") from None
    except TableRefused as refused:
        raise BadInput(refused.sentence_naming(where)) from None
    if not rows:
        raise BadInput(f"{where} has no rows")
    return rows


def _cells(home: Path, dims: Sequence[str], rows: Sequence[NumberedRow]) -> dict[Cell, int | None]:
    where = f"{home.name}/cells.csv"
    shown: dict[Cell, int | None] = {}
    for number, row in rows:
        for column in (*dims, "value"):
            if row.get(column) is None:
                raise BadInput(f"row {number} of {where} has no {column}")
        cell = tuple(row[dim] for dim in dims)
        if cell in shown:
            raise BadInput(f"row {number} of {where} repeats {' / '.join(cell)}")
        value = row["value"].strip()
        if value and not (value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS):
            raise BadInput(
                f"column value must hold whole numbers, but is {value!r} in row {number} of {where}"
            )
        shown[cell] = int(value) if value else None
    return shown


def _behind_rates(
    home: Path, dims: Sequence[str], rows: Sequence[NumberedRow], per: Any
) -> dict[Cell, tuple[int, int]]:
    if per is None:
        return {}
    bounds_of = {}
    for number, row in rows:
        if not (rate := (row.get("rate") or "").strip()):
            continue
        try:
            bounds_of[tuple(row[dim] for dim in dims)] = counts_behind_rate(
                rate, per, int(row.get("people") or "0")
            )
        except (BadInput, ValueError) as error:
            raise BadInput(f"{error}, in row {number} of {home.name}/cells.csv") from None
    return bounds_of


def _hierarchies(spec: Any, home: Path) -> dict[str, list[tuple[str, str]]]:
    try:
        return {
            dim: [(str(child), str(parent)) for child, parent in pairs]
            for dim, pairs in spec.items()
        }
    except (AttributeError, TypeError, ValueError):
        raise BadInput(
            f"{home.name}/spec.json: hierarchies must hold a list of [child, parent] by dimension"
        ) from None


def _dimension(
    name: str,
    place: int,
    shown: Mapping[Cell, int | None],
    hierarchies: Mapping[str, Sequence[tuple[str, str]]],
) -> Dimension:
    pairs = hierarchies.get(name, ())
    parents = {parent for _, parent in pairs} | {TOTAL}
    leaves = [cell[place] for cell in shown if cell[place] not in parents]
    return dimension(name, leaves, pairs)


def _profile(spec: Any, home: Path) -> Profile:
    if isinstance(spec, str) and spec in PROFILES:
        return PROFILES[spec]
    try:
        return Profile(**spec)
    except (TypeError, BadInput):
        raise BadInput(f"{home.name}/spec.json names no known profile") from None


def _period(spec: Any, home: Path) -> Period | None:
    if spec is None:
        return None
    try:
        first, last = (date.fromisoformat(day) for day in spec)
    except (TypeError, ValueError):
        raise BadInput(f"{home.name}/spec.json: period must be [first day, last day]") from None
    if first > last:
        raise BadInput(f"{home.name}/spec.json: the period ends before it starts")
    return first, last
