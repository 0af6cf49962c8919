"""What `population overlap`, `bootstrap` and `closed` share: their options and their answer."""

import argparse
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from saidanddone_methods.cli.printing import as_json, as_table
from saidanddone_methods.errors import TooThin

if TYPE_CHECKING:
    from saidanddone_methods.intervals import Interval
    from saidanddone_methods.population.adequacy import Publishable
    from saidanddone_methods.population.heterogeneity import Heterogeneity
    from saidanddone_methods.population.overlap import PopulationEstimate
    from saidanddone_methods.population.sensitivity import Variant

REFUSED = 3
CLOSED = (
    "Takes everyone to have been there the whole time, and to be recognised whenever they were seen"
)
NO_ESTIMATE = "no estimate exists"
NOT_SHOWN = "the lists cannot show it"
PUBLISH = "Publish the limits for chances that may differ, unless you know that all are equal."
WHY = "these limits allow for people whose chances of being on a list differ"


def add_counts(command: argparse.ArgumentParser) -> None:
    """Declare the file of people by combination of lists, and `--json`."""
    command.add_argument("file", metavar="FILE", help="the counts; - is standard input")
    command.add_argument(
        "--count", required=True, metavar="COL", help="people on exactly those lists"
    )
    command.add_argument("--json", action="store_true", help="print one JSON object")


def add_pairs(command: argparse.ArgumentParser, purpose: str) -> None:
    """Declare `--pair`, whose help says its `purpose`."""
    command.add_argument(
        "--pair",
        nargs=2,
        action="append",
        default=[],
        metavar=("LIST", "LIST"),
        help=f"{purpose} (repeat for more pairs)",
    )


def answer_of(
    estimate: "PopulationEstimate",
    differing: "Heterogeneity",
    variants: Sequence["Variant"],
    result: "Publishable",
) -> dict[str, Any]:
    """The keys of an answer, in their order."""
    people, widened = estimate.population, differing.population
    return {
        **dict(zip(("estimate", "lower", "upper"), limits(people), strict=True)),
        "publish": _to_publish(result.population),
        "may_differ": {
            "lower": widened and widened.lower,
            "upper": widened and widened.upper,
            "at_least": differing.at_least,
            "shown": differing.is_shown,
        },
        "n_observed": estimate.observed,
        "pairs": estimate.pairs,
        "steps": [
            {"pair": step.pair, "p": step.p_value, "added": step.added} for step in estimate.steps
        ],
        "sensitivity": [_sensitivity(variant) for variant in variants],
        "assumptions": [
            f"{CLOSED}, and lists to depend on each other as those pairs say and not otherwise."
        ],
        "refused": bool(result.reasons),
        "reasons": result.reasons,
    }


def no_estimate(
    observed: int, refusal: TooThin, arguments: argparse.Namespace, more_keys: Mapping[str, object]
) -> int:
    """Print the refusal with the same keys as an answer, its figures null."""
    if not arguments.json:
        raise refusal
    as_json(
        {
            **dict.fromkeys(("estimate", "lower", "upper", "publish")),
            "may_differ": dict.fromkeys(("lower", "upper", "at_least", "shown")),
            "n_observed": observed,
            **{key: [] for key in ("pairs", "steps", "sensitivity", "assumptions")},
            "refused": True,
            "reasons": refusal.reasons,
            **more_keys,
        }
    )
    return REFUSED


def print_overlap(answer: Mapping[str, Any]) -> None:
    """Print the estimate, the limits for people who differ, and the other choices."""
    differing = answer["may_differ"]
    as_table(
        f"People in all, {answer['n_observed']:,} of them seen",
        ["people's chances", "estimate", "lower", "upper", "pairs that depend"],
        [
            ["are equal", *_figures(answer), in_words(answer["pairs"])],
            [
                "may differ",
                None,
                *map(whole, (differing["lower"], differing["upper"])),
                NOT_SHOWN if differing["lower"] is None else "",
            ],
        ],
    )
    as_table(
        "The estimate under other choices",
        ["model", "estimate", "lower", "upper", "pairs that depend"],
        [
            [
                variant["model"],
                *_figures(variant),
                NO_ESTIMATE if variant["estimate"] is None else in_words(variant["pairs"]),
            ]
            for variant in answer["sensitivity"]
        ],
    )
    others = [v["estimate"] for v in answer["sensitivity"] if v["estimate"] is not None]
    print(f"Other choices put it anywhere from {min(others):,.0f} to {max(others):,.0f}.")
    for sentence in answer["assumptions"]:
        print(sentence)


def print_reasons(answer: Mapping[str, Any]) -> None:
    """Print each reason against publishing, or which limits to publish."""
    if not answer["reasons"]:
        print(PUBLISH)
    for reason in answer["reasons"]:
        print(f"Do not publish: {reason}.")


def limits(interval: "Interval | None") -> tuple[float | None, float | None, float | None]:
    """The estimate and its limits, None where there is no estimate."""
    if interval is None:
        return None, None, None
    return interval.estimate, interval.lower, interval.upper


def whole(people: float | None) -> float | None:
    """A number of people, rounded to a whole one for the table."""
    return people if people is None or math.isinf(people) else round(people)


def in_words(pairs: Sequence[Sequence[str]]) -> str:
    """The pairs as text: "A and B, A and C"."""
    return ", ".join(" and ".join(pair) for pair in pairs) or "none"


def _to_publish(people: "Interval | None") -> dict[str, Any] | None:
    if people is None:
        return None
    return {"lower": people.lower, "upper": people.upper, "why": WHY}


def _sensitivity(variant: "Variant") -> dict[str, Any]:
    estimate, lower, upper = limits(variant.population)
    return {
        "model": variant.model,
        "estimate": estimate,
        "lower": lower,
        "upper": upper,
        "pairs": variant.pairs,
    }


def _figures(answer: Mapping[str, Any]) -> list[float | None]:
    return [whole(answer[name]) for name in ("estimate", "lower", "upper")]
