"""The parser with all commands. No numpy, scipy or polars is imported until a command runs."""

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

# Each module has `add_to(commands)`, which declares its options and sets `run`.
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


# argparse names a type as Python does; these are its words and ours.
IN_PLAIN_WORDS = {
    "invalid int value:": "must be a whole number, but is",
    "invalid float value:": "must be a number, but is",
}


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose error is one sentence."""

    def error(self, message: str) -> NoReturn:
        for argparse_words, plain_words in IN_PLAIN_WORDS.items():
            message = message.replace(argparse_words, plain_words)
        self.exit(2, f"{self.prog}: {message} (--help lists what it takes)\n")


DESCRIPTION = """\
Compute figures with their intervals from your table."""
EPILOG = """\
FILE is a table with column names: CSV, .csv.gz, .xlsx, .ods or Parquet; - is standard input.
COMMAND --help lists the options of a command and explains its answer.

The exit status is 0 for an answer, 2 for a wrong line or file (one sentence names column and row),
and 3 for a refusal: the data are too thin, or a table cannot be made safe.

  saidanddone-methods rates wards.csv --count burglaries --population people --per 1000
  saidanddone-methods groups said.csv --person who --group community --theme theme --json"""


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    whole = Parser(
        prog="saidanddone-methods",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("-V", "--version", action="version", version=__version__)
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_to(commands)
    return whole
