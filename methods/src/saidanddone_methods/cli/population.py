"""`population`: estimate how many people a service or a list has not counted."""

from typing import TYPE_CHECKING

from saidanddone_methods.cli import (
    population_bootstrap,
    population_closed,
    population_contacts,
    population_overlap,
)

if TYPE_CHECKING:
    import argparse


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare `population overlap|bootstrap|closed|contacts`."""
    whole = commands.add_parser(
        "population",
        help="the size of a hidden population",
        description="Estimate a hidden population from the overlap of lists, or from how often one "
        "service saw the same people.",
    )
    kinds = whole.add_subparsers(title="methods", metavar="METHOD", required=True)
    population_overlap.add_to(kinds)
    population_bootstrap.add_to(kinds)
    population_closed.add_to(kinds)
    population_contacts.add_to(kinds)
