"""Marks that nobody sees and that turn the letters after them round.

With them a title or a quote reads otherwise than it is written, and so may the words beside it. Letters
have a direction of their own (Unicode, UAX 9), so Arabic and Hebrew read rightly without. What joins
letters or emoji (U+200C, U+200D) turns nothing and stays.
"""

from typing import Any

_MARKS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
DIRECTION_MARKS: dict[int, None] = dict.fromkeys(_MARKS)
"""For `str.translate`: marks, embeddings, overrides and isolates, to nothing."""


def has_direction_marks(text: str) -> bool:
    return not text.isascii() and not DIRECTION_MARKS.keys().isdisjoint(map(ord, text))


def without_direction_marks(value: Any) -> Any:
    """The text, or every text within lists and mappings, without such marks."""
    if isinstance(value, str):
        return value if value.isascii() else value.translate(DIRECTION_MARKS)
    if isinstance(value, list):
        return [without_direction_marks(item) for item in value]
    if isinstance(value, dict):
        return {name: without_direction_marks(item) for name, item in value.items()}
    return value
