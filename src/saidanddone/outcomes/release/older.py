"""Upgrades what was measured from the formats of older releases."""

from saidanddone.disclosure.content import Stored


def with_ranges_by_chance(stored: Stored) -> Stored:
    """Format 1: the limits of a change allowed for chance alone. What was signed is said as it was."""
    measures = [
        measure | {"change": measure["change"] and _by_chance(measure["change"])}
        for measure in stored["measures"]
    ]
    return stored | {"measures": measures}


def with_shares(stored: Stored) -> Stored:
    """Format 2: every month was a count by itself, 1 to 7 were hidden, and no target was a number."""
    measures = [
        measure
        | {
            "out_of": "",
            "monthly_target": None,
            "hides_to": 0 if measure["counts"] == "things" else 7,
            "months": [month | {"out_of": None} for month in measure["months"]],
        }
        for measure in stored["measures"]
    ]
    return stored | {"measures": measures}


def _by_chance(change: Stored) -> Stored:
    kept = {name: value for name, value in change.items() if name != "scatter_sentence"}
    return kept | {
        "lower": None,
        "upper": None,
        "lower_by_chance": change["lower"],
        "upper_by_chance": change["upper"],
        "range_sentence": change["scatter_sentence"],
    }
