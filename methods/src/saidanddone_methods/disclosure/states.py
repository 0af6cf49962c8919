"""Which releases count the same people at the same time, told from their periods and their figures.

Time is cut into *stretches* at the ends of periods; a release over January to June is the sum of the
stretches January to March and April to June. Two releases that may count the same (of the same
period, or of which one does not say its period) are taken for the same state of the count where all
that both show agrees; else for another state, no smaller (or no larger) in any combination where no
figure that both show is.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from saidanddone_methods.disclosure.counts import ProtectedCount, range_of
from saidanddone_methods.disclosure.releases import Release
from saidanddone_methods.disclosure.tables import TOTAL, Cell

Bounds = tuple[float, float]


@dataclass(frozen=True)
class States:
    """`stretches` of each release; `pieces`: the stretches in words.

    `ordered`: pairs of releases, the first no larger in any combination.
    """

    stretches: tuple[tuple[int, ...], ...]
    pieces: tuple[str, ...]
    ordered: tuple[tuple[int, int], ...]


def states(releases: Sequence[Release]) -> States:
    """Stretches and states of releases, given in the order in which they left."""
    starts = {r.period[0].toordinal() for r in releases if r.period}
    ends = {r.period[1].toordinal() + 1 for r in releases if r.period}
    cuts = sorted(starts | ends)
    pieces = [
        f"{date.fromordinal(first)} to {date.fromordinal(after - 1)}"
        for first, after in pairwise(cuts)
    ]
    found: dict[int, tuple[int, ...]] = {}
    ordered: list[tuple[int, int]] = []
    # Those that say their period first: the others are then found among them.
    for number in sorted(range(len(releases)), key=lambda i: releases[i].period is None):
        release = releases[number]
        others = [i for i in sorted(found) if may_count_the_same(releases[i], release)]
        alike = [i for i in others if _comparison(releases[i], release) == 0]
        if alike:
            found[number] = found[alike[-1]]
        elif release.period is not None and not others:
            first, last = release.period[0].toordinal(), release.period[1].toordinal() + 1
            found[number] = tuple(i for i in range(len(pieces)) if first <= cuts[i] < last)
        else:
            found[number] = (len(pieces),)
            pieces.append(release.name)
            for i in others:
                sign = _comparison(releases[i], release)
                if sign is not None:
                    ordered.append((i, number) if sign > 0 else (number, i))
    return States(tuple(found[i] for i in range(len(releases))), tuple(pieces), tuple(ordered))


def linked(new: Release, past: Sequence[Release]) -> list[Release]:
    """Past releases that can combine with a new one, straight or by way of others."""
    group = next(group for group in in_touch([*past, new]) if group[-1] is new)
    return group[:-1]


def in_touch(releases: Sequence[Release]) -> list[list[Release]]:
    """Releases in groups that cannot combine with each other, since their times do not overlap."""
    groups: list[list[int]] = []
    for number, release in enumerate(releases):
        touching = [g for g in groups if any(_overlap(releases[i], release) for i in g)]
        groups = [g for g in groups if g not in touching]
        groups.append(sorted([*(i for g in touching for i in g), number]))
    return [[releases[i] for i in group] for group in sorted(groups)]


def _overlap(one: Release, other: Release) -> bool:
    if one.period is None or other.period is None:
        return True
    return one.period[0] <= other.period[1] and other.period[0] <= one.period[1]


def may_count_the_same(one: Release, other: Release) -> bool:
    """Whether two releases are of the same period, as far as they say."""
    return one.period is None or other.period is None or one.period == other.period


def named_alike(one: Release, other: Release) -> list[tuple[Cell, Cell]]:
    """Cells of two releases that a reader takes for the same: pairs of names.

    Both as `read_together` gives them. What a release does not break down by, it counts whole; and
    a Total is everyone, also where the two name other categories under it.
    """
    theirs = {dim.name: dim for dim in other.dims}
    pairs = []
    for cell in one.shown:
        members = dict(zip(one.names(), cell, strict=True))
        same = tuple(members.get(name, TOTAL) for name in theirs)
        if same in other.shown and all(
            members[dim.name] == TOTAL
            or (
                dim.name in theirs
                and dim.members[members[dim.name]] == theirs[dim.name].members[members[dim.name]]
            )
            for dim in one.dims
        ):
            pairs.append((cell, same))
    return pairs


def _surely_the_same(one: Release, other: Release) -> list[tuple[Cell, Cell]]:
    """Those of them whose Totals stand over the same categories, or over none that are named."""
    whole = {dim.name: dim.members[TOTAL] for dim in other.dims}
    places = [
        place
        for place, dim in enumerate(one.dims)
        if whole.get(dim.name, dim.members[TOTAL]) != dim.members[TOTAL]
    ]
    return [
        (ours, theirs)
        for ours, theirs in named_alike(one, other)
        if not any(ours[place] == TOTAL for place in places)
    ]


def _comparison(one: Release, other: Release) -> int | None:
    """0 where all that both show agrees, 1 where `other` is nowhere less, -1 nowhere more."""
    changes = {
        change(bounds(one, one.shown[ours]), bounds(other, other.shown[theirs]))
        for ours, theirs in _surely_the_same(one, other)
    } - {0}
    if not changes:
        return 0
    return changes.pop() if len(changes) == 1 else None


def change(before: Bounds, after: Bounds) -> int:
    """1 where a figure is surely more than before, -1 where surely less, else 0."""
    return int(after[0] > before[1]) - int(after[1] < before[0])


def bounds(release: Release, value: int | None, *, small: bool = True) -> Bounds:
    """The least and greatest count that a release shows so (None: hidden).

    A hidden count of an exact table may be any; of a rounded one it is taken for small where
    `small`, since there next to nothing is hidden for the sake of others.
    """
    rule = release.profile
    if value is None and (rule.round_to == 1 or not small):
        return 0, math.inf
    if value is not None and rule.round_to == 1:
        return value, value
    return range_of(ProtectedCount(value, suppressed=value is None), rule)
