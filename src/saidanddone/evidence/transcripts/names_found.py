"""Names that a model finds in raw words: when it looks, and how what it found is kept. Pure functions."""

import json
from collections.abc import Sequence
from typing import Literal

from saidanddone.evidence.transcripts.redaction import Hit, Kind, model

NamesLookedFor = Literal["looked_for", "not_yet", "not_installed"]
# In characters: what the model looks through in about 0.3 seconds, which a page may take.
SHORT = 3_000
A_SECOND = 10_000


def names_to_suggest(
    already_found: str, texts: Sequence[str]
) -> tuple[NamesLookedFor, list[list[Hit]]]:
    """Whether names were looked for in these passages, and the names in each.

    `already_found` is what was kept. Where nothing was, a short text is looked through at once.
    """
    if already_found:
        return "looked_for", from_json(already_found)
    if not model.is_installed():
        return "not_installed", [[] for _ in texts]
    if sum(map(len, texts)) <= SHORT:
        return "looked_for", model.names_in(texts)
    return "not_yet", [[] for _ in texts]


def to_json(names: Sequence[Sequence[Hit]]) -> str:
    """As sealed: for each passage a list of [start, end, kind]."""
    return json.dumps([[[hit.start, hit.end, hit.kind] for hit in hits] for hits in names])


def from_json(sealed: str) -> list[list[Hit]]:
    return [
        [Hit(start, end, Kind(kind), model.RULE) for start, end, kind in hits]
        for hits in json.loads(sealed)
    ]


def seconds_to_look(words: str) -> int:
    """About how long the model takes, by itself on a usual machine."""
    return 1 + len(words) // A_SECOND
