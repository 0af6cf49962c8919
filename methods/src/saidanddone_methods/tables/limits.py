"""Limits on the size of a table that is read."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes unless the name says otherwise.

    `file` limits the uploaded file. `unpacked` limits a decompressed text, a decompressed part of a
    spreadsheet, and the characters in all its cells, since a text may be named a million times.
    `packing` is the largest compression ratio of a part over a megabyte. A zip bomb has about 1,000,
    sheets of real figures 10 to 60. `lines` and `cells` count empty ones too. `markup` counts the tags
    and attributes of a spreadsheet as often as they are read: a cell has 6 to 8.
    """

    file: int = 20 * MEGABYTE
    unpacked: int = 64 * MEGABYTE
    packing: int = 200
    entries: int = 2_000
    markup: int = 2_000_000
    lines: int = 2**20  # of a text: the rows of a spreadsheet, most of which may be empty
    rows: int = 100_000
    columns: int = 1_000
    cells: int = 10_000_000
    characters: int = 131_072  # in one cell


LIMITS = Limits()

# For an analyst's own file on their own machine: as much as fits into memory.
OWN_MACHINE = Limits(
    file=2**31,
    unpacked=2**32,
    markup=2**40,
    lines=2**31,
    rows=100_000_000,
    columns=16_384,
    cells=2**31,
    characters=2**31 - 1,
)
