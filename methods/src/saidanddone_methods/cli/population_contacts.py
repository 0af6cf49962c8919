"""`population contacts`: every estimate from how often one service saw the same people."""

import argparse
from typing import TYPE_CHECKING, Any

from saidanddone_methods.cli.population_lists import CLOSED, limits, whole
from saidanddone_methods.cli.printing import as_json, as_table

if TYPE_CHECKING:
    from saidanddone_methods.population.contact_counts import ContactsEstimate

ASSUMES = f"{CLOSED}, and contacts not to bring about each other."


def add_to(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare `contacts`."""
    contacts = kinds.add_parser(
        "contacts",
        help="from how often one service saw the same people",
        description="Each row is a person, or with --count a number of people, and how many times "
        "they were seen. Every estimator is shown, because each has an assumption that the counts "
        "cannot check.",
    )
    contacts.add_argument("file", metavar="FILE", help="the counts; - is standard input")
    contacts.add_argument("--times", required=True, metavar="COL", help="times seen, 1 or more")
    contacts.add_argument("--count", metavar="COL", help="number of people seen so many times")
    contacts.add_argument(
        "--covariates",
        metavar="A,B",
        help="covariates; a column of numbers is linear, a column of words a factor",
    )
    contacts.add_argument("--json", action="store_true", help="print one JSON object")
    contacts.set_defaults(run=run_contacts)


def run_contacts(arguments: argparse.Namespace) -> None:
    """Print every estimator of `population contacts`."""
    from saidanddone_methods.cli.population_files import read_contacts
    from saidanddone_methods.population.contacts import contacts_estimates

    contacts = read_contacts(arguments.file, arguments.times, arguments.count, arguments.covariates)
    estimates = contacts_estimates(contacts)
    if arguments.json:
        as_json(
            {
                "n_observed": contacts.people,
                "estimators": {name: _estimator(estimate) for name, estimate in estimates.items()},
                "assumptions": [ASSUMES],
            }
        )
        return
    as_table(
        f"People in all, {contacts.people:,} of them seen",
        ["estimator", "estimate", "lower", "upper", "se"],
        [
            [name, *map(whole, (*limits(estimate.population), estimate.standard_error))]
            for name, estimate in estimates.items()
        ],
    )
    print(ASSUMES)
    for name, estimate in estimates.items():
        print(f"{name}: {estimate.note}.")


def _estimator(estimator: "ContactsEstimate") -> dict[str, Any]:
    estimate, lower, upper = limits(estimator.population)
    return {
        "estimate": estimate,
        "se": estimator.standard_error,
        "lower": lower,
        "upper": upper,
        "note": estimator.note,
    }
