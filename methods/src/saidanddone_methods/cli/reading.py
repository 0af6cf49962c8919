"""Read a file into a `Table`: what `tables` reads, Parquet, standard input.

Commands import this module to declare themselves, so numpy and polars are imported only on reading.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING

from saidanddone_methods.cli.files import read_bytes
from saidanddone_methods.errors import BadInput
from saidanddone_methods.tables import OWN_MACHINE, Row, TableRefused
from saidanddone_methods.tables import read_rows as rows_of_file
from saidanddone_methods.tables import read_table as table_of_file

if TYPE_CHECKING:
    from saidanddone_methods.cli.table import Table

PARQUET = b"PAR1"


def read_table(source: str) -> "Table":
    """Read `source`: a path, or - for a file on standard input.

    Raises BadInput for a file that is missing, empty, of another kind, or ragged.
    """
    name, content = read_bytes(source)
    if content.startswith(PARQUET):
        return _parquet(name, content)
    with _refusals_naming(name):
        return _table(name, content)


def read_rows(source: str) -> tuple[str, list[Row]]:
    """Read a file without column names: its name, and its rows with their numbers. Raises BadInput."""
    name, content = read_bytes(source)
    with _refusals_naming(name):
        rows = list(rows_of_file(content, OWN_MACHINE))
    if not rows:
        raise BadInput(f"{name} is empty")
    return name, rows


@contextmanager
def _refusals_naming(name: str) -> Iterator[None]:
    """Turn a TableRefused into a BadInput whose sentence names the file."""
    try:
        yield
    except TableRefused as refused:
        raise BadInput(refused.sentence_naming(name)) from None


def refuse_repeated_columns(**columns: str) -> None:
    """Raise BadInput for a column that two options name; pass them as option=column."""
    option_of: dict[str, str] = {}
    for option, column in columns.items():
        if column in option_of:
            raise BadInput(f"--{option_of[column]} and --{option} both name the column {column}")
        option_of[column] = option


def _parquet(name: str, content: bytes) -> "Table":
    import polars as pl  # takes a fifth of a second to import

    from saidanddone_methods.cli.table import Table

    try:
        frame = pl.read_parquet(io.BytesIO(content))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError):
        raise BadInput(f"{name} is a damaged Parquet file") from None
    if not frame.height:
        raise BadInput(f"{name} has no rows")
    return Table(name, frame.to_dict(as_series=False), tuple(range(1, frame.height + 1)))


def _table(name: str, content: bytes) -> "Table":
    from saidanddone_methods.cli.table import Table

    read = table_of_file(content, OWN_MACHINE)
    columns = read.names
    if columns.count("") > 1:
        raise BadInput(
            f"{name} has {columns.count('')} columns without a name in row {read.header_row}"
        )
    if twice := [column for column in columns if columns.count(column) > 1]:
        raise BadInput(f"{name} has the column {twice[0]!r} twice")
    rows = list(read.even_rows())
    if not rows:
        raise BadInput(f"{name} has no rows under its column names")
    numbers = tuple(number for number, _ in rows)
    if len(columns) == 1:  # no telling an empty line from a missing value
        for before, number in pairwise((read.header_row, *numbers)):
            if number > before + 1:
                raise BadInput(f"row {before + 1} of {name} is empty")
    values = {column: [row[at] for _, row in rows] for at, column in enumerate(columns)}
    return Table(name, values, numbers, read.point)
