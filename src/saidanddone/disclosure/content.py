"""A release as it is read, and the shape in which a stage's piece of it is stored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar, cast

from saidanddone.disclosure.figures import ExactOut, KnownFigure

Shape = TypeVar("Shape")
Stored = dict[str, Any]
Upgrader = Callable[[Stored], Stored]
"""Makes what one format stored into what the next one stores. It neither reads nor sets `format`."""


@dataclass(frozen=True)
class StoredShape(Generic[Shape]):
    """A piece of a release as it is stored: under `slug`, with the number of its `format`.

    `shape` is a frozen dataclass; a number in it is a count of things (an int) or a protected
    `Figure`, and nobody's words are in it. Whoever changes the shape raises `format` and adds an
    upgrader for the format before, by its number, because what is stored is never rewritten.
    """

    slug: str
    format: int
    shape: type[Shape]
    upgraders: Mapping[int, Upgrader] = field(default_factory=dict)


@dataclass(frozen=True)
class Content:
    """A release as it is read: the part of each stage by slug, and what belongs to the whole.

    `as_of` is the day it was drawn up. `figures` are frozen with it.
    """

    as_of: date
    parts: Mapping[str, object]
    exact_totals: tuple[ExactOut, ...] = ()
    figures: tuple[KnownFigure, ...] = ()

    def part(self, wanted: StoredShape[Shape]) -> Shape:
        """Raises LacksPart where the release is older than that stage."""
        if wanted.slug not in self.parts:
            raise LacksPart(wanted.slug)
        return cast("Shape", self.parts[wanted.slug])

    def find(self, wanted: StoredShape[Shape]) -> Shape | None:
        """The part, or None where the release is older than that stage."""
        return cast("Shape | None", self.parts.get(wanted.slug))


class LacksPart(LookupError):
    """A release has no part of a stage, because it is older than that stage."""
