"""The one reader of every CSV, XLSX and ODS file that a person brings, and the one writer of CSV.

It imports the standard library and defusedxml, no numpy and no polars, because a web server imports
it. Every cell is text, as a person would type it: `12` for a number, `TRUE`, `2026-04-01` for a date.
`numbers` and `dates` read that text, for every kind of file. A file that cannot be read raises
`TableRefused`, whose message contains nothing from the file.
"""

from saidanddone_methods.tables.limits import LIMITS, OWN_MACHINE, Limits
from saidanddone_methods.tables.reading import Table, read_rows, read_table
from saidanddone_methods.tables.refusals import TableRefused
from saidanddone_methods.tables.sheets import Row

__all__ = [
    "LIMITS",
    "OWN_MACHINE",
    "Limits",
    "Row",
    "Table",
    "TableRefused",
    "read_rows",
    "read_table",
]
