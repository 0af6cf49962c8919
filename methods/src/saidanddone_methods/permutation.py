"""Permutation test of differences between groups: labels are shuffled among people."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from saidanddone_methods.intervals import FloatArray, newcombe_limits
from saidanddone_methods.resampling import Progress

LabelArray = NDArray[np.intp]

# Bounds on a block of shuffled labels, so that memory stays small with many people or themes.
BLOCK_CELLS = 2_000_000
BLOCK_ROWS = 1_000
# Sums of the same terms may differ in their last bits; ties must still count as ties.
TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Pattern:
    """How many of each group raised each theme, and how far apart the groups are.

    `people` group sizes; `raised` person x theme; `counts` group x theme; `standardised` pair of
    groups x theme: difference of shares over its pooled standard error, 0 where nobody or
    everybody raised the theme.
    """

    people: tuple[int, ...]
    raised: FloatArray
    counts: FloatArray
    standardised: FloatArray

    @property
    def width(self) -> int:
        """How many more numbers than its labels each shuffle stores."""
        return self.counts.size + self.standardised.size

    @classmethod
    def of(cls, labels: LabelArray, raised: NDArray[np.bool_], groups: int) -> "Pattern":
        """`labels` group number by person, `raised` person x theme."""
        people = tuple(int(n) for n in np.bincount(labels, minlength=groups))
        as_numbers = raised.astype(np.float64)
        counts = _counts(labels[np.newaxis, :], as_numbers, groups)
        standardised = _standardised(counts, people)
        return cls(people, as_numbers, counts[:, 0], standardised[:, 0])


@dataclass(frozen=True, slots=True)
class Chance:
    """The results of shuffling group labels among people, each of whom keeps all their themes.

    `adjusted_p`, pair x theme, compares a difference with the largest standardised one of each
    shuffled pattern: single-step max-T of Westfall & Young (1993), Resampling-Based Multiple
    Testing, chapter 2. It controls the probability of any false positive among all themes.
    `overall_p` compares the sum of squares over all themes. Both are two-sided and are
    (1 + shuffles as extreme) / (1 + shuffles), as Phipson & Smyth (2010), Statistical Applications
    in Genetics and Molecular Biology 9(1), 39. `differing` is how many themes would differ by their
    own interval, unadjusted, on average.
    """

    adjusted_p: FloatArray
    overall_p: float
    differing: float


def shuffled(
    labels: LabelArray,
    replicates: int,
    seed: int,
    *,
    width: int = 0,
    progress: Progress = lambda done: None,
) -> Iterator[LabelArray]:
    """Blocks of shuffled labels, replicate x person, `replicates` rows in all.

    `width` is how many more numbers are stored for each; `progress` is called with the number done.
    The shuffles do not depend on the size of the blocks.
    """
    generator = np.random.default_rng(seed)
    block = max(1, min(BLOCK_ROWS, BLOCK_CELLS // max(len(labels), width)))
    for start in range(0, replicates, block):
        rows = min(block, replicates - start)
        yield generator.permuted(np.tile(labels, (rows, 1)), axis=1)
        progress(start + rows)


def chance_of(
    pattern: Pattern, blocks: Iterable[LabelArray], z: float, at_least_people: int
) -> Chance:
    """The p-values of the pattern, and how many themes differ, under shuffled labels."""
    observed = np.abs(pattern.standardised)
    observed_total = (observed**2).sum()
    as_large = np.zeros(observed.shape)
    as_large_in_all = shuffles = differing = 0
    for labels in blocks:
        counts = _counts(labels, pattern.raised, len(pattern.people))
        standardised = _standardised(counts, pattern.people)
        largest = np.abs(standardised).max(axis=(0, 2))
        totals = (standardised**2).sum(axis=(0, 2))
        as_large += (largest[:, np.newaxis, np.newaxis] >= observed - TIE).sum(axis=0)
        as_large_in_all += int((totals >= observed_total - TIE * (1 + observed_total)).sum())
        differing += int(_differ(counts, pattern.people, z, at_least_people).sum())
        shuffles += len(labels)
    return Chance(
        (1 + as_large) / (1 + shuffles),
        (1 + as_large_in_all) / (1 + shuffles),
        differing / shuffles,
    )


def _counts(labels: LabelArray, raised: FloatArray, groups: int) -> FloatArray:
    """group x replicate x theme: how many people with that label raised it."""
    return np.stack([(labels == group).astype(np.float64) @ raised for group in range(groups)])


def _standardised(counts: FloatArray, people: tuple[int, ...]) -> FloatArray:
    """pair x replicate x theme. The pooled share is that of all groups, so shuffling keeps it."""
    pooled = counts.sum(axis=0) / sum(people)
    variance = pooled * (1 - pooled)
    spread = np.sqrt(np.where(variance > 0, variance, 1.0))
    return np.stack(
        [
            np.where(variance > 0, counts[i] / people[i] - counts[j] / people[j], 0.0)
            / (spread * np.sqrt(1 / people[i] + 1 / people[j]))
            for i, j in combinations(range(len(people)), 2)
        ]
    )


def _differ(
    counts: FloatArray, people: tuple[int, ...], z: float, at_least_people: int
) -> NDArray[np.bool_]:
    """Whether the interval of some pair excludes 0 with enough people, (replicates, themes)."""
    enough = counts >= at_least_people
    differ = np.zeros(counts.shape[1:], dtype=np.bool_)
    for i, j in combinations(range(len(people)), 2):
        lower, upper = newcombe_limits(counts[i], people[i], counts[j], people[j], z)
        differ |= ((lower > 0) & enough[i]) | ((upper < 0) & enough[j])
    return differ
