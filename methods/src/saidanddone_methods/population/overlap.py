"""Multiple systems estimation: the number of people on no list, from the overlap of lists."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from saidanddone_methods.checks import open_share
from saidanddone_methods.errors import TooThin
from saidanddone_methods.frames import pass_instead, reads_frames
from saidanddone_methods.intervals import Interval, normal_quantile
from saidanddone_methods.population.existence import Existence
from saidanddone_methods.population.fitting import Models, information, with_pairs
from saidanddone_methods.population.histories import OverlapCounts, Pair
from saidanddone_methods.population.stepwise import Selected, fit_or_refuse, select

__all__ = [
    "THRESHOLD",
    "OverlapCounts",
    "Pair",
    "PopulationEstimate",
    "Step",
    "estimate_overlap",
    "fit_overlap",
]

THRESHOLD = 0.02  # as Chan, Silverman & Vincent (2021)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the selection: the pair, its p-value, and whether it was added.

    A pair is added where an estimate of the larger model exists."""

    pair: Pair
    p_value: float
    added: bool


@dataclass(frozen=True, slots=True)
class PopulationEstimate:
    """The population, seen and unseen, with the pairs of dependent lists.

    `standard_error` is of the population. `steps` are the steps of the selection, in order; empty
    where the caller gave the pairs.
    """

    population: Interval
    standard_error: float
    observed: int
    pairs: tuple[Pair, ...]
    steps: tuple[Step, ...]
    confidence: float


@reads_frames(counts=pass_instead("OverlapCounts.of(lists, histories)"))
def estimate_overlap(
    counts: OverlapCounts, *, threshold: float = THRESHOLD, confidence: float = 0.95
) -> PopulationEstimate:
    """Estimate the population with stepwise selection of pairs at p < `threshold`.

    The interval is normal on the logarithm of the unseen count and takes the selected model as
    fixed; the interval of `bootstrap_overlap` allows for the selection. Assumes a closed
    population, correct matching across lists, and no heterogeneity beyond the pairs. Raises
    TooThin where no estimate exists.

    Source: Chan, Silverman & Vincent (2021), Journal of the American Statistical Association 116,
    1297-1306.
    """
    selected = select(counts.design, counts.counts[None], open_share(threshold, "threshold"))
    if not selected.settled[0]:
        raise TooThin([no_estimate(counts)])
    pairs = tuple(counts.named(int(pair)) for pair in np.flatnonzero(selected.pairs[0]))
    return estimate_of(counts, selected.models, pairs, confidence, _steps(counts, selected))


@reads_frames(counts=pass_instead("OverlapCounts.of(lists, histories)"))
def fit_overlap(
    counts: OverlapCounts, pairs: Sequence[Pair] = (), *, confidence: float = 0.95
) -> PopulationEstimate:
    """Estimate the population from a model with `pairs` and no others, in any order.

    Raises BadInput for an unknown pair, TooThin where no estimate exists.
    """
    design = counts.design
    included = np.zeros((1, len(design.pairs)), dtype=np.bool_)
    numbers = counts.pair_numbers(pairs)
    included[0, numbers] = True
    named = tuple(counts.named(pair) for pair in numbers)
    models = with_pairs(design, counts.counts, included)
    if not fit_or_refuse(design, counts.counts[None], models, Existence(design))[0]:
        raise TooThin([f"the estimate does not exist{_given(named)}, with {counts.in_words()}"])
    return estimate_of(counts, models, named, confidence)


def estimate_of(
    counts: OverlapCounts,
    models: Models,
    pairs: tuple[Pair, ...],
    confidence: float,
    steps: tuple[Step, ...] = (),
) -> PopulationEstimate:
    """The estimate of the first of the fitted `models`. Input is not checked."""
    expected = models.expected(counts.design)[:1]
    inverse = np.linalg.inv(information(counts.design, expected, models.has[:1])[0])
    log_unseen, variance = float(models.betas[0, 0]), float(inverse[0, 0])
    spread = normal_quantile(confidence) * math.sqrt(variance)
    low, middle, high = (
        counts.observed + math.exp(log)
        for log in (log_unseen - spread, log_unseen, log_unseen + spread)
    )
    unseen = math.exp(log_unseen)
    # The unseen count is itself Poisson around what the model expects (Rivest & Levesque, 2001,
    # Canadian Journal of Statistics 29, 555-572).
    error = math.sqrt(unseen + unseen**2 * variance)
    return PopulationEstimate(
        Interval(middle, low, high), error, counts.observed, pairs, steps, confidence
    )


def no_estimate(counts: OverlapCounts) -> str:
    """Why there is no estimate, as a phrase."""
    on_list = counts.counts @ counts.design.present
    if counts.observed in on_list:
        everyone = counts.lists[int(np.argmax(on_list))]
        return f"everyone is on list {everyone}, which tells nothing of who is on none"
    return f"with {counts.in_words()} the estimate does not exist"


def _steps(counts: OverlapCounts, selected: Selected) -> tuple[Step, ...]:
    """The steps of the selection for the first table."""
    return tuple(
        Step(counts.named(int(step.pairs[0])), float(step.chances[0]), bool(step.added[0]))
        for step in selected.steps
        if len(step.tables) and step.tables[0] == 0
    )


def _given(pairs: Sequence[Pair]) -> str:
    if not pairs:
        return ""
    return " with " + ", ".join(f"{first} and {second}" for first, second in pairs) + " depending"
