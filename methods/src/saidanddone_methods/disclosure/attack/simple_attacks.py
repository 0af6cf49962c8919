"""Simple attacks, each by itself: what one subtraction or one division gives away.

`attack` finds all of these and their combinations in a ledger; these say, for two tables or one
rate in hand, what an ordinary reader would see at once.
"""

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise

import numpy as np

from saidanddone_methods.checks import whole_number
from saidanddone_methods.disclosure.attack.frequency_tables import Cell, Dimension
from saidanddone_methods.disclosure.attack.integer_bounds import Interval, System
from saidanddone_methods.disclosure.rules.counts import Profile, ProtectedCount, range_of
from saidanddone_methods.errors import BadInput

Shown = Mapping[Cell, int | None]


def year_to_date(tables: Sequence[Shown], hide_to: int) -> list[dict[Cell, int]]:
    """Small counts that subtracting each table from the next gives back: 1 to `hide_to`.

    One answer for each step from a table to the next. Cells hidden in either are passed over.
    """
    return [_small_changes(earlier, later, hide_to) for earlier, later in pairwise(tables)]


def _small_changes(earlier: Shown, later: Shown, hide_to: int) -> dict[Cell, int]:
    found = {}
    for cell, after in later.items():
        before = earlier.get(cell)
        if after is not None and before is not None and 1 <= abs(after - before) <= hide_to:
            found[cell] = after - before
    return found


def where_someone_left(
    before: Shown, after: Shown | None, dims: Sequence[Dimension], profile: Profile
) -> set[Cell]:
    """Finest cells that one person who withdrew between two tables can have been in.

    One such cell: she is located. `after` None: no second table has left, and she may have been
    in any cell that held someone.
    """
    candidates = [c for c in before if all(m in d.leaves for m, d in zip(c, dims, strict=True))]
    found = set()
    for place in candidates:
        if before[place] == 0 and not profile.hides_zero:
            continue
        if after is None or all(
            _may_be_one_less(value, after[cell], _holds(cell, place, dims), profile)
            for cell, value in before.items()
        ):
            found.add(place)
    return found


def _holds(cell: Cell, place: Cell, dims: Sequence[Dimension]) -> bool:
    return all(p in d.members[c] for c, p, d in zip(cell, place, dims, strict=True))


def _may_be_one_less(
    before: int | None, after: int | None, is_inside: bool, profile: Profile
) -> bool:
    """Whether a figure can show `before`, then `after`, when one person less is in it (or not)."""
    if not is_inside:
        return before == after
    low, high = _range(before, profile)
    then_low, then_high = _range(after, profile)
    return low - 1 <= then_high and then_low <= high - 1


def _range(value: int | None, profile: Profile) -> tuple[float, float]:
    if value is None:
        return 0, math.inf  # hidden, for its own sake or another's
    if profile.round_to == 1:
        return value, value
    return range_of(ProtectedCount(value, suppressed=False), profile)


def counts_behind_rate(rate: str, per: int, people: int) -> tuple[int, int]:
    """The least and greatest count that a published rate can stand for.

    `rate` as printed ("3.7": its decimals say how it was rounded), per `per` of `people`. Where
    both are the same number the rate gives the count away, hidden or not. Raises BadInput where
    no whole count rounds to it.
    """
    per, people = whole_number(per, "per", at_least=1), whole_number(people, "people", at_least=1)
    try:
        printed = Decimal(rate)
        half = Decimal(5).scaleb(int(printed.as_tuple().exponent) - 1)
    except (InvalidOperation, ValueError):
        raise BadInput("a rate must be a number as it is printed, such as 3.7") from None
    least = math.ceil((printed - half) * people / per)
    greatest = math.floor((printed + half) * people / per)
    if greatest < max(least, 0):
        raise BadInput("no whole count of these people rounds to this rate")
    return max(least, 0), greatest


def between_boundaries(
    zones: Mapping[str, frozenset[str]], shown: Mapping[str, int | None]
) -> dict[str, Interval]:
    """What overlapping zones tell of each piece that their boundaries cut.

    `zones` names the pieces in each zone (two wards and a neighbourhood across them: three zones,
    four pieces); `shown` is each zone's exact count, None where hidden. A piece whose interval
    has no width is given away by subtracting zones. Raises BadInput where no counts fit.
    """
    if set(zones) != set(shown):
        raise BadInput("every zone needs its pieces and its figure")
    pieces = sorted(frozenset().union(*zones.values()))
    known = [zone for zone in zones if shown[zone] is not None]
    rows = np.array([[piece in zones[zone] for piece in pieces] for zone in known], float)
    values = np.array([shown[zone] for zone in known], float)
    system = System(rows.reshape(len(known), len(pieces)), values, values)
    return {piece: system.interval(np.eye(len(pieces))[i]) for i, piece in enumerate(pieces)}
