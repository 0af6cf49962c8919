"""What the API gives of a whole release, field by field: a promise to its readers."""

from datetime import date

from ninja import Schema

from saidanddone.disclosure.api import FigureOut


class Problem(Schema):
    detail: str


class ProgrammeOut(Schema):
    slug: str
    title: str
    pledge: str
    owner: str
    released_on: date


class TookPartOut(Schema):
    people: FigureOut
    starts_on: date
    ends_on: date


class CommunityOut(Schema):
    slug: str
    name: str
    heard_in: str
    took_part: list[TookPartOut]
    spoke: FigureOut


class KnownFigureOut(Schema):
    """A figure with its name of docs/reference/figures.md."""

    name: str
    value: float | None
    lower: float | None
    upper: float | None
    in_words: str
    definition: str
    worked_out: str
    period: str
    source: str
    suppressed: bool


class ReleaseOut(Schema):
    slug: str
    title: str
    pledge: str
    owner: str
    notice: str
    release: int
    released_on: date
    is_newest: bool
    note: str
    signed_by: list[str]
    communities: list[CommunityOut]
    panel_size: int
    lines: list[str]
