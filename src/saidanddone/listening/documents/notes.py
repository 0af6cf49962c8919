"""Footnotes and endnotes: a mark where each stands, and the notes themselves after the words.

A note is what someone wrote about the words and not what was said there. So it stands at the end,
under a label of its own, and whoever brings in the document says whose it is.
"""

from collections.abc import Iterable


def note_mark(number: int) -> str:
    return f"[note {number}]"


def noted(lines: Iterable[str], notes: Iterable[tuple[int, str]]) -> str:
    """The lines, then the notes under their numbers, after a blank line."""
    under = [f"Note {number}: {note}" for number, note in notes if note]
    return "\n".join([*lines, "", *under] if under else lines)
