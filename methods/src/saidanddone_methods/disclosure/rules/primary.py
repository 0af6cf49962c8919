"""A table of counts with its total, made safe to show."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from saidanddone_methods.checks import whole_number
from saidanddone_methods.disclosure.rules.counts import (
    HIDDEN,
    NHS,
    PROFILES,
    Profile,
    ProtectedCount,
    protect_count,
    range_of,
)
from saidanddone_methods.disclosure.rules.interval_bounds import Range, possible_values
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.frames import pass_instead, reads_frames

__all__ = [
    "NHS",
    "PROFILES",
    "Profile",
    "ProtectedCount",
    "ProtectedTable",
    "protect_count",
    "protect_table",
]

Cell = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """`cells` in the order given. A suppressed `total` is small, or would disclose a small cell.

    `exact_total` is the total where it is published exactly; `total` then shows the same number.
    """

    cells: Mapping[Cell, ProtectedCount]
    total: ProtectedCount
    exact_total: int | None = None


@reads_frames(cells=pass_instead("a count for each cell, such as {('residents',): 17}"))
def protect_table(
    cells: Mapping[Cell, int], profile: Profile = NHS, *, exact_total_is_public: bool = False
) -> ProtectedTable:
    """Protect counts that split one total into parts, and the total.

    `cells` must be a partition: each person in one cell. (Where a person may be in several, as
    with themes, the cells do not add up to the people: protect each count by itself.) Each cell
    and the total are hidden or rounded independently. Rounded figures can still pin a hidden
    cell: 10, 10 and a hidden cell with a total of 15 leave it only the value 1. So:

    - the total is withheld when the figures to be shown leave a hidden cell `round_to` possible
      values or fewer (with `nhs`, 5 of its 7). Withholding it only where a cell has one possible
      value would tell a reader who knows this rule why the total is missing. With this tolerance
      a withheld total always fits tables with a small cell and tables with a large one, and the
      decision depends on the shown figures alone;
    - where the exact total is public already (`exact_total_is_public`), nothing can be withheld,
      and the table is refused if a hidden cell has one possible value.

    This holds for one table read alone by a reader who knows this rule. It does not look at other
    tables of the same people or at earlier releases. A person in a cell also knows about themselves.

    Raises BadInput for an empty table or counts that cannot be; TooThin when it cannot be made
    safe, saying what to do.
    """
    if not cells:
        raise BadInput("a table needs at least one cell")
    counts = {
        cell: whole_number(n, f"cell {number}") for number, (cell, n) in enumerate(cells.items(), 1)
    }
    exact = sum(counts.values())
    shown = {cell: protect_count(n, profile) for cell, n in counts.items()}
    if exact_total_is_public:
        _refuse_if_pinned(shown, (exact, exact), profile)
        total = ProtectedCount(exact, suppressed=False)
        return ProtectedTable(MappingProxyType(shown), total, exact)
    total = protect_count(exact, profile)
    if total.suppressed:
        # Seven people in seven cells: a small total would mean that each cell is 1.
        _refuse_if_pinned(shown, (1, profile.hide_to), profile)
    elif _fewest_values(shown, range_of(total, profile), profile) <= profile.round_to:
        # A tolerance below round_to is not enough: rounded totals lie round_to apart, so only a
        # window this wide always holds a total near the least and one near the greatest.
        total = HIDDEN
    return ProtectedTable(MappingProxyType(shown), total)


def _refuse_if_pinned(shown: Mapping[Cell, ProtectedCount], total: Range, profile: Profile) -> None:
    if _fewest_values(shown, total, profile) < 2:
        raise TooThin(
            ["a hidden cell could be worked out from the total: merge some of the groups"]
        )


def _fewest_values(shown: Mapping[Cell, ProtectedCount], total: Range, profile: Profile) -> float:
    """How many values the most exposed hidden cell can have; infinite if none is hidden."""
    possible = possible_values([range_of(count, profile) for count in shown.values()], total)
    widths = [
        high - low + 1
        for count, (low, high) in zip(shown.values(), possible, strict=True)
        if count.suppressed
    ]
    return min(widths, default=math.inf)
