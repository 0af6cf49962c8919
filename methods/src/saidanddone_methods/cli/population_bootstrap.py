"""`population bootstrap`: the estimate from lists, with limits that allow for choosing the model."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from saidanddone_methods.cli.population_lists import (
    add_counts,
    answer_of,
    no_estimate,
    print_overlap,
    print_reasons,
    whole,
)
from saidanddone_methods.cli.printing import as_json, as_table
from saidanddone_methods.errors import TooThin

if TYPE_CHECKING:
    from saidanddone_methods.population.bootstrap import Bootstrap
    from saidanddone_methods.population.histories import OverlapCounts

EQUAL = "These limits take people's chances of being on a list to be equal."


def add_to(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare `bootstrap`."""
    bootstrap = kinds.add_parser(
        "bootstrap",
        help="the same, with limits that allow for the selection of the model",
        description="Resample the people many times, and select the pairs and estimate each time. "
        "The limits are corrected for bias and skewness (BCa).",
    )
    add_counts(bootstrap)
    bootstrap.add_argument("--reps", type=int, default=1000, metavar="N", help="replicates (1000)")
    bootstrap.add_argument("--seed", type=int, default=1, metavar="N", help="seed of the draws (1)")
    bootstrap.add_argument(
        "--resamples",
        metavar="FILE",
        help="resamples from a file, instead of --reps and --seed: no column names, one line for "
        "each, with a count for each row of the first file",
    )
    bootstrap.set_defaults(run=run_bootstrap)


def run_bootstrap(arguments: argparse.Namespace) -> int | None:
    """Print the estimate of `population bootstrap` with its BCa limits, or its refusal."""
    from saidanddone_methods.cli.population_files import read_overlap
    from saidanddone_methods.population.adequacy import publishable
    from saidanddone_methods.population.heterogeneity import heterogeneity
    from saidanddone_methods.population.overlap import estimate_overlap
    from saidanddone_methods.population.sensitivity import sensitivity_set

    counts, order = read_overlap(arguments.file, arguments.count)
    try:
        estimate = estimate_overlap(counts)
        bootstrap = _bootstrap(counts, order, arguments)
    except TooThin as refusal:
        return no_estimate(counts.observed, refusal, arguments, {"limits": {}, "replicates": []})
    variants, differing = sensitivity_set(counts), heterogeneity(counts, estimate)
    result = publishable(counts, estimate, variants, differing=differing, bootstrap=bootstrap)
    answer = answer_of(estimate, differing, variants, result)
    answer["assumptions"].append(EQUAL)
    limits = {f"{100 * share:g}": limit for share, limit in bootstrap.limits.items()}
    if arguments.json:
        as_json(answer | {"limits": limits, "replicates": bootstrap.replicates})
        return None
    print_overlap(answer)
    as_table(
        "BCa limits",
        ["%", "limit"],
        [[float(share), whole(limit)] for share, limit in limits.items()],
    )
    _print_replicates(bootstrap, arguments)
    print_reasons(answer)
    return None


def _print_replicates(bootstrap: "Bootstrap", arguments: argparse.Namespace) -> None:
    drawn = f"seed {arguments.seed}" if arguments.resamples is None else arguments.resamples
    print(
        f"From {len(bootstrap.replicates):,} replicates ({drawn}), the pairs chosen anew in each."
    )
    if bootstrap.without_estimate:
        print(
            f"{bootstrap.without_estimate:,} replicates have no estimate; they stand as infinitely "
            "large."
        )


def _bootstrap(
    counts: "OverlapCounts", order: Sequence[int], arguments: argparse.Namespace
) -> "Bootstrap":
    from saidanddone_methods.cli.population_files import read_resamples
    from saidanddone_methods.cli.progress import progress
    from saidanddone_methods.population.bootstrap import bootstrap_overlap

    resamples = None
    if arguments.resamples:
        resamples = read_resamples(arguments.resamples, order, counts)
    total = arguments.reps if resamples is None else len(resamples)
    with progress("replicates", total) as advance:
        return bootstrap_overlap(
            counts,
            replicates=arguments.reps,
            seed=arguments.seed,
            resamples=resamples,
            progress=advance,
        )
