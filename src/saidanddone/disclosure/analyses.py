"""Protects counts, and says which totals may be published exactly.

No other module calls `saidanddone_methods.disclosure`.

Public pages never come here: they read what was worked out when the release was drawn up. The methods
load numpy, so each function imports them when it is called.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from saidanddone.disclosure.figures import Figure, PublishedFigure
from saidanddone.disclosure.months import period
from saidanddone.ui.templatetags.ui import listed

if TYPE_CHECKING:
    from saidanddone_methods.disclosure import ExactTotal, ProtectedCount, ProtectedFigure
    from saidanddone_methods.disclosure.attack import Finding, Release

EVERYONE = "everyone"  # the one category of a figure that is not broken down
LEAST_IN_A_COMPARISON = 10  # in each window, for a percentage
FEW_OR_NONE = "few or none"
"""Of fewer than 8 nothing is told, nor that there is nobody: of a group that is known, both name people."""
BANDS = (FEW_OR_NONE, "a few", "some", "about half", "most", "nearly all")


def protected(count: int) -> Figure:
    """A count of people, of things said or of reports: hidden, rounded, or a true 0."""
    from saidanddone_methods.disclosure import protect_count

    return _figure(protect_count(count))


def hides_to() -> int:
    """Counts from 1 to this are hidden."""
    from saidanddone_methods.disclosure import NHS

    return NHS.hide_to


def exact_count(count: int) -> Figure:
    """A count of things: events, decisions, hubs."""
    return Figure(count, is_exact=True)


def band(part: int, whole: int) -> str | None:
    """How many of a group, in words made from protected counts; None where the group is hidden."""
    from saidanddone_methods.disclosure import band_of, protect_count

    count = protect_count(part)
    words = band_of(count, protect_count(whole))
    return words if words is None or count.shown else FEW_OR_NONE


@dataclass(frozen=True)
class Split:
    """A whole and the part of it that is spoken of; the rest is never shown."""

    part: Figure
    whole: Figure


def split(part: int, whole: int) -> Split:
    """Protect a part and its whole together, so that neither gives the rest away."""
    from saidanddone_methods.disclosure import protect_table
    from saidanddone_methods.errors import TooThin

    try:
        table = protect_table({("part",): part, ("rest",): whole - part})
    except TooThin:
        return Split(Figure(None), Figure(None))
    return Split(_figure(table.cells[("part",)]), _figure(table.total))


def total_of(parts: Mapping[date, int]) -> Figure:
    """The total of months shown beside it, withheld where it would tell of a hidden one."""
    from saidanddone_methods.disclosure import protect_table
    from saidanddone_methods.errors import TooThin

    try:
        table = protect_table({(f"{month}",): count for month, count in parts.items()})
    except TooThin:
        return Figure(None)
    return _figure(table.total)


def gives_a_month_away(months: Mapping[date, int]) -> bool:
    """Whether a reader who knew the exact sum could work out a hidden month."""
    from saidanddone_methods.disclosure import protect_table
    from saidanddone_methods.errors import TooThin

    cells: dict[tuple[str, ...], int] = {(f"{month}",): count for month, count in months.items()}
    try:
        protect_table(cells, exact_total_is_public=True)
    except TooThin:
        return True
    return False


def refuses_exact(
    name: str,
    starts_on: date,
    ends_on: date,
    total: int,
    past: Iterable[PublishedFigure],
    today: date,
) -> str:
    """Why this total may not be published exactly, in one sentence; empty where it may."""
    from saidanddone_methods.disclosure import ExactTotal, may_publish_exact

    new = ExactTotal(name, starts_on, ends_on, total)
    verdict = may_publish_exact(new, [_for_the_method(figure) for figure in past], today=today)
    return "" if verdict else verdict.reason


def refuses_protected(
    name: str, starts_on: date, ends_on: date, past: Iterable[PublishedFigure]
) -> str:
    """Why this protected figure may not be published beside the exact ones; empty where it may."""
    from saidanddone_methods.disclosure import (
        ProtectedFigure,
        may_publish_protected,
        protect_count,
    )

    new = ProtectedFigure(name, starts_on, ends_on, protect_count(0))
    verdict = may_publish_protected(new, [_for_the_method(figure) for figure in past])
    return "" if verdict else verdict.reason


@dataclass(frozen=True)
class Told:
    """Of one thing counted: small counts that figures already out tell, and those that new ones add.

    Each is the words of a figure. `not_judged` says why no answer was reached; it is a refusal.
    """

    already: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    not_judged: str = ""


def told_by(
    earlier: Sequence[PublishedFigure], new: Sequence[PublishedFigure], seconds: float
) -> Told:
    """What a reader works out from figures of one name, whose counts over time add up.

    They are attacked as linked tables: docs/methods/attacking-tables.md. A figure that is out already adds nothing.
    """
    from saidanddone_methods.disclosure.attack.release_attack import judge
    from saidanddone_methods.disclosure.attack.time_limit import OutOfTime, time_limit
    from saidanddone_methods.errors import BadInput

    out = list(dict.fromkeys(earlier))
    fresh = [figure for figure in dict.fromkeys(new) if figure not in set(out)]
    releases = [_as_release(number, figure) for number, figure in enumerate([*out, *fresh], 1)]
    try:
        with time_limit(seconds):
            before, judgement = judge(releases[: len(out)], releases[len(out) :])
    except OutOfTime:
        return Told(not_judged="They could not be judged in the time there is.")
    except BadInput as why:
        return Told(not_judged=f"They cannot be judged: {why}.")
    return Told(
        tuple(_combined(finding) for finding in before.findings if finding.is_likely_exact),
        tuple(_combined(finding) for finding in judgement.findings),
    )


def _as_release(number: int, figure: PublishedFigure) -> "Release":
    """A table of one cell: everyone counted in the period, exact or as the rule shows it."""
    from saidanddone_methods.disclosure import NHS, Profile
    from saidanddone_methods.disclosure.attack import Release, dimension

    words = period(figure.starts_on, figure.ends_on)
    return Release(
        name=f"{words} ({number})",
        dims=(dimension("counted", [EVERYONE]),),
        shown={(EVERYONE,): figure.value},
        profile=Profile("exact", hide_to=NHS.hide_to) if figure.exact else NHS,
        hierarchies={},
        period=(figure.starts_on, figure.ends_on),
    )


def _combined(finding: "Finding") -> str:
    periods = [name.rpartition(" (")[0] for name in finding.releases]
    return listed(list(dict.fromkeys(periods)))


def _for_the_method(figure: PublishedFigure) -> "ExactTotal | ProtectedFigure":
    from saidanddone_methods.disclosure import ExactTotal, ProtectedCount, ProtectedFigure

    if figure.exact and figure.value is not None:
        return ExactTotal(figure.name, figure.starts_on, figure.ends_on, figure.value)
    shown = ProtectedCount(figure.value, suppressed=figure.value is None)
    return ProtectedFigure(figure.name, figure.starts_on, figure.ends_on, shown)


def _figure(count: "ProtectedCount") -> Figure:
    return Figure(count.shown)
