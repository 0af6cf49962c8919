"""Which commands there are and what each takes. Nothing heavy is imported until one runs."""

import argparse
from types import ModuleType
from typing import NoReturn

from saidanddone_methods import __version__
from saidanddone_methods.cli import (
    agreement,
    attack,
    change,
    groups,
    population,
    protect,
    rates,
    saturation,
)

# Each has `add_to(commands)`, which declares what it takes and sets `run`.
COMMANDS: tuple[ModuleType, ...] = (
    population,
    rates,
    change,
    protect,
    attack,
    agreement,
    groups,
    saturation,
)


class Parser(argparse.ArgumentParser):
    """argparse, with its complaint in one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (--help lists what it takes)\n")


def parser() -> argparse.ArgumentParser:
    """The whole command line. Each command's module adds itself, and says what runs it."""
    whole = Parser(
        prog="saidanddone-methods",
        description="Figures a council can defend. FILE is .csv, .csv.gz, .parquet, or - for CSV "
        "on standard input; --json prints one JSON object.",
    )
    whole.add_argument("--version", action="version", version=__version__)
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_to(commands)
    return whole
