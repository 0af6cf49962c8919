"""`attack`: the bounds on hidden cells that a reader of every release can work out."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from saidanddone_methods.cli.printing import as_json, as_table
from saidanddone_methods.cli.progress import progress
from saidanddone_methods.errors import BadInput

if TYPE_CHECKING:
    from saidanddone_methods.disclosure.attack import Attack


def add_to(commands: Any) -> None:
    """Declare the command."""
    command: argparse.ArgumentParser = commands.add_parser(
        "attack",
        help="what a reader of every release in a ledger could work out",
        description="Attack a ledger as one system: DIR holds NNNN-NAME/{spec.json,cells.csv}. "
        "For every hidden cell, the least and the greatest count that fits everything public.",
    )
    command.add_argument("folder", metavar="DIR", help="the ledger")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int | None:
    """Attack and print. An exact disclosure is an answer, not an error (status 0)."""
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
                "narrowest": result.narrowest,
                "findings": [
                    {
                        "cell": finding.cell,
                        "lower": finding.lower,
                        "upper": finding.upper,
                        "releases": finding.releases,
                    }
                    for finding in result.findings
                ],
            }
        )
        return None
    as_table(
        _title(result),
        ["cell", "at least", "at most", "from"],
        [[f.cell, f.lower, f.upper, ", ".join(f.releases)] for f in result.findings],
    )
    return None


def _title(result: "Attack") -> str:
    number = len(result.releases)
    title = f"{number} release{'s' * (number > 1)}, {result.exact} small counts known exactly"
    if result.narrowest is None:
        return title
    return f"{title}; the narrowest interval is {result.narrowest} wide"
