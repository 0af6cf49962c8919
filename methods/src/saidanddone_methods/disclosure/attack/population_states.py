"""Which releases count the same people at the same time, told from their periods and their figures.

Time is cut into *stretches* at the ends of periods; a release over January to June is the sum of the
stretches January to March and April to June. Where its figures do not agree with that, people were
told of late: it counts another stretch besides, of those who came to be known since. Where that
does not agree either, some were struck out, and it is a state of its own.

A release that does not say its period is taken for the same state as another where all that both
show agrees; else for another state, no smaller (or no larger) in any combination where no figure
that both show is.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from saidanddone_methods.disclosure.attack.frequency_tables import TOTAL, Cell
from saidanddone_methods.disclosure.attack.release_files import Release
from saidanddone_methods.disclosure.rules.counts import ProtectedCount, range_of

Bounds = tuple[float, float]

# How a release can count its time: with those of whom earlier ones came to know since, without
# them, with still others known since, or with some struck out.
READINGS = ("usual", "plain", "late", "alone")


@dataclass(frozen=True)
class States:
    """`stretches` of each release; `pieces`: the stretches in words.

    `ordered`: pairs of releases, the first no larger in any combination. `apart`: releases that are
    no sum of the stretches of their time, with those stretches.
    """

    stretches: tuple[tuple[int, ...], ...]
    pieces: tuple[str, ...]
    ordered: tuple[tuple[int, int], ...]
    apart: tuple[tuple[int, tuple[int, ...]], ...] = ()


def states(releases: Sequence[Release], readings: Sequence[str] = ()) -> States:
    """Stretches and states of releases, given in the order in which they left.

    `readings`: which of the `READINGS` of each is taken; the first where none are given.
    """
    readings = readings or [READINGS[0]] * len(releases)
    covered, pieces = _stretches(releases)
    found: dict[int, tuple[int, ...]] = {}
    late: dict[int, int] = {}  # the stretch of those who came to be known with a release
    ordered: list[tuple[int, int]] = []
    apart: list[tuple[int, tuple[int, ...]]] = []
    # Those that say their period first: the others are then found among them.
    for number in sorted(range(len(releases)), key=lambda i: releases[i].period is None):
        release, reading = releases[number], readings[number]
        others = [i for i in sorted(found) if may_count_the_same(releases[i], release)]
        alike = [i for i in others if _comparison(releases[i], release) == 0]
        if release.period is not None:
            told = [piece for i, piece in late.items() if contains(release, releases[i])]
            usual = (*covered[number], *told)
            found[number] = covered[number] if reading == "plain" else usual
            if reading == "late":
                late[number] = len(pieces)
                found[number] += (len(pieces),)
                pieces.append(f"known since by {release.name}")
        elif alike:
            usual = found[number] = found[alike[-1]]
        if reading == "alone" or (release.period is None and not alike):
            found[number] = (len(pieces),)
            pieces.append(release.name)
            apart += [(number, usual)] if release.period is not None else []
            for i in others:
                sign = _comparison(releases[i], release)
                if sign:
                    ordered.append((i, number) if sign > 0 else (number, i))
    return States(
        tuple(found[i] for i in range(len(releases))), tuple(pieces), tuple(ordered), tuple(apart)
    )


def _stretches(releases: Sequence[Release]) -> tuple[list[tuple[int, ...]], list[str]]:
    """Which stretches of time each release covers, and each in words.

    Times that the same releases cover are one stretch, also where they do not touch: nobody tells
    them apart.
    """
    starts = {r.period[0].toordinal() for r in releases if r.period}
    ends = {r.period[1].toordinal() + 1 for r in releases if r.period}
    stretches: dict[tuple[int, ...], list[str]] = {}
    for first, after in pairwise(sorted(starts | ends)):
        covering = tuple(
            i
            for i, r in enumerate(releases)
            if r.period and r.period[0].toordinal() <= first <= r.period[1].toordinal()
        )
        if covering:
            words = f"{date.fromordinal(first)} to {date.fromordinal(after - 1)}"
            stretches.setdefault(covering, []).append(words)
    covered = [
        tuple(place for place, covering in enumerate(stretches) if number in covering)
        for number in range(len(releases))
    ]
    return covered, [" and ".join(words) for words in stretches.values()]


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


def contains(one: Release, other: Release) -> bool:
    """Whether the time of one release holds that of the other, as far as they say."""
    if one.period is None or other.period is None:
        return True
    return one.period[0] <= other.period[0] and other.period[1] <= one.period[1]


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
