"""Whether lists overlap enough for an estimate, and if not the reasons in words.

FEWEST_AGAIN has a source. All other limits are our judgement, listed here so that you can question them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from saidanddone_methods.frames import pass_instead, reads_frames
from saidanddone_methods.intervals import Interval
from saidanddone_methods.population.bootstrap import Bootstrap
from saidanddone_methods.population.heterogeneity import Heterogeneity, heterogeneity
from saidanddone_methods.population.histories import OverlapCounts
from saidanddone_methods.population.overlap import PopulationEstimate
from saidanddone_methods.population.sensitivity import DIFFERING, WITHOUT, Variant
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

PEOPLE_DIFFER: Final = (
    "people's chances of being on a list seem to differ, or more lists depend on each other, so "
    "the estimate is too low"
)
NOBODY_ON_THREE: Final = (
    "nobody is on three lists, so nothing shows whether people's chances of being on a list differ"
)
NOT_TOLD_APART: Final = (
    "the pairs that depend may as well be people whose chances of being on a list differ: with "
    "more lists the two can be told apart"
)


@dataclass(frozen=True, slots=True)
class Publishable:
    """What of an estimate to publish: `population` with its limits, or None for the `reasons`."""

    population: Interval | None
    reasons: tuple[str, ...]


@reads_frames(
    counts=pass_instead("OverlapCounts.of(lists, histories)"),
    estimate=pass_instead("the answer of estimate_overlap"),
)
def publishable(
    counts: OverlapCounts,
    estimate: PopulationEstimate,
    variants: Sequence[Variant],
    *,
    differing: Heterogeneity | None = None,
    bootstrap: Bootstrap | None = None,
) -> Publishable:
    """The estimate with the limits to publish, those for chances that may differ; or why not.

    The arguments are those of `too_thin`. The limits of `estimate` itself are narrower: they take
    everyone's chance of being on a list to be the same.
    """
    differing = differing or heterogeneity(counts, estimate)
    reasons = too_thin(counts, estimate, variants, differing=differing, bootstrap=bootstrap)
    return Publishable(None if reasons else differing.population, reasons)


@reads_frames(
    counts=pass_instead("OverlapCounts.of(lists, histories)"),
    estimate=pass_instead("the answer of estimate_overlap"),
)
def too_thin(
    counts: OverlapCounts,
    estimate: PopulationEstimate,
    variants: Sequence[Variant],
    *,
    differing: Heterogeneity | None = None,
    bootstrap: Bootstrap | None = None,
) -> tuple[str, ...]:
    """Why the estimate should not be published; empty where it may be.

    `variants` are those of `sensitivity_set`. `differing` is that of `heterogeneity`, computed
    where it is not given. With `bootstrap`, its replicates are checked too.
    """
    reasons = [
        *_of_lists(counts),
        *_of_estimate(estimate),
        *_of_people(counts, differing or heterogeneity(counts, estimate)),
        *_of_variants(counts, variants),
    ]
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


def _of_people(counts: OverlapCounts, differing: Heterogeneity) -> list[str]:
    if differing.is_shown:
        bound = differing.at_least or counts.observed
        return [f"{PEOPLE_DIFFER}: say only that there are at least {bound:,.0f} people"]
    if differing.population or len(counts.lists) < FEWEST_LISTS:
        return []
    return [NOT_TOLD_APART if counts.on_three else NOBODY_ON_THREE]


def _of_variants(counts: OverlapCounts, variants: Sequence[Variant]) -> list[str]:
    reasons = [
        f"{variant.model} no estimate exists, so all of it rests on that list"
        for variant in variants
        if variant.population is None and variant.model.startswith(WITHOUT)
    ]
    if len(counts.lists) < FEWEST_LISTS:  # of two lists neither tells anything alone
        reasons = []
    # How far apart models of differing people may lie is for `_of_people`: with few people on three
    # lists they lie far apart by chance.
    ordered = sorted(
        (variant.population.estimate, variant.model)
        for variant in variants
        if variant.population and variant.model not in DIFFERING
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
