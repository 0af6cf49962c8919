"""Start a home of an earlier version with this checkout and say what differs on its pages.

    python -m tests.homes.compare                       everything, on SQLite
    python -m tests.homes.compare --only /plan          addresses or visitors that contain this
    python -m tests.homes.compare --only analyst@       everything that one visitor asks for
    python -m tests.homes.compare --database postgresql

It unpacks `tests/homes/VERSION`, migrates it, walks it as everyone who signs in and signed out, and
compares status, address, links, forms, figures and text with what VERSION itself gave. It prints each
difference once, with how many pages show it, and ends with 1 if there is any. A sentence that had to
change gets a row in `changed_sentences.toml`; the row to add is printed. Everything else is a mistake.
Without --only it checks the audit chain too: `verify-audit` prints the head that VERSION printed.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.homes.capture import read_pages
from tests.homes.differences import (
    ChangedSentence,
    Changes,
    Difference,
    as_row,
    compare,
    read_changes,
)
from tests.homes.homes import HERE, Home, Kept, laid_out

ROWS = HERE / "changed_sentences.toml"
SHOWN = 60
LONGEST = 600  # characters of a side


def main(typed: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Compare a home's pages with its own version's.")
    parser.add_argument("--version", default="0.1")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--only", default="")
    given = parser.parse_args(typed)
    kept = Kept(given.version)
    with (
        tempfile.TemporaryDirectory(prefix="home-") as folder,
        laid_out(kept, Path(folder), given.database) as home,
    ):
        wrong = migrate(kept, home)
        changes = read_changes(ROWS)
        wrong += walk(kept, home, changes, given.only)
        wrong += check_audit(kept, home, "after the walk")
    if not given.only:
        wrong += changes.unused()
    sys.stdout.write("\n\n".join([*wrong, _ending(len(wrong))]) + "\n")
    return 1 if wrong else 0


def _ending(wrong: int) -> str:
    return f"{wrong} differences." if wrong else "Nothing differs but what is listed."


def migrate(kept: Kept, home: Home) -> list[str]:
    """Migrate as `start` does. What is wrong with the audit chain afterwards."""
    for database in ("default", "keys"):
        home.command("migrate", "--database", database, "--verbosity", "0")
    return check_audit(kept, home, "after migrating")


def check_audit(kept: Kept, home: Home, when: str) -> list[str]:
    printed = home.command("verify_audit").strip()
    expected = kept.facts["verify_audit"]
    if printed == expected:
        return []
    return [f"verify-audit {when} prints\n  {printed}\nand {kept.version} printed\n  {expected}"]


def walk(kept: Kept, home: Home, changes: Changes, only: str = "") -> list[str]:
    """Ask for every page of the baseline again, and say each difference once."""
    pages = home.folder / "pages.json"
    home.run(
        "tests.homes.capture", str(home.tokens), str(pages), "--again", str(kept.keys),
        "--only", only,
    )  # fmt: skip
    before = {key: page for key, page in kept.pages(home.database).items() if only in key}
    found = compare(before, read_pages(pages), changes)
    return shown(found)


def shown(found: Mapping[Difference, list[str]]) -> list[str]:
    """The differences on most pages first."""
    ordered = sorted(found.items(), key=lambda item: -len(item[1]))
    lines = [_one(difference, keys) for difference, keys in ordered[:SHOWN]]
    if len(ordered) > SHOWN:
        lines.append(f"And {len(ordered) - SHOWN} more differences.")
    return lines


def _one(difference: Difference, keys: list[str]) -> str:
    where = f"{difference.aspect} differs on {len(keys)} pages, first: {keys[0]}"
    sides = f"- {difference.old[:LONGEST]}\n+ {difference.new[:LONGEST]}"
    if difference.aspect != "text":
        return f"{where}\n{sides}"
    addresses = {key.rsplit(" ", 1)[1] for key in keys}
    page = addresses.pop() if len(addresses) == 1 else "*"
    row = as_row(ChangedSentence(page, difference.old, difference.new))
    return f"{where}\n{sides}\nIf it had to change:\n{row}"


if __name__ == "__main__":
    sys.exit(main())
