"""The bounds of each part of a total, given the bounds of all parts and of the total."""

from collections.abc import Sequence

from saidanddone_methods.errors import BadInput

Range = tuple[int, int]


def possible_values(parts: Sequence[Range], total: Range | None = None) -> list[Range]:
    """The true values that each part can have, given every part's range and their total's.

    Ranges are least and greatest whole numbers, both included; `total` None where it is not
    known. The answer is exact: every whole number in each returned range is taken in some table
    that fits, and none outside it. (With one sum to keep, what the others can add up to is an
    unbroken run of whole numbers.) Raises BadInput where no table fits at all.
    """
    least, greatest = sum(low for low, _ in parts), sum(high for _, high in parts)
    if any(low > high for low, high in parts):
        raise BadInput("no table fits these figures")
    if total is None:
        return list(parts)
    if total[1] < least or total[0] > greatest:
        raise BadInput("no table fits these figures")
    return [
        (max(low, total[0] - (greatest - high)), min(high, total[1] - (least - low)))
        for low, high in parts
    ]
