"""Releases with the same spelling of names, and each category by its finest parts.

A reader takes "North" and "north " to be one place, unless a release has both. Where one release shows the North as a whole and
another the wards in it, a reader knows that the North is those wards.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from saidanddone_methods.disclosure.attack.frequency_tables import TOTAL, Dimension, normalised
from saidanddone_methods.disclosure.attack.release_files import Release
from saidanddone_methods.errors import BadInput

Parts = Mapping[str, frozenset[str]]


def with_shared_names(releases: Sequence[Release]) -> list[Release]:
    """The releases with every name as first spelt, and every member by its finest parts.

    The leaves of a dimension stay the finest categories of its own release. `members` name the
    finest parts that any release shows. Raises BadInput where a category would be part of itself.
    """
    spelt = {normalised(TOTAL): TOTAL} | {name: name for name in _told_apart(releases)}
    alike = [_with_first_spelling(release, spelt) for release in releases]
    parts: dict[str, dict[str, frozenset[str]]] = {}
    for release in alike:
        for dim in release.dims:
            known = parts.setdefault(dim.name, {})
            for member, leaves in dim.members.items():
                if member not in dim.leaves and member != TOTAL:
                    known[member] = known.get(member, frozenset()) | leaves
    return [
        replace(release, dims=tuple(_by_parts(dim, parts[dim.name]) for dim in release.dims))
        for release in alike
    ]


def _with_first_spelling(release: Release, spelt: dict[str, str]) -> Release:
    def spell(name: str) -> str:
        return spelt[name] if name in spelt else spelt.setdefault(normalised(name), name)

    return replace(
        release,
        dims=tuple(
            Dimension(
                spell(dim.name),
                tuple(map(spell, dim.leaves)),
                {
                    spell(name): frozenset(map(spell, leaves))
                    for name, leaves in dim.members.items()
                },
            )
            for dim in release.dims
        ),
        shown={tuple(map(spell, cell)): value for cell, value in release.shown.items()},
        behind_rates={tuple(map(spell, c)): ends for c, ends in release.behind_rates.items()},
    )


def _told_apart(releases: Sequence[Release]) -> Iterator[str]:
    """The names that some release has beside another that reads alike."""
    for dim in (dim for release in releases for dim in release.dims):
        times = Counter(map(normalised, dim.members))
        yield from (name for name in dim.members if times[normalised(name)] > 1)


def _by_parts(dim: Dimension, parts: Parts) -> Dimension:
    members = {
        name: _finest(dim.name, leaves, parts, frozenset()) for name, leaves in dim.members.items()
    }
    return Dimension(dim.name, dim.leaves, members)


def _finest(dim: str, names: Iterable[str], parts: Parts, above: frozenset[str]) -> frozenset[str]:
    finest: set[str] = set()
    for name in names:
        if name in above:
            raise BadInput(f"the releases together make {name} in {dim} a part of itself")
        finest |= _finest(dim, parts[name], parts, above | {name}) if name in parts else {name}
    return frozenset(finest)
