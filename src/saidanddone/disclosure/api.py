"""What several parts share in the public API: a promise to its readers."""

from typing import Any

from ninja import Schema


class FigureOut(Schema):
    shown: int | None
    is_exact: bool
    in_words: str


def fields_of(schema: type[Schema], record: object) -> dict[str, Any]:
    """What the record has of the fields of a shape."""
    return {name: getattr(record, name) for name in schema.model_fields if hasattr(record, name)}
