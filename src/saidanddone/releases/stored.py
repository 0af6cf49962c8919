"""A release as the JSON that is stored, and back: docs/decisions/0011-reading-old-releases.md.

`Release.content` holds `{"<part>": {"format": n, ...}}`, and under "release" what belongs to the
whole. What is stored is never rewritten: upgraders run when it is read.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter

from saidanddone.base.direction import without_direction_marks
from saidanddone.base.errors import Refused
from saidanddone.disclosure.content import Content, Stored, StoredShape
from saidanddone.disclosure.figures import ExactOut, KnownFigure
from saidanddone.disclosure.parts import all_parts
from saidanddone.releases.whole_formats import in_parts

Shape = TypeVar("Shape")

NEWER = (
    "This release was written by a newer version of Said and Done, and this version cannot read it. "
    "Nothing is lost. Install the newer version again, then come back."
)
DAMAGED = (
    "What is stored of this release is not as it was written, so it cannot be shown. Put back a backup "
    "from before it changed."
)


@dataclass(frozen=True)
class Whole:
    """What belongs to no stage. `parts` lists the slugs of the parts that are stored beside it."""

    as_of: date
    parts: tuple[str, ...]
    exact_totals: tuple[ExactOut, ...]
    figures: tuple[KnownFigure, ...]


WHOLE = StoredShape(slug="release", format=1, shape=Whole)


class CannotBeRead(Refused):
    """A release whose content this version cannot read; `sentence` says why and what to do."""


def as_json(content: Content) -> Stored:
    """What `Release.content` stores."""
    parts = [part for part in all_parts() if part.slug in content.parts]
    whole = Whole(
        content.as_of,
        tuple(part.slug for part in parts),
        content.exact_totals,
        content.figures,
    )
    return {
        WHOLE.slug: _written(WHOLE, whole),
        **{part.slug: _written(part, content.parts[part.slug]) for part in parts},
    }


def read(stored: Stored) -> Content:
    """What was stored, in its shapes again, whatever version wrote it. Raises CannotBeRead."""
    try:
        pieces = in_parts(stored)
        whole = _read(WHOLE, pieces)
        known = pieces_of_a_release()
        if not known.keys() >= set(whole.parts):
            raise CannotBeRead(NEWER)
        return Content(
            as_of=whole.as_of,
            parts={slug: _read(known[slug], pieces) for slug in whole.parts},
            exact_totals=whole.exact_totals,
            figures=whole.figures,
        )
    except (ValueError, LookupError, TypeError):
        # What it holds is not repeated: an error may reach a log.
        raise CannotBeRead(DAMAGED) from None


def _written(piece: StoredShape[Shape], value: object) -> Stored:
    fields = cast("Stored", _adapter(piece.slug).dump_python(value, mode="json"))
    return {"format": piece.format, **fields}


def _read(piece: StoredShape[Shape], pieces: Stored) -> Shape:
    stored = dict(without_direction_marks(pieces[piece.slug]))  # as a release of 0.1 may have them
    version = stored.pop("format")
    if version > piece.format:
        raise CannotBeRead(NEWER)
    for number in range(version, piece.format):
        stored = piece.upgraders[number](stored)
    return cast("Shape", _adapter(piece.slug).validate_python(stored))


def pieces_of_a_release() -> dict[str, StoredShape[Any]]:
    """What is stored apart, by slug: the whole, and the part of every stage that has one."""
    return {piece.slug: piece for piece in (WHOLE, *all_parts())}


@cache
def _adapter(slug: str) -> TypeAdapter[Any]:
    return TypeAdapter(pieces_of_a_release()[slug].shape)
