"""The only door to the methods: what may be shown of a count, and which totals may leave exact.

Public pages never come here: they read what was worked out when the release was drawn up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from saidanddone.releases.content import Figure
from saidanddone_methods import disclosure
from saidanddone_methods.disclosure import ProtectedCount
from saidanddone_methods.errors import TooThin

LEAST_IN_A_COMPARISON = 10  # in each window, for a percentage


def protected(count: int) -> Figure:
    """A count of people, of things said or of reports: hidden, rounded, or a true 0."""
    return _figure(disclosure.protect_count(count))


def things(count: int) -> Figure:
    """A count of things: events, decisions, hubs."""
    return Figure(count, is_exact=True)


def band(part: int, whole: int) -> str | None:
    """How many of a group, in words made from protected counts; None where the group is hidden."""
    return disclosure.band_of(disclosure.protect_count(part), disclosure.protect_count(whole))


@dataclass(frozen=True)
class Split:
    """A whole and the part of it that is spoken of; the rest is never shown."""

    part: Figure
    whole: Figure


def split(part: int, whole: int) -> Split:
    """Protect a part and its whole together: what is left over must not be told either."""
    try:
        table = disclosure.protect_table({("part",): part, ("rest",): whole - part})
    except TooThin:
        return Split(Figure(None), Figure(None))
    return Split(_figure(table.cells[("part",)]), _figure(table.total))


def total_of(parts: Mapping[date, int]) -> Figure:
    """The total of months shown beside it, withheld where it would tell of a hidden one."""
    try:
        table = disclosure.protect_table({(f"{month}",): n for month, n in parts.items()})
    except TooThin:
        return Figure(None)
    return _figure(table.total)


def gives_a_month_away(months: Mapping[date, int]) -> bool:
    """Whether a reader who knew the exact sum could work out a hidden month."""
    try:
        disclosure.protect_table(
            {(f"{month}",): n for month, n in months.items()}, exact_total_is_public=True
        )
    except TooThin:
        return True
    return False


@dataclass(frozen=True)
class PublishedFigure:
    """A figure that has left, or will: exact where `exact`, else as it was shown."""

    name: str
    starts_on: date
    ends_on: date
    value: int | None
    exact: bool

    def covers(self, name: str, starts_on: date, ends_on: date) -> bool:
        return (self.name, self.starts_on, self.ends_on) == (name, starts_on, ends_on)


def refuses_exact(
    name: str,
    starts_on: date,
    ends_on: date,
    total: int,
    past: Iterable[PublishedFigure],
    today: date,
) -> str:
    """Why this total may not leave exact, in one sentence; empty where it may."""
    new = disclosure.ExactTotal(name, starts_on, ends_on, total)
    verdict = disclosure.may_publish_exact(new, [_past(each) for each in past], today=today)
    return "" if verdict else verdict.reason


def refuses_protected(
    name: str, starts_on: date, ends_on: date, past: Iterable[PublishedFigure]
) -> str:
    """Why this protected figure may not leave beside the exact ones; empty where it may."""
    new = disclosure.ProtectedFigure(name, starts_on, ends_on, disclosure.protect_count(0))
    verdict = disclosure.may_publish_protected(new, [_past(each) for each in past])
    return "" if verdict else verdict.reason


def _past(left: PublishedFigure) -> disclosure.ExactTotal | disclosure.ProtectedFigure:
    if left.exact and left.value is not None:
        return disclosure.ExactTotal(left.name, left.starts_on, left.ends_on, left.value)
    shown = ProtectedCount(left.value, suppressed=left.value is None)
    return disclosure.ProtectedFigure(left.name, left.starts_on, left.ends_on, shown)


def _figure(count: ProtectedCount) -> Figure:
    return Figure(count.shown)
