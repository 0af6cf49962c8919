"""Limits on the size of a table that is read."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes unless the name says otherwise.

    `file` limits the uploaded file, `unpacked` a decompressed text, and `sheet` a decompressed part
    of a spreadsheet, which is read as a stream. `packing` is the largest compression ratio of a part
    over a megabyte. A zip bomb has about 1,000, sheets of real figures 10 to 60.
    """

    file: int = 20 * MEGABYTE
    unpacked: int = 64 * MEGABYTE
    sheet: int = 150 * MEGABYTE
    packing: int = 200
    entries: int = 2_000
    rows: int = 200_000
    columns: int = 2_000
    cells: int = 5_000_000
    characters: int = 131_072  # in one cell


LIMITS = Limits()

# For an analyst's own file on their own machine: as much as fits into memory.
OWN_MACHINE = Limits(
    file=2**31,
    unpacked=2**32,
    sheet=2**32,
    rows=100_000_000,
    columns=16_384,
    cells=2**31,
    characters=2**31 - 1,
)
