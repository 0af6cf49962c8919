"""Shapes of the public API that several parts share. A promise to whoever reads it."""

from ninja import Schema


class FigureOut(Schema):
    shown: int | None
    is_exact: bool
    in_words: str
