"""`attack`: the bounds on hidden cells that a reader of every release can work out."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from saidanddone_methods.cli.printing import as_json, as_table
from saidanddone_methods.cli.progress import progress
from saidanddone_methods.errors import BadInput

if TYPE_CHECKING:
    from saidanddone_methods.disclosure.attack import Attack, Finding

DISCLOSED = 4  # the exit status where a small count is known


def add_to(commands: Any) -> None:
    """Declare the command."""
    command: argparse.ArgumentParser = commands.add_parser(
        "attack",
        help="what a reader of every release in a ledger could work out",
        description="Attack a ledger as one system: DIR holds NNNN-NAME/{spec.json,cells.csv}. "
        "For every hidden cell, the least and the greatest count that fits everything public, and "
        "the likely ones if hidden counts of rounded tables are small. Exits with 4 where a small "
        "count is known, or likely known.",
    )
    command.add_argument("folder", metavar="DIR", help="the ledger")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int | None:
    """Attack and print. The status is DISCLOSED where a small count is known exactly, or likely so."""
    from saidanddone_methods.disclosure.attack import attack, read_ledger

    releases = read_ledger(Path(arguments.folder))
    if not releases:
        raise BadInput(f"{arguments.folder} holds no release: they are folders called NNNN-NAME")
    with progress("attacking hidden cells", 100) as show:
        result = attack(releases, lambda done, of: show(100 * done // of))
    if arguments.json:
        as_json(
            {
                "releases": len(result.releases),
                "exact": result.exact,
                "likely_exact": result.likely_exact,
                "narrowest": result.narrowest,
                "findings": [_as_json(finding) for finding in result.findings],
            }
        )
    else:
        as_table(
            _title(result),
            ["cell", "at least", "at most", "likely at least", "likely at most", "from"],
            [
                [
                    finding.cell,
                    finding.certain.lower,
                    finding.certain.upper,
                    finding.likely.lower,
                    finding.likely.upper,
                    ", ".join(finding.releases),
                ]
                for finding in result.findings
            ],
        )
    return DISCLOSED if result.exact or result.likely_exact else None


def _as_json(finding: "Finding") -> dict[str, Any]:
    return {
        "cell": finding.cell,
        "lower": finding.certain.lower,
        "upper": finding.certain.upper,
        "likely_lower": finding.likely.lower,
        "likely_upper": finding.likely.upper,
        "exact": finding.is_exact,
        "likely_exact": finding.is_likely_exact,
        "releases": finding.releases,
    }


def _title(result: "Attack") -> str:
    number = len(result.releases)
    title = f"{number} release{'s' * (number > 1)}, {result.exact} small counts known exactly"
    if result.likely_exact:
        title += f", {result.likely_exact} more likely known"
    if result.narrowest is None:
        return title
    return f"{title}; the narrowest likely interval is {result.narrowest} wide"
