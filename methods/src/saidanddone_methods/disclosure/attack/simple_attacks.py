"""Two attacks that need no folder of releases: dividing a rate, and subtracting zones that overlap.

`attack` uses the first on every rate that a release shows. The second is for an analyst who has two
sets of boundaries in hand.
"""

import math
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

import numpy as np

from saidanddone_methods.checks import whole_number
from saidanddone_methods.disclosure.attack.integer_bounds import Interval, System
from saidanddone_methods.errors import BadInput
from saidanddone_methods.frames import pass_instead, reads_frames, value_by


@reads_frames(rate=pass_instead("one rate, as it is printed"))
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
        raise BadInput(
            "no count of this many people gives this rate: check the rate, per and people"
        )
    return max(least, 0), greatest


@reads_frames(
    zones=pass_instead("a set of pieces for each zone"),
    shown=value_by("zone", "count"),
)
def between_boundaries(
    zones: Mapping[str, frozenset[str]], shown: Mapping[str, int | None]
) -> dict[str, Interval]:
    """The least and greatest count of each piece that the boundaries of overlapping zones cut out.

    `zones` names the pieces in each zone (two wards and a neighbourhood across them: three zones,
    four pieces). `shown` is each zone's exact count, None where hidden. A reader who subtracts
    zones knows every piece whose interval has no width. Raises BadInput where no counts fit.
    """
    if set(zones) != set(shown):
        raise BadInput("give each zone both its pieces and its count")
    pieces = sorted(frozenset().union(*zones.values()))
    known = [zone for zone in zones if shown[zone] is not None]
    rows = np.array([[piece in zones[zone] for piece in pieces] for zone in known], float)
    values = np.array([shown[zone] for zone in known], float)
    system = System(rows.reshape(len(known), len(pieces)), values, values)
    return {piece: system.interval(np.eye(len(pieces))[i]) for i, piece in enumerate(pieces)}
