"""Releases as they left, kept one in a folder: what was shown, never what was hidden.

    DIR/0001-NAME/spec.json    what the table is
    DIR/0001-NAME/cells.csv    every cell with its figure, empty where hidden

`spec.json`: `name`, `dims` (list of names), `hierarchies` ({dim: [[child, parent], ...]}), `count`
(what is counted), `profile` (a name, or its parts), `period` ([first day, last day] or null). Where
rates were shown beside the counts, `rate_per` in spec.json and the columns `rate` (as printed) and
`people` (the denominator) in cells.csv tell the attack what they give away.

All releases of one ledger are taken to count the same people, whatever their columns are called:
keep one for each thing counted.
"""

import csv
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from saidanddone_methods.disclosure.counts import PROFILES, Profile
from saidanddone_methods.disclosure.subtracting import counts_behind_rate
from saidanddone_methods.disclosure.tables import TOTAL, Cell, Dimension, dimension
from saidanddone_methods.errors import BadInput

FOLDER = re.compile(r"(\d{4,})-(.+)")
Period = tuple[date, date]


@dataclass(frozen=True)
class Release:
    """A table as it left: `shown` has None for a hidden cell. `period` None: not said.

    `behind_rates`: the least and greatest count that a rate shown beside a cell can stand for.
    """

    name: str
    dims: tuple[Dimension, ...]
    shown: Mapping[Cell, int | None]
    profile: Profile
    hierarchies: Mapping[str, Sequence[tuple[str, str]]]
    count: str = "count"
    period: Period | None = None
    behind_rates: Mapping[Cell, tuple[int, int]] = field(default_factory=dict)

    def names(self) -> tuple[str, ...]:
        """The names of its dimensions."""
        return tuple(dim.name for dim in self.dims)


def read_ledger(folder: Path) -> list[Release]:
    """Every release in a ledger, oldest first. BadInput names the file that cannot be read."""
    if not folder.is_dir():
        raise BadInput(f"there is no folder {folder}")
    held = sorted(
        (int(found[1]), entry)
        for entry in folder.iterdir()
        if entry.is_dir() and (found := FOLDER.fullmatch(entry.name))
    )
    return [_read(entry) for _, entry in held]


def next_name(folder: Path, name: str) -> str:
    """The name of the folder that the next release goes to."""
    numbers = [0]
    if folder.is_dir():
        numbers += [int(m[1]) for e in folder.iterdir() if (m := FOLDER.fullmatch(e.name))]
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "release"
    return f"{max(numbers) + 1:04d}-{plain}"


def append(folder: Path, release: Release) -> Path:
    """Write a release into the ledger under its own name, which must be new."""
    home = folder / release.name
    home.mkdir(parents=True)
    rule = release.profile
    spec = {
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
    # The figures first: a folder without its spec.json is half a release, and is refused.
    write_cells(home / "cells.csv", release.names(), release.shown)
    (home / "spec.json").write_text(json.dumps(spec, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return home


def write_cells(path: Path, dims: Sequence[str], shown: Mapping[Cell, int | None]) -> None:
    """A table as it leaves: its dimensions, `value` (empty where hidden), `suppressed`."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([*dims, "value", "suppressed"])
        for cell, value in shown.items():
            hidden = value is None
            rows.writerow([*cell, "" if hidden else value, str(hidden).lower()])


def _read(home: Path) -> Release:
    spec = _spec(home)
    dims = spec["dims"]
    rows = _rows(home)
    shown = _cells(home, dims, rows)
    hierarchies = {
        dim: [(str(child), str(parent)) for child, parent in pairs]
        for dim, pairs in (spec.get("hierarchies") or {}).items()
    }
    return Release(
        name=home.name,
        dims=tuple(_dimension(name, i, shown, hierarchies) for i, name in enumerate(dims)),
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
    if not isinstance(spec["dims"], list) or not all(isinstance(d, str) for d in spec["dims"]):
        raise BadInput(f"{home.name}/spec.json: dims must be a list of names")
    return spec


def _rows(home: Path) -> list[dict[str, str]]:
    where = f"{home.name}/cells.csv"
    try:
        with (home / "cells.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError:
        raise BadInput(f"{home.name} has no cells.csv") from None
    except (OSError, UnicodeDecodeError, csv.Error):
        raise BadInput(f"{where} is not a CSV file in UTF-8") from None
    if not rows:
        raise BadInput(f"{where} has no rows")
    return rows


def _cells(
    home: Path, dims: Sequence[str], rows: Sequence[Mapping[str, str]]
) -> dict[Cell, int | None]:
    where = f"{home.name}/cells.csv"
    shown: dict[Cell, int | None] = {}
    for number, row in enumerate(rows, 2):
        for column in (*dims, "value"):
            if row.get(column) is None:
                raise BadInput(f"row {number} of {where} has no {column}")
        cell = tuple(row[dim] for dim in dims)
        if cell in shown:
            raise BadInput(f"row {number} of {where} repeats {' / '.join(cell)}")
        value = row["value"].strip()
        if value and not value.isdecimal():
            raise BadInput(
                f"column value must hold whole numbers, but is {value!r} in row {number} of {where}"
            )
        shown[cell] = int(value) if value else None
    return shown


def _behind_rates(
    home: Path, dims: Sequence[str], rows: Sequence[Mapping[str, str]], per: Any
) -> dict[Cell, tuple[int, int]]:
    if per is None:
        return {}
    found = {}
    for number, row in enumerate(rows, 2):
        if not (rate := (row.get("rate") or "").strip()):
            continue
        try:
            found[tuple(row[dim] for dim in dims)] = counts_behind_rate(
                rate, per, int(row.get("people") or "0")
            )
        except (BadInput, ValueError) as error:
            raise BadInput(f"{error}, in row {number} of {home.name}/cells.csv") from None
    return found


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


def _profile(given: Any, home: Path) -> Profile:
    if isinstance(given, str) and given in PROFILES:
        return PROFILES[given]
    try:
        return Profile(**given)
    except TypeError:
        raise BadInput(f"{home.name}/spec.json names no known profile") from None


def _period(given: Any, home: Path) -> Period | None:
    if given is None:
        return None
    try:
        first, last = (date.fromisoformat(day) for day in given)
    except (TypeError, ValueError):
        raise BadInput(f"{home.name}/spec.json: period must be [first day, last day]") from None
    if first > last:
        raise BadInput(f"{home.name}/spec.json: the period ends before it starts")
    return first, last
