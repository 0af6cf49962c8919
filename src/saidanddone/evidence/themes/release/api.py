"""What the public API gives of themes, field by field: a promise to its readers."""

from ninja import Schema


class RaisedInOut(Schema):
    community_slug: str
    band: str | None


class ThemeOut(Schema):
    slug: str
    statement: str
    kind: str
    placed: str
    more_in: str
    is_reworded: bool
    in_groups: bool
    raised_in: list[RaisedInOut]
