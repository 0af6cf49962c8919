"""How many people no list has seen: multiple systems estimation from the overlap of lists."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from saidanddone_methods.checks import open_share, whole_number
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.intervals import Interval, normal_quantile
from saidanddone_methods.population.design import Design, FloatArray, design_for
from saidanddone_methods.population.existence import Existence
from saidanddone_methods.population.fitting import Models, fit, information, main_effects
from saidanddone_methods.population.stepwise import select

THRESHOLD = 0.02  # as Chan, Silverman & Vincent (2021)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class OverlapCounts:
    """How many people were seen on each combination of lists, and on no other.

    `lists` names them; `counts[h]` belongs to the history whose bit pattern is h + 1, the first
    list being bit 0. Counts only: nothing here can be traced to a person.
    """

    lists: tuple[str, ...]
    counts: FloatArray

    @classmethod
    def of(cls, lists: Sequence[str], histories: Mapping[tuple[int, ...], int]) -> "OverlapCounts":
        """From `{(1, 0, 1): 12, ...}`; a history not given counts 0.

        Raises BadInput for a list named twice, a history that is not 0s and 1s, one of the wrong
        length, the history of nobody, or a count that is no whole number of 0 or more.
        """
        if len(set(lists)) != len(lists):
            raise BadInput("each list needs a name of its own")
        counts = np.zeros(design_for(len(lists)).histories)
        for history, count in histories.items():
            if len(history) != len(lists) or set(history) - {0, 1}:
                raise BadInput(f"a history needs a 0 or 1 for each of the {len(lists)} lists")
            if not any(history):
                raise BadInput("nobody can count the people on no list; leave that history out")
            code = sum(on << place for place, on in enumerate(history))
            counts[code - 1] += whole_number(count, "a count")
        return cls(tuple(lists), counts)

    @property
    def design(self) -> Design:
        return design_for(len(self.lists))

    @property
    def observed(self) -> int:
        return int(self.counts.sum())

    def named(self, pair: int) -> Pair:
        first, second = self.design.pairs[pair]
        return self.lists[first], self.lists[second]

    def without(self, place: int) -> "OverlapCounts":
        """The same people as the other lists alone saw them."""
        lists = self.lists[:place] + self.lists[place + 1 :]
        counts = np.zeros(design_for(len(lists)).histories)
        for code, count in enumerate(self.counts, 1):
            low, high = code & ((1 << place) - 1), code >> (place + 1)
            if rest := low | high << place:
                counts[rest - 1] += count
        return OverlapCounts(lists, counts)


@dataclass(frozen=True, slots=True)
class PopulationEstimate:
    """People in all, seen and unseen, with the pairs of lists taken to depend on each other."""

    population: Interval
    observed: int
    pairs: tuple[Pair, ...]
    confidence: float


def estimate_overlap(
    counts: OverlapCounts, *, threshold: float = THRESHOLD, confidence: float = 0.95
) -> PopulationEstimate:
    """Estimate the population, choosing the pairs stepwise at `threshold`.

    The interval is normal on the logarithm of the unseen part, and takes the chosen model as if it
    had been given: `bootstrap_overlap`, which chooses anew each time, is the honest one. Assumes a
    closed population, that everyone can be matched across lists, and that people differ in how
    likely they are to be seen only as the pairs say. Raises TooThin where no estimate exists.
    """
    selected = select(counts.design, counts.counts[None], open_share(threshold, "threshold"))
    if not selected.settled[0]:
        raise TooThin([f"with {overlap_in_words(counts)} there is no finite estimate"])
    pairs = tuple(counts.named(int(pair)) for pair in np.flatnonzero(selected.pairs[0]))
    return _estimate(counts, selected.models, pairs, confidence)


def fit_overlap(
    counts: OverlapCounts, pairs: Sequence[Pair] = (), *, confidence: float = 0.95
) -> PopulationEstimate:
    """Estimate the population from a model with `pairs` and no others.

    Raises BadInput for a pair that is none, TooThin where the estimate does not exist.
    """
    design = counts.design
    models = main_effects(design, counts.counts[None])
    overlaps = counts.counts @ design.both
    for pair in (_pair_number(counts, pair) for pair in pairs):
        if overlaps[pair]:
            models.has[0, design.first_pair + pair] = True
        else:
            models.covers[0] &= design.both[:, pair] == 0
    existence = Existence(design)
    if not existence.exists(counts.counts > 0, models.covers[0], models.has[0]):
        raise TooThin([f"the estimate does not exist{_given(pairs)}"])
    models.betas[:] = 0.0
    models.betas[0, 0] = math.log(max(counts.observed, 1))
    if not fit(design, counts.counts[None], models, steps=1000)[0]:
        raise TooThin([f"the fit does not settle{_given(pairs)}"])
    return _estimate(counts, models, tuple(pairs), confidence)


def bayesian_criterion(counts: OverlapCounts, models: Models) -> float:
    """BIC of a fitted model: deviance plus log(people seen) for each parameter, finite or not."""
    expected = models.expected(counts.design)[0]
    seen = counts.counts > 0
    fitted = np.where(seen, counts.counts * np.log(np.where(seen, expected, 1)), 0).sum()
    return float(-2 * (fitted - expected.sum()))


def overlap_in_words(counts: OverlapCounts) -> str:
    """ "12 of 2,744 people on more than one list"."""
    several = counts.design.present.sum(axis=1) > 1
    return (
        f"{int(counts.counts[several].sum()):,} of {counts.observed:,} people on two lists or more"
    )


def _estimate(
    counts: OverlapCounts, models: Models, pairs: tuple[Pair, ...], confidence: float
) -> PopulationEstimate:
    z = normal_quantile(confidence)
    expected = models.expected(counts.design)
    inverse = np.linalg.inv(information(counts.design, expected, models.has)[0])
    log_unseen, spread = float(models.betas[0, 0]), z * math.sqrt(inverse[0, 0])
    low, middle, high = (
        counts.observed + math.exp(log)
        for log in (log_unseen - spread, log_unseen, log_unseen + spread)
    )
    return PopulationEstimate(Interval(middle, low, high), counts.observed, pairs, confidence)


def _pair_number(counts: OverlapCounts, pair: Pair) -> int:
    for number, (i, j) in enumerate(combinations(counts.lists, 2)):
        if {i, j} == set(pair):
            return number
    raise BadInput(f"{' and '.join(pair)} is no pair of the lists {', '.join(counts.lists)}")


def _given(pairs: Sequence[Pair]) -> str:
    if not pairs:
        return ""
    return " with " + ", ".join(f"{first} and {second}" for first, second in pairs) + " depending"
