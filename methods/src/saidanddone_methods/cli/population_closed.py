"""`population closed`: the estimate under every model of a closed population."""

import argparse
from typing import TYPE_CHECKING, Any

from saidanddone_methods.cli.population_lists import (
    CLOSED,
    NO_ESTIMATE,
    add_counts,
    add_pairs,
    in_words,
    limits,
    whole,
)
from saidanddone_methods.cli.printing import as_json, as_table

if TYPE_CHECKING:
    from saidanddone_methods.population.closed import ClosedModel

# By the last word of a model's name.
NOTES = {
    "M0": "people and lists are alike; too low where people differ",
    "Mt": "people are alike; too low where they differ",
    "Chao": "at least: a lower bound, however people differ",
    "Poisson": "people differ moderately",
    "Darroch": "people differ widely",
}
SIDE_BY_SIDE = "A lower AIC fits better. Models that fit about as well can lie far apart: show them side by side."


def add_to(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare `closed`."""
    closed = kinds.add_parser(
        "closed",
        help="from lists or occasions, with models in which people differ",
        description="Takes the file of `overlap`; a list may be an occasion, such as a night of a "
        "count. Every model is shown: M0, Mt (lists differ), Mh (people differ) and Mth (both).",
    )
    add_counts(closed)
    add_pairs(closed, "make these two lists dependent in Mt and Mth")
    closed.set_defaults(run=run_closed)


def run_closed(arguments: argparse.Namespace) -> None:
    """Print every model of `population closed`."""
    from saidanddone_methods.cli.population_files import read_overlap
    from saidanddone_methods.population.closed import closed_models

    counts, _ = read_overlap(arguments.file, arguments.count)
    pairs = [counts.named(number) for number in counts.pair_numbers(arguments.pair)]
    models = closed_models(counts, pairs)
    assumes = f"{CLOSED}."
    if arguments.json:
        as_json(
            {
                "n_observed": counts.observed,
                "pairs": pairs,
                "models": [_model(model) for model in models],
                "assumptions": [assumes],
            }
        )
        return
    as_table(
        f"People in all, {counts.observed:,} of them seen",
        ["model", "estimate", "lower", "upper", "se", "AIC", "what it takes for granted"],
        [
            [
                model.name,
                *map(whole, (*limits(model.population), model.standard_error)),
                model.akaike,
                _note(model),
            ]
            for model in models
        ],
    )
    print(f"Pairs of lists that depend in Mt and Mth: {in_words(pairs)}.")
    print(assumes)
    print(SIDE_BY_SIDE)


def _model(model: "ClosedModel") -> dict[str, Any]:
    estimate, lower, upper = limits(model.population)
    return {
        "model": model.name,
        "estimate": estimate,
        "lower": lower,
        "upper": upper,
        "se": model.standard_error,
        "aic": model.akaike,
        "deviance": model.deviance,
        "degrees_of_freedom": model.degrees_of_freedom,
        "note": _note(model),
    }


def _note(model: "ClosedModel") -> str:
    return NOTES[model.name.split()[-1]] if model.population else NO_ESTIMATE
