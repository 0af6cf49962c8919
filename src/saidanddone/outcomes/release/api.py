"""What the public API gives of measures, field by field: a promise to its readers."""

from datetime import date

from ninja import Schema

from saidanddone.disclosure.api import FigureOut


class MonthOut(Schema):
    month: date
    value: FigureOut
    comparison: FigureOut | None
    out_of: FigureOut | None


class ChangeOut(Schema):
    percent: int
    lower: int | None
    upper: int | None
    lower_by_chance: int
    upper_by_chance: int
    could_be_none: bool
    comparison_percent: int | None
    sentence: str
    comparison_sentence: str
    range_sentence: str
    level: int


class WindowOut(Schema):
    kind: str
    first: date
    last: date
    total: FigureOut
    comparison: FigureOut | None


class TotalOut(Schema):
    starts_on: date
    ends_on: date
    total: FigureOut
    total_before: FigureOut | None


class MeasureOut(Schema):
    slug: str
    title: str
    definition: str
    source: str
    counts: str
    caveat: str
    comparison_area: str
    out_of: str
    monthly_target: int | None
    months: list[MonthOut]
    windows: list[WindowOut]
    change: ChangeOut | None
    held_back: str
    totals: list[TotalOut]
    stands_beside: list[str]
