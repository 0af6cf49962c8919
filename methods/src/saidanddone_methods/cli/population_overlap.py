"""`population overlap`: the estimate from lists, under other choices, and whether to publish it."""

import argparse

from saidanddone_methods.cli.population_lists import (
    add_counts,
    add_pairs,
    answer_of,
    no_estimate,
    print_overlap,
    print_reasons,
)
from saidanddone_methods.cli.printing import as_json, as_table
from saidanddone_methods.errors import TooThin


def add_to(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare `overlap`."""
    overlap = kinds.add_parser(
        "overlap",
        help="from how lists of people overlap",
        description="Each column except the count is a list, with 1 for people on it; each row is "
        "one combination of lists. Where the overlap is too thin, or people seem to differ, the "
        "estimate comes with `refused` and the reasons.",
    )
    add_counts(overlap)
    add_pairs(overlap, "make only these two lists dependent")
    overlap.set_defaults(run=run_overlap)


def run_overlap(arguments: argparse.Namespace) -> int | None:
    """Print the estimate of `population overlap`, or its refusal with reasons (status 3)."""
    from saidanddone_methods.cli.population_files import read_overlap
    from saidanddone_methods.population.adequacy import publishable
    from saidanddone_methods.population.heterogeneity import heterogeneity
    from saidanddone_methods.population.overlap import estimate_overlap, fit_overlap
    from saidanddone_methods.population.sensitivity import sensitivity_set

    counts, _ = read_overlap(arguments.file, arguments.count)
    pairs = [(first, second) for first, second in arguments.pair]
    try:
        estimate = fit_overlap(counts, pairs) if pairs else estimate_overlap(counts)
    except TooThin as refusal:
        return no_estimate(counts.observed, refusal, arguments, {})
    variants, differing = sensitivity_set(counts), heterogeneity(counts, estimate)
    result = publishable(counts, estimate, variants, differing=differing)
    answer = answer_of(estimate, differing, variants, result)
    if arguments.json:
        as_json(answer)
        return None
    print_overlap(answer)
    if estimate.steps:
        as_table(
            "Pairs, as they were chosen",
            ["pair", "p", "has an estimate"],
            [[" and ".join(step["pair"]), step["p"], step["added"]] for step in answer["steps"]],
        )
    print("The intervals take those pairs for granted; `population bootstrap` does not.")
    print_reasons(answer)
    return None
