"""`population`: estimate how many people a service or a list has not counted."""

import argparse
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from saidanddone_methods.cli.printing import as_json, as_table
from saidanddone_methods.errors import TooThin

if TYPE_CHECKING:
    from saidanddone_methods.intervals import Interval
    from saidanddone_methods.population.bootstrap import Bootstrap
    from saidanddone_methods.population.contact_counts import ContactsEstimate
    from saidanddone_methods.population.histories import OverlapCounts
    from saidanddone_methods.population.overlap import PopulationEstimate
    from saidanddone_methods.population.sensitivity import Variant

REFUSED = 3
CLOSED = (
    "Takes everyone to have been there the whole time, and to be recognised whenever they were seen"
)


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare `population overlap|bootstrap|contacts`."""
    whole = commands.add_parser(
        "population",
        help="the size of a hidden population",
        description="Estimate a hidden population from the overlap of lists, or from how often one "
        "service saw the same people.",
    )
    kinds = whole.add_subparsers(title="methods", metavar="METHOD", required=True)
    _add_overlap(kinds)
    _add_bootstrap(kinds)
    _add_contacts(kinds)


def _add_overlap(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    overlap = kinds.add_parser(
        "overlap",
        help="from how lists of people overlap",
        description="Each column except the count is a list, with 1 for people on it; each row is "
        "one combination of lists. Where the overlap is too thin, the estimate comes with `refused` "
        "and the reasons.",
    )
    _add_counts(overlap)
    overlap.add_argument(
        "--pair",
        nargs=2,
        action="append",
        default=[],
        metavar=("LIST", "LIST"),
        help="make only these two lists dependent (repeat for more pairs)",
    )
    overlap.set_defaults(run=run_overlap)


def _add_bootstrap(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    bootstrap = kinds.add_parser(
        "bootstrap",
        help="the same, with limits that allow for the selection of the model",
        description="Resample the people many times, and select the pairs and estimate each time. "
        "The limits are corrected for bias and skewness (BCa).",
    )
    _add_counts(bootstrap)
    bootstrap.add_argument("--reps", type=int, default=1000, metavar="N", help="replicates (1000)")
    bootstrap.add_argument("--seed", type=int, default=1, metavar="N", help="seed of the draws (1)")
    bootstrap.add_argument(
        "--resamples",
        metavar="FILE",
        help="resamples from a file, instead of --reps and --seed: no column names, one line for "
        "each, with a count for each row of the first file",
    )
    bootstrap.set_defaults(run=run_bootstrap)


def _add_contacts(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
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


def _add_counts(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="the counts; - is standard input")
    command.add_argument(
        "--count", required=True, metavar="COL", help="people on exactly those lists"
    )
    command.add_argument("--json", action="store_true", help="print one JSON object")


def run_overlap(arguments: argparse.Namespace) -> int | None:
    """Print the estimate of `population overlap`, or its refusal with reasons (status 3)."""
    from saidanddone_methods.cli.population_files import read_overlap
    from saidanddone_methods.population.adequacy import too_thin
    from saidanddone_methods.population.overlap import estimate_overlap, fit_overlap
    from saidanddone_methods.population.sensitivity import sensitivity_set

    counts, _ = read_overlap(arguments.file, arguments.count)
    pairs = [(first, second) for first, second in arguments.pair]
    try:
        estimate = fit_overlap(counts, pairs) if pairs else estimate_overlap(counts)
    except TooThin as refusal:
        return _no_estimate(counts.observed, refusal, arguments, {})
    variants = sensitivity_set(counts)
    answer = _answer(estimate, variants, too_thin(counts, estimate, variants))
    if arguments.json:
        as_json(answer)
        return None
    _print_overlap(answer)
    if estimate.steps:
        as_table(
            "Pairs, as they were chosen",
            ["pair", "p", "has an estimate"],
            [[" and ".join(step.pair), step.p_value, step.added] for step in estimate.steps],
        )
    print("The interval takes those pairs for granted; `population bootstrap` does not.")
    _print_reasons(answer)
    return None


def run_bootstrap(arguments: argparse.Namespace) -> int | None:
    """Print the estimate of `population bootstrap` with its BCa limits, or its refusal."""
    from saidanddone_methods.cli.population_files import read_overlap
    from saidanddone_methods.population.adequacy import too_thin
    from saidanddone_methods.population.overlap import estimate_overlap
    from saidanddone_methods.population.sensitivity import sensitivity_set

    counts, order = read_overlap(arguments.file, arguments.count)
    try:
        estimate = estimate_overlap(counts)
        bootstrap = _bootstrap(counts, order, arguments)
    except TooThin as refusal:
        return _no_estimate(counts.observed, refusal, arguments, {"limits": {}, "replicates": []})
    variants = sensitivity_set(counts)
    reasons = too_thin(counts, estimate, variants, bootstrap=bootstrap)
    answer = _answer(estimate, variants, reasons)
    limits = {f"{100 * share:g}": limit for share, limit in bootstrap.limits.items()}
    if arguments.json:
        as_json(answer | {"limits": limits, "replicates": bootstrap.replicates})
        return None
    _print_overlap(answer)
    as_table(
        "BCa limits",
        ["%", "limit"],
        [[float(share), _whole(limit)] for share, limit in limits.items()],
    )
    drawn = f"seed {arguments.seed}" if arguments.resamples is None else arguments.resamples
    print(
        f"From {len(bootstrap.replicates):,} replicates ({drawn}), the pairs chosen anew in each."
    )
    if bootstrap.without_estimate:
        print(
            f"{bootstrap.without_estimate:,} replicates have no estimate; they stand as infinitely "
            "large."
        )
    _print_reasons(answer)
    return None


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


def run_contacts(arguments: argparse.Namespace) -> None:
    """Print every estimator of `population contacts`."""
    from saidanddone_methods.cli.population_files import read_contacts
    from saidanddone_methods.population.contacts import contacts_estimates

    contacts = read_contacts(arguments.file, arguments.times, arguments.count, arguments.covariates)
    estimates = contacts_estimates(contacts)
    if arguments.json:
        as_json(
            {"estimators": {name: _estimator(estimate) for name, estimate in estimates.items()}}
        )
        return
    as_table(
        f"People in all, {contacts.people:,} of them seen",
        ["estimator", "estimate", "lower", "upper", "se"],
        [
            [name, *map(_whole, (*_limits(estimate.population), estimate.standard_error))]
            for name, estimate in estimates.items()
        ],
    )
    print(f"{CLOSED}, and contacts not to bring about each other.")
    for name, estimate in estimates.items():
        print(f"{name}: {estimate.note}.")


def _answer(
    estimate: "PopulationEstimate", variants: Sequence["Variant"], reasons: Sequence[str]
) -> dict[str, Any]:
    return {
        "estimate": estimate.population.estimate,
        "lower": estimate.population.lower,
        "upper": estimate.population.upper,
        "n_observed": estimate.observed,
        "pairs": estimate.pairs,
        "sensitivity": [_sensitivity(variant) for variant in variants],
        "refused": bool(reasons),
        "reasons": reasons,
    }


def _estimator(estimator: "ContactsEstimate") -> dict[str, Any]:
    estimate, lower, upper = _limits(estimator.population)
    return {"estimate": estimate, "se": estimator.standard_error, "lower": lower, "upper": upper}


def _sensitivity(variant: "Variant") -> dict[str, Any]:
    estimate, lower, upper = _limits(variant.population)
    return {
        "model": variant.model,
        "estimate": estimate,
        "lower": lower,
        "upper": upper,
        "pairs": variant.pairs,
    }


def _limits(interval: "Interval | None") -> tuple[float | None, float | None, float | None]:
    if interval is None:
        return None, None, None
    return interval.estimate, interval.lower, interval.upper


def _no_estimate(
    observed: int, refusal: TooThin, arguments: argparse.Namespace, more_keys: Mapping[str, object]
) -> int:
    """Print the refusal with the same keys as an answer, its figures null."""
    if not arguments.json:
        raise refusal
    empty = dict.fromkeys(("estimate", "lower", "upper"))
    as_json(
        {
            **empty,
            "n_observed": observed,
            "pairs": [],
            "sensitivity": [],
            "refused": True,
            "reasons": refusal.reasons,
            **more_keys,
        }
    )
    return REFUSED


def _print_overlap(answer: Mapping[str, Any]) -> None:
    as_table(
        f"People in all, {answer['n_observed']:,} of them seen",
        ["estimate", "lower", "upper", "pairs that depend"],
        [[*_figures(answer), _in_words(answer["pairs"])]],
    )
    as_table(
        "The estimate under other choices",
        ["model", "estimate", "lower", "upper", "pairs that depend"],
        [
            [
                variant["model"],
                *_figures(variant),
                "no estimate exists"
                if variant["estimate"] is None
                else _in_words(variant["pairs"]),
            ]
            for variant in answer["sensitivity"]
        ],
    )
    others = [v["estimate"] for v in answer["sensitivity"] if v["estimate"] is not None]
    print(f"Other choices put it anywhere from {min(others):,.0f} to {max(others):,.0f}.")
    print(f"{CLOSED}, and lists to depend on each other as those pairs say and not otherwise.")


def _print_reasons(answer: Mapping[str, Any]) -> None:
    for reason in answer["reasons"]:
        print(f"Too thin to publish: {reason}.")


def _figures(answer: Mapping[str, Any]) -> list[float | None]:
    return [_whole(answer[name]) for name in ("estimate", "lower", "upper")]


def _whole(people: float | None) -> float | None:
    """A number of people, rounded to a whole one for the table."""
    return people if people is None or math.isinf(people) else round(people)


def _in_words(pairs: Sequence[Sequence[str]]) -> str:
    return ", ".join(" and ".join(pair) for pair in pairs) or "none"
