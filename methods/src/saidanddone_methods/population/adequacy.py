"""Whether lists overlap enough for an estimate, and if not the reasons in words.

FEWEST_AGAIN has a source. All other limits are our judgement, listed here so that you can question them.
"""

from collections.abc import Sequence
from typing import Final

from saidanddone_methods.population.bootstrap import Bootstrap
from saidanddone_methods.population.histories import OverlapCounts
from saidanddone_methods.population.overlap import PopulationEstimate
from saidanddone_methods.population.sensitivity import WITHOUT, Variant
from saidanddone_methods.population.thresholds import FEWEST_AGAIN

# Two lists cannot show whether they are dependent, and the estimate depends on just that.
FEWEST_LISTS: Final = 3
# The standard error of a two-list estimate is about 1 / sqrt(people on both): 22 % with 20.
FEWEST_ON_SEVERAL: Final = 20
# The pair with the largest overlap must alone give an unbiased estimate (Robson & Regier, 1964).
FEWEST_ON_A_PAIR: Final = FEWEST_AGAIN
# With a larger share of empty pairs, the selection of pairs is a guess.
MOST_EMPTY_PAIRS: Final = 0.5
# Where 9 of 10 people are unseen, the estimate comes from the model and hardly from the lists.
MOST_TIMES_SEEN: Final = 10.0
# If equally sound models differ by a larger factor, no single figure describes them.
WIDEST_SPREAD: Final = 3.0
# For a 2.5 % limit at least one replicate must be expected beyond it.
FEWEST_REPLICATES: Final = 40
# With a larger share of replicates without an estimate, the interval has no usable upper limit.
MOST_WITHOUT_ESTIMATE: Final = 0.05


def too_thin(
    counts: OverlapCounts,
    estimate: PopulationEstimate,
    variants: Sequence[Variant],
    *,
    bootstrap: Bootstrap | None = None,
) -> tuple[str, ...]:
    """Why the estimate should not be published; empty where it may be.

    `variants` are those of `sensitivity_set`. With `bootstrap`, its replicates are checked too.
    """
    reasons = [*_of_lists(counts), *_of_estimate(estimate), *_of_variants(counts, variants)]
    return (*reasons, *_of_bootstrap(bootstrap)) if bootstrap else tuple(reasons)


def _of_lists(counts: OverlapCounts) -> list[str]:
    reasons = []
    overlaps = counts.overlaps
    empty = int((overlaps == 0).sum())
    if len(counts.lists) < FEWEST_LISTS:
        reasons.append("two lists cannot show whether they depend on each other; three can")
    if counts.on_several < FEWEST_ON_SEVERAL:
        reasons.append(f"only {counts.in_words()}, fewer than {FEWEST_ON_SEVERAL}")
    if overlaps.max() < FEWEST_ON_A_PAIR:
        reasons.append(
            f"no two lists have more than {int(overlaps.max())} people in common, "
            f"fewer than {FEWEST_ON_A_PAIR}"
        )
    if empty > MOST_EMPTY_PAIRS * len(overlaps):
        reasons.append(f"{empty} of the {len(overlaps)} pairs of lists have nobody in common")
    for place, name in enumerate(counts.lists):
        if not any(
            overlaps[pair] for pair, lists in enumerate(counts.design.pairs) if place in lists
        ):
            reasons.append(f"nobody on list {name} is on another, so nothing ties it to the rest")
    return reasons


def _of_estimate(estimate: PopulationEstimate) -> list[str]:
    times = estimate.population.estimate / estimate.observed
    if times <= MOST_TIMES_SEEN:
        return []
    return [f"the estimate is {times:.0f} times the people seen, more than {MOST_TIMES_SEEN:g}"]


def _of_variants(counts: OverlapCounts, variants: Sequence[Variant]) -> list[str]:
    reasons = [
        f"{variant.model} no estimate exists, so all of it rests on that list"
        for variant in variants
        if variant.population is None and variant.model.startswith(WITHOUT)
    ]
    if len(counts.lists) < FEWEST_LISTS:  # of two lists neither tells anything alone
        reasons = []
    ordered = sorted(
        (variant.population.estimate, variant.model) for variant in variants if variant.population
    )
    if ordered and ordered[-1][0] > WIDEST_SPREAD * ordered[0][0]:
        (least, low), (most, high) = ordered[0], ordered[-1]
        reasons.append(
            f"the estimate is {least:,.0f} ({low}) or {most:,.0f} ({high}) as the model is chosen, "
            f"more than {WIDEST_SPREAD:g} times apart"
        )
    return reasons


def _of_bootstrap(bootstrap: Bootstrap) -> list[str]:
    reasons = []
    replicates = len(bootstrap.replicates)
    share = bootstrap.without_estimate / replicates
    if replicates < FEWEST_REPLICATES:
        reasons.append(f"only {replicates} replicates, fewer than {FEWEST_REPLICATES}")
    if share > MOST_WITHOUT_ESTIMATE:
        reasons.append(
            f"{share:.0%} of the bootstrap replicates have no estimate, "
            f"more than {MOST_WITHOUT_ESTIMATE:.0%}"
        )
    return reasons
