"""A release's content as the JSON that is stored, and back: docs/decisions/0011-reading-old-releases.md.

What is stored says the version of its shape. A change of shape raises `FORMAT` and adds to `UPGRADERS`
the function that makes the version before it into this one.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, cast

from pydantic import TypeAdapter, ValidationError

from saidanddone.base.errors import Refused
from saidanddone.releases.content.whole import Content

Stored = dict[str, Any]

FORMAT: Final = 2


def _scatter_was_not_said(stored: Stored) -> Stored:
    """A change did not say whether its months scatter more than chance."""
    measures = [
        each
        if each["change"] is None
        else each | {"change": each["change"] | {"scatter_sentence": ""}}
        for each in stored["measures"]
    ]
    return stored | {"measures": measures}


UPGRADERS: Final[Mapping[int, Callable[[Stored], Stored]]] = {1: _scatter_was_not_said}
"""By version, what makes content of it into content of the next; it does not say the version."""

NEWER = (
    "This release was written by a newer version of Said and Done, and this version cannot read it. "
    "Nothing is lost. Install the newer version again, then come back."
)
DAMAGED = (
    "What is stored of this release is not as it was written, so it cannot be shown. Put back a backup "
    "from before it changed."
)


class CannotBeRead(Refused):
    """A release whose content this version cannot read; `sentence` says why and what to do."""


@cache
def _shape() -> TypeAdapter[Content]:
    return TypeAdapter(Content)


def as_json(content: Content) -> Stored:
    """What `Release.content` stores."""
    return cast("Stored", _shape().dump_python(content, mode="json"))


def read(stored: Stored) -> Content:
    """What was stored, in its shapes again, whatever version wrote it. Raises CannotBeRead."""
    try:
        return _shape().validate_python(_upgraded(stored))
    except (ValidationError, LookupError, TypeError):
        # What it holds is not repeated: an error may reach a log.
        raise CannotBeRead(DAMAGED) from None


def _upgraded(stored: Stored) -> Stored:
    version = stored["format"]
    if version > FORMAT:
        raise CannotBeRead(NEWER)
    for each in range(version, FORMAT):
        stored = {**UPGRADERS[each](stored), "format": each + 1}
    return stored
