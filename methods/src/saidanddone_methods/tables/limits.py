"""How much of a table we are willing to open."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes unless the name says otherwise.

    `file` is what arrives; `unpacked` is what a packed text may become, and `sheet` a part of a
    spreadsheet, which is read as it is unpacked. `packing` is how many times larger than packed a
    part may be once it is over a megabyte (a zip bomb is about a thousand times larger; sheets of
    real figures are 10 to 60 times).
    """

    file: int = 20 * MEGABYTE
    unpacked: int = 64 * MEGABYTE
    sheet: int = 150 * MEGABYTE
    packing: int = 200
    entries: int = 2_000
    rows: int = 200_000
    columns: int = 2_000
    cells: int = 5_000_000
    characters: int = 131_072  # in one box


LIMITS = Limits()

# An analyst's own file on their own machine: as much as it can hold.
OWN_MACHINE = Limits(
    file=2**31,
    unpacked=2**32,
    sheet=2**32,
    rows=100_000_000,
    columns=16_384,
    cells=2**31,
    characters=2**31 - 1,
)
