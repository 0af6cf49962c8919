"""Releases of version 0.1, which were stored as one whole: formats 1 and 2.

`in_parts` upgrades them to parts, each in format 1 of that part. A part that changes later has its
own upgraders; nothing here changes again.
"""

from saidanddone.disclosure.content import Stored

LAST_WHOLE_FORMAT = 2


def in_parts(stored: Stored) -> Stored:
    """What is stored, in parts. Raises LookupError or TypeError where it is neither form."""
    if "format" not in stored:
        return stored
    version = stored["format"]
    if version not in (1, LAST_WHOLE_FORMAT):
        raise LookupError(version)
    return _split(_with_scatter(stored) if version == 1 else stored)


def _with_scatter(stored: Stored) -> Stored:
    """Format 1 did not say of a change whether its months scatter more than chance."""
    measures = [
        measure
        if measure["change"] is None
        else measure | {"change": measure["change"] | {"scatter_sentence": ""}}
        for measure in stored["measures"]
    ]
    return stored | {"measures": measures}


def _split(whole: Stored) -> Stored:
    parts = {
        "programme": whole["about"],
        "peers": {"size": whole["listened"]["panel_size"], "decisions": whole["panel"]},
        "listening": _listening(whole["listened"]),
        "evidence": _evidence(whole["heard"], whole["listened"]["communities"]),
        "strategy": _strategy(whole),
        "outcomes": {"measures": whole["measures"]},
        "answers": _answers(whole),
        "thread": {
            "lines": whole["lines"],
            "stops": whole["thread"],
            "timeline": whole["timeline"],
        },
    }
    return {
        "release": {
            "format": 1,
            "as_of": whole["as_of"],
            "parts": list(parts),
            "exact_totals": whole["exact_totals"],
            "figures": whole["figures"],
        },
        **{slug: {"format": 1, **part} for slug, part in parts.items()},
    }


def _listening(listened: Stored) -> Stored:
    communities = [_without(community, "spoke") for community in listened["communities"]]
    return {**_without(listened, "panel_size"), "communities": communities}


def _evidence(heard: Stored, communities: list[Stored]) -> Stored:
    spoke = [
        {
            "community_slug": community["slug"],
            "community": community["name"],
            "people": community["spoke"],
        }
        for community in communities
    ]
    return {**_without(heard, "tensions"), "spoke": spoke}


def _strategy(whole: Stored) -> Stored:
    return {
        "decisions": whole["decisions"],
        "priorities": whole["priorities"],
        "actions": [_without(action, "people_cannot_see") for action in whole["actions"]],
        "funding": whole["funding"],
        "tensions": whole["heard"]["tensions"],
    }


def _answers(whole: Stored) -> Stored:
    unseen = [action["ref"] for action in whole["actions"] if action["people_cannot_see"]]
    return {"answers": whole["answers"], "waiting": whole["waiting"], "cannot_see": unseen}


def _without(record: Stored, field: str) -> Stored:
    return {name: value for name, value in record.items() if name != field}
