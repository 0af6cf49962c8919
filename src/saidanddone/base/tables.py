"""Reads every CSV, XLSX and ODS that a person brings, with `saidanddone_methods.tables`.

The caller knows what a column means; the reader parses bytes, figures and dates. Nothing is written
to disk.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from saidanddone.base.errors import Refused
from saidanddone_methods import tables
from saidanddone_methods.tables import Row, Table
from saidanddone_methods.tables.dates import month_of
from saidanddone_methods.tables.delimited import boxes_of_line
from saidanddone_methods.tables.encoding import from_windows
from saidanddone_methods.tables.numbers import Unread, wholes
from saidanddone_methods.tables.writing import write_rows

__all__ = [
    "ENDINGS",
    "Row",
    "Table",
    "TableRefused",
    "Unread",
    "boxes_of_line",
    "csv_for_people",
    "even_rows",
    "from_windows",
    "month_of",
    "read_table",
    "wholes",
]

# What a browser offers to choose. A .csv.gz ends in .gz for it.
ENDINGS = (".csv", ".gz", ".xlsx", ".ods")


class TableRefused(Refused):
    """A table that will not be read. The sentence holds nothing of what is in it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, "table", "file")


def read_table(content: bytes) -> Table:
    """The table in a file, whatever its kind. Raises `TableRefused`, and so do its `rows`."""
    with _refusals():
        table = tables.read_table(content)
    return replace(table, rows=_read(table.rows))


def csv_for_people(rows: Iterable[Sequence[str | int]]) -> bytes:
    """A CSV for a spreadsheet. No text in it can run as a formula or turn into a date."""
    return write_rows(rows, guarded=True)


def even_rows(table: Table) -> Iterator[Row]:
    """The rows; raises `TableRefused` at one with more or fewer boxes than there are names."""
    return _read(table.even_rows())


def _read(rows: Iterator[Row]) -> Iterator[Row]:
    with _refusals():
        yield from rows


@contextmanager
def _refusals() -> Iterator[None]:
    """A refusal by the reader becomes one that a page shows."""
    try:
        yield
    except tables.TableRefused as refused:
        raise TableRefused(refused.sentence) from None
