"""Whether the overlap is enough to rest a figure on: reasons to refuse it, in words.

Robson & Regier (1964), Transactions of the American Fisheries Society 93, 215-226, show that with
two lists an estimate is all but unbiased once 7 people are on both. The other limits are our
judgement, stated here so that they can be argued with.
"""

from collections.abc import Sequence
from typing import Final

from saidanddone_methods.population.histories import OverlapCounts
from saidanddone_methods.population.overlap import PopulationEstimate
from saidanddone_methods.population.sensitivity import Variant

# Two lists cannot show whether they depend on each other, which is all that the estimate hangs on.
FEWEST_LISTS: Final = 3
# The standard error of a two-list estimate is about 1 / sqrt(people on both): 22 % with 20.
FEWEST_ON_SEVERAL: Final = 20
# The best-joined pair must by itself give an unbiased estimate (Robson & Regier).
FEWEST_ON_A_PAIR: Final = 7
# Beyond that share of pairs without anyone in common, selection chooses between guesses.
MOST_EMPTY_PAIRS: Final = 0.5
# Where 9 of 10 people are unseen, the model says nearly all of the figure and the lists little.
MOST_TIMES_SEEN: Final = 10.0
# Choices equally sound that differ by more than this cannot be put in one sentence.
WIDEST_SPREAD: Final = 3.0
# A 95 % interval must not rest on more than this share of replicates without an estimate.
MOST_WITHOUT_ESTIMATE: Final = 0.05


def too_thin(
    counts: OverlapCounts,
    estimate: PopulationEstimate,
    variants: Sequence[Variant],
    *,
    without_estimate: float = 0.0,
) -> tuple[str, ...]:
    """Why the estimate should not be published; empty where it may be.

    `variants` are those of `sensitivity_set`, `without_estimate` the share of bootstrap replicates
    without an estimate.
    """
    reasons = [*_of_lists(counts), *_of_estimate(estimate), *_of_variants(variants)]
    if without_estimate > MOST_WITHOUT_ESTIMATE:
        reasons.append(
            f"{without_estimate:.0%} of the bootstrap replicates have no estimate, "
            f"more than {MOST_WITHOUT_ESTIMATE:.0%}"
        )
    return tuple(reasons)


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
    return reasons


def _of_estimate(estimate: PopulationEstimate) -> list[str]:
    times = estimate.population.estimate / estimate.observed
    if times <= MOST_TIMES_SEEN:
        return []
    return [f"the estimate is {times:.0f} times the people seen, more than {MOST_TIMES_SEEN:g}"]


def _of_variants(variants: Sequence[Variant]) -> list[str]:
    found = [each for each in variants if each.population is not None]
    if not found:
        return []
    ordered = sorted((each.population.estimate, each.model) for each in found if each.population)
    (least, low), (most, high) = ordered[0], ordered[-1]
    if most <= WIDEST_SPREAD * least:
        return []
    apart = f"the estimate is {least:,.0f} ({low}) or {most:,.0f} ({high}) as the model is chosen"
    return [f"{apart}, more than {WIDEST_SPREAD:g} times apart"]
