"""`protect`: suppress small counts of a table, and as few other cells as protect them."""

import argparse
import math
import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from saidanddone_methods.cli.printing import as_json, as_table
from saidanddone_methods.cli.progress import progress
from saidanddone_methods.cli.reading import read_table
from saidanddone_methods.errors import BadInput

if TYPE_CHECKING:
    from saidanddone_methods.cli.table import Table
    from saidanddone_methods.disclosure.attack import Protection, Release, frequency_tables

OWN_COLUMNS = {"value", "suppressed", "rate", "people"}  # of cells.csv, beside the dims


def add_to(commands: Any) -> None:
    """Declare the command."""
    from saidanddone_methods.disclosure.rules.counts import PROFILES

    command: argparse.ArgumentParser = commands.add_parser(
        "protect",
        help="suppress small counts of a table so that none can be worked out",
        description="Protect a table of counts with all its margins. Nothing is written where it "
        "cannot be made safe (exit 3).",
    )
    command.add_argument("file", metavar="FILE", help="a row for each combination of categories")
    command.add_argument("--dims", required=True, metavar="A,B", help="columns to break down by")
    command.add_argument(
        "--hierarchy",
        action="append",
        default=[],
        metavar="A=FILE",
        help="a CSV of child,parent for one of them; a child may have several parents",
    )
    command.add_argument("--count", required=True, metavar="COL", help="column of counts")
    command.add_argument("--profile", required=True, choices=sorted(PROFILES), help="the rule")
    command.add_argument(
        "--no-singletons",
        action="store_true",
        help="do not protect against a person who is alone in a hidden cell",
    )
    command.add_argument(
        "--tell-case",
        action="store_true",
        help="take categories that differ in case alone for different ones (not with --ledger)",
    )
    command.add_argument(
        "--ledger", metavar="DIR", help="ledger of earlier releases, to check against and add to"
    )
    command.add_argument(
        "--period", metavar="FIRST/LAST", help="first and last day counted: 2026-01-01/2026-03-31"
    )
    command.add_argument(
        "--seconds",
        type=float,
        default=60.0,
        help="time limit of the whole run, a third of it to look for fewer cells to hide (60)",
    )
    command.add_argument(
        "--no-search", action="store_true", help="do not look for fewer cells to hide"
    )
    command.add_argument(
        "--out", required=True, metavar="FILE", help="file for the protected table (CSV)"
    )
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int | None:
    """Protect the table and write it.

    The ledger is written first, so that no table is published that the ledger does not record.
    """
    from saidanddone_methods.disclosure.attack import protect
    from saidanddone_methods.disclosure.attack.release_files import Release, next_name, read_ledger
    from saidanddone_methods.disclosure.rules.counts import PROFILES

    out, ledger = _out(arguments), Path(arguments.ledger) if arguments.ledger else None
    if not (math.isfinite(arguments.seconds) and arguments.seconds > 0):
        raise BadInput(
            "--seconds must be more than 0; to skip the search for fewer cells, give --no-search"
        )
    if arguments.tell_case and ledger is not None:
        raise BadInput("--tell-case goes without --ledger: a ledger reads L and l as one name")
    dims = _names(arguments.dims, arguments.count)
    hierarchies = _hierarchies(arguments.hierarchy, dims)
    table = _table(arguments, dims, hierarchies)
    profile, period = PROFILES[arguments.profile], _period(arguments.period)
    past = read_ledger(ledger) if ledger is not None and ledger.exists() else []
    with progress("protecting and checking", 100) as show:
        protected = protect(
            table,
            profile,
            singletons=not arguments.no_singletons,
            past=past,
            period=period,
            seconds=arguments.seconds,
            search=not arguments.no_search,
            progress=lambda done, of: show(100 * done // of),
        )
    name = Path(arguments.file).name.split(".")[0]
    release = Release(
        name=next_name(ledger, name) if ledger is not None else name,
        dims=table.dims,
        shown=protected.shown,
        profile=profile,
        hierarchies=hierarchies,
        count=arguments.count,
        period=period,
    )
    _write(release, out, ledger, past)
    beside = f", beside {len(past)} in the ledger" if past else ""
    _tell(protected, f"{out.name}, profile {profile.name}{beside}", in_json=arguments.json)
    return None


def _out(arguments: argparse.Namespace) -> Path:
    """The path of --out. Raises BadInput for no folder, no file, or one that is being read."""
    out = Path(arguments.out).resolve()
    if not out.parent.is_dir():
        raise BadInput(f"there is no folder {Path(arguments.out).parent} for --out")
    if out.exists() and not out.is_file():
        raise BadInput(f"--out {arguments.out} is not a file: give the name of one")
    read = [arguments.file, *(option.partition("=")[2] for option in arguments.hierarchy)]
    if any(Path(source).resolve() == out for source in read if source):
        raise BadInput(f"--out {arguments.out} would write over a file that is read")
    return out


def _table(
    arguments: argparse.Namespace,
    dims: Sequence[str],
    hierarchies: Mapping[str, Sequence[tuple[str, str]]],
) -> "frequency_tables.Table":
    from saidanddone_methods.disclosure.attack import table_from_rows

    rows = read_table(arguments.file)
    columns = [_categories(rows, name, arguments.tell_case) for name in dims]
    counts = (int(count) for count in rows.whole(arguments.count))
    cells = zip(zip(*columns, strict=True), counts, strict=True)
    return table_from_rows(dims, cells, hierarchies, tell_case=arguments.tell_case)


def _write(release: "Release", out: Path, ledger: Path | None, past: Sequence["Release"]) -> None:
    """Write the table to a temporary file, append to the ledger, then move the file into place."""
    from saidanddone_methods.disclosure.attack.release_files import append_release, write_cells

    temporary = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        write_cells(temporary, release.names(), release.shown, guarded=True)
        if ledger is not None:
            append_release(ledger, release, past)
        temporary.replace(out)
    except OSError as error:
        where = out if error.filename == str(temporary) else error.filename
        raise BadInput(f"{where} cannot be written: {error.strerror}") from None
    finally:
        temporary.unlink(missing_ok=True)


def _tell(protected: "Protection", title: str, *, in_json: bool) -> None:
    answer = {
        "cells": len(protected.shown),
        "primary": protected.primary,
        "secondary": protected.secondary,
        "suppressed": protected.suppressed,
        "exact_disclosures": protected.exact_disclosures,
        "seconds": round(protected.seconds, 3),
    }
    if in_json:
        as_json(answer)
    else:
        as_table(title, list(answer), [list(answer.values())])


def _categories(table: "Table", column: str, tell_case: bool) -> list[str]:
    from saidanddone_methods.disclosure.attack.frequency_tables import TOTAL, normalised

    categories = table.text(column)
    first: dict[str, str] = {}
    for row, category in enumerate(categories):
        if normalised(category) == normalised(TOTAL):
            raise BadInput(
                f"column {column} is {category} {table.where(row)}; give the finest rows only, the "
                "margins are added here"
            )
        alike = first.setdefault(normalised(category, tell_case=tell_case), category)
        if alike != category:
            advice = "" if alike.casefold() != category.casefold() else "; --tell-case takes both"
            raise BadInput(
                f"column {column} has both {alike!r} and {category!r}, which read alike, "
                f"{table.where(row)}{advice}"
            )
    return categories


def _names(text: str, count: str) -> list[str]:
    from saidanddone_methods.disclosure.attack.frequency_tables import normalised

    names = [name.strip() for name in text.split(",")]
    if not all(names):
        raise BadInput("--dims has an empty name in it")
    if len({normalised(name) for name in names}) < len(names):
        raise BadInput("--dims names a column twice")
    if count in names:
        raise BadInput(f"--dims names {count}, the column of counts: it would publish them")
    if taken := sorted({normalised(name) for name in names} & OWN_COLUMNS):
        raise BadInput(f"--dims cannot be called {taken[0]}: the table that is written has its own")
    return names


def _hierarchies(
    options: Sequence[str], dims: Sequence[str]
) -> Mapping[str, Sequence[tuple[str, str]]]:
    hierarchies: dict[str, list[tuple[str, str]]] = {}
    for option in options:
        name, equals, source = option.partition("=")
        if not equals:
            raise BadInput(f"--hierarchy must be COLUMN=FILE, not {option}")
        if name not in dims:
            raise BadInput(f"--hierarchy is given for {name}, which is not in --dims")
        table = read_table(source)
        pairs = zip(table.text("child"), table.text("parent"), strict=True)
        hierarchies.setdefault(name, []).extend(pairs)
    return hierarchies


def _period(text: str | None) -> tuple[date, date] | None:
    if text is None:
        return None
    try:
        first, last = (date.fromisoformat(day) for day in text.split("/"))
    except ValueError:
        raise BadInput(f"--period must be two days, 2026-01-01/2026-03-31, not {text}") from None
    if first > last:
        raise BadInput("--period ends before it starts")
    return first, last
