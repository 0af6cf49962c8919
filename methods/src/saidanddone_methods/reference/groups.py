"""Common ground with lists and loops, one shuffle at a time."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from saidanddone_methods.reference.intervals import newcombe_reference


@dataclass(frozen=True, slots=True)
class GroundReference:
    """`standardised` and `adjusted_p` by pair and theme."""

    standardised: list[list[float]]
    adjusted_p: list[list[float]]
    overall_p: float
    differing_by_chance: float


def common_ground_reference(
    raised: Sequence[Sequence[bool]],
    labels: Sequence[int],
    groups: int,
    *,
    replicates: int,
    seed: int,
    confidence: float,
    at_least_people: int,
) -> GroundReference:
    """`raised` person by theme, `labels` group number by person, in the order to be shuffled."""
    observed = _standardised(raised, labels, groups)
    total = sum(z * z for row in observed for z in row)
    as_large = [[0 for _ in row] for row in observed]
    as_large_in_all = differing = 0
    generator = np.random.default_rng(seed)
    for _ in range(replicates):
        shuffled = [int(label) for label in generator.permuted(np.asarray(labels, dtype=np.intp))]
        pattern = _standardised(raised, shuffled, groups)
        largest = max(abs(z) for row in pattern for z in row)
        for pair, row in enumerate(observed):
            for theme, z in enumerate(row):
                as_large[pair][theme] += largest >= abs(z) - 1e-9
        as_large_in_all += sum(z * z for row in pattern for z in row) >= total - 1e-9 * (1 + total)
        differing += _differing(raised, shuffled, groups, confidence, at_least_people)
    return GroundReference(
        observed,
        [[(1 + b) / (1 + replicates) for b in row] for row in as_large],
        (1 + as_large_in_all) / (1 + replicates),
        differing / replicates,
    )


def _standardised(
    raised: Sequence[Sequence[bool]], labels: Sequence[int], groups: int
) -> list[list[float]]:
    rows = []
    for i, j in combinations(range(groups), 2):
        row = []
        for theme in range(len(raised[0])):
            pooled = sum(person[theme] for person in raised) / len(raised)
            if pooled in (0, 1):
                row.append(0.0)
                continue
            (k1, n1), (k2, n2) = (_count(raised, labels, g, theme) for g in (i, j))
            error = math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
            row.append((k1 / n1 - k2 / n2) / error)
        rows.append(row)
    return rows


def _differing(
    raised: Sequence[Sequence[bool]],
    labels: Sequence[int],
    groups: int,
    confidence: float,
    at_least_people: int,
) -> int:
    differing = 0
    for theme in range(len(raised[0])):
        counts = [_count(raised, labels, group, theme) for group in range(groups)]
        more = set()
        for i, j in combinations(range(groups), 2):
            lower, upper = newcombe_reference(*counts[i], *counts[j], confidence)
            if lower > 0 or upper < 0:
                more.add(i if lower > 0 else j)
        differing += any(counts[group][0] >= at_least_people for group in more)
    return differing


def _count(
    raised: Sequence[Sequence[bool]], labels: Sequence[int], group: int, theme: int
) -> tuple[int, int]:
    members = [person for person, label in zip(raised, labels, strict=True) if label == group]
    return sum(person[theme] for person in members), len(members)
