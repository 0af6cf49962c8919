"""Which releases count the same people at the same time, from their periods and figures.

Time is cut into *stretches* at the ends of periods. A release over January to June is the sum of
the stretches January to March and April to June. Where its figures do not fit that sum, people were
recorded late: the release counts one more stretch, of people recorded since. Where that does not
fit either, records were deleted, and the release counts a population of its own.

A release without a period counts the same population as an earlier one where all figures that both
show agree. Otherwise it counts another population. That one is no smaller in any combination where
no figure fell, and no larger where no figure rose.
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

# How a release counts its period: with people whom earlier releases recorded late ("usual"), without
# them ("plain"), with more people recorded late ("late"), or with records deleted ("alone").
READINGS = ("usual", "plain", "late", "alone")


@dataclass(frozen=True)
class PopulationStates:
    """The `stretches` that each release counts, and `pieces`, the stretches in words.

    `ordered`: pairs of releases, the first no larger in any combination. `apart`: releases that do
    not fit the sum of the stretches of their period, with those stretches.
    """

    stretches: tuple[tuple[int, ...], ...]
    pieces: tuple[str, ...]
    ordered: tuple[tuple[int, int], ...]
    apart: tuple[tuple[int, tuple[int, ...]], ...] = ()


def population_states(
    releases: Sequence[Release], readings: Sequence[str] = ()
) -> PopulationStates:
    """The stretches that each of `releases`, in the order of publication, counts.

    `readings`: one of `READINGS` for each release; the first of them where none are given.
    """
    readings = readings or [READINGS[0]] * len(releases)
    covered, pieces = _stretches(releases)
    counted: dict[int, tuple[int, ...]] = {}
    late: dict[int, int] = {}  # the stretch of people recorded late, by release
    ordered: list[tuple[int, int]] = []
    apart: list[tuple[int, tuple[int, ...]]] = []
    # Releases with a period first, so that the others can be matched to them.
    for number in sorted(range(len(releases)), key=lambda i: releases[i].period is None):
        release, reading = releases[number], readings[number]
        others = [i for i in sorted(counted) if may_be_of_same_period(releases[i], release)]
        alike = [i for i in others if _comparison(releases[i], release) == 0]
        if release.period is not None:
            late_pieces = [piece for i, piece in late.items() if contains(release, releases[i])]
            usual = (*covered[number], *late_pieces)
            counted[number] = covered[number] if reading == "plain" else usual
            if reading == "late":
                late[number] = len(pieces)
                counted[number] += (len(pieces),)
                pieces.append(f"known since by {release.name}")
        elif alike:
            usual = counted[number] = counted[alike[-1]]
        if reading == "alone" or (release.period is None and not alike):
            counted[number] = (len(pieces),)
            pieces.append(release.name)
            apart += [(number, usual)] if release.period is not None else []
            for i in others:
                sign = _comparison(releases[i], release)
                if sign:
                    ordered.append((i, number) if sign > 0 else (number, i))
    return PopulationStates(
        tuple(counted[i] for i in range(len(releases))), tuple(pieces), tuple(ordered), tuple(apart)
    )


def _stretches(releases: Sequence[Release]) -> tuple[list[tuple[int, ...]], list[str]]:
    """Which stretches of time each release covers, and each stretch in words.

    Times that the same releases cover are one stretch, even with a gap: no figure separates them.
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


def combinable(new: Release, past: Sequence[Release]) -> list[Release]:
    """Past releases that can combine with a new one, directly or through others."""
    group = next(group for group in groups_by_time([*past, new]) if group[-1] is new)
    return group[:-1]


def groups_by_time(releases: Sequence[Release]) -> list[list[Release]]:
    """Releases in groups whose periods do not overlap, so that groups cannot combine."""
    groups: list[list[int]] = []
    for number, release in enumerate(releases):
        touching = [g for g in groups if any(_overlap(releases[i], release) for i in g)]
        groups = [g for g in groups if g not in touching]
        groups.append(sorted([*(i for g in touching for i in g), number]))
    return [[releases[i] for i in group] for group in sorted(groups)]


def _overlap(first: Release, second: Release) -> bool:
    if first.period is None or second.period is None:
        return True
    return first.period[0] <= second.period[1] and second.period[0] <= first.period[1]


def contains(outer: Release, inner: Release) -> bool:
    """Whether the period of one release contains that of the other; yes where either has none."""
    if outer.period is None or inner.period is None:
        return True
    return outer.period[0] <= inner.period[0] and inner.period[1] <= outer.period[1]


def may_be_of_same_period(first: Release, second: Release) -> bool:
    """Whether two releases have the same period; yes where either has none."""
    return first.period is None or second.period is None or first.period == second.period


def matching_cells(first: Release, second: Release) -> list[tuple[Cell, Cell]]:
    """Pairs of cells of two releases (from `with_shared_names`) that a reader takes to be the same.

    A release counts everyone in a dimension that it does not show. A Total is everyone, even where
    the two releases name different categories under it.
    """
    theirs = {dim.name: dim for dim in second.dims}
    pairs = []
    for cell in first.shown:
        members = dict(zip(first.names(), cell, strict=True))
        same = tuple(members.get(name, TOTAL) for name in theirs)
        if same in second.shown and all(
            members[dim.name] == TOTAL
            or (
                dim.name in theirs
                and dim.members[members[dim.name]] == theirs[dim.name].members[members[dim.name]]
            )
            for dim in first.dims
        ):
            pairs.append((cell, same))
    return pairs


def _certainly_matching_cells(first: Release, second: Release) -> list[tuple[Cell, Cell]]:
    """The matching cells whose Totals add up the same categories."""
    whole = {dim.name: dim.members[TOTAL] for dim in second.dims}
    places = [
        place
        for place, dim in enumerate(first.dims)
        if whole.get(dim.name, dim.members[TOTAL]) != dim.members[TOTAL]
    ]
    return [
        (ours, theirs)
        for ours, theirs in matching_cells(first, second)
        if not any(ours[place] == TOTAL for place in places)
    ]


def _comparison(first: Release, second: Release) -> int | None:
    """0 where all shared figures agree, 1 where none is less in `second`, -1 where none is more.

    None where some are less and some more.
    """
    changes = {
        change(
            bounds(first, first.shown[ours], small=True),
            bounds(second, second.shown[theirs], small=True),
        )
        for ours, theirs in _certainly_matching_cells(first, second)
    } - {0}
    if not changes:
        return 0
    return changes.pop() if len(changes) == 1 else None


def change(before: Bounds, after: Bounds) -> int:
    """1 where a figure is certainly more than before, -1 where certainly less, else 0."""
    return int(after[0] > before[1]) - int(after[1] < before[0])


def bounds(release: Release, value: int | None, *, small: bool = False) -> Bounds:
    """The least and greatest count that a release shows as `value` (None: hidden).

    A hidden count can have any size: it may be hidden for the sake of others. In a rounded table
    hardly any is, so there a hidden one is taken for small where `small`, or known to be.
    """
    rule = release.profile
    if value is None and (rule.round_to == 1 or not (small or release.hides_small_only)):
        return 0, math.inf
    if value is not None and rule.round_to == 1:
        return value, value
    return range_of(ProtectedCount(value, suppressed=value is None), rule)
