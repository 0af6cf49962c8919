"""The one reader of every CSV, XLSX and ODS file that a person brings, and the one writer of CSV.

Light on purpose: the standard library and defusedxml, no numpy and no polars, because a web server
imports it. Every box comes out as text, the way a person would type it: `12` for a number, `TRUE`,
`2026-04-01` for a date. `numbers` and `dates` read that text, whichever kind of file it came from.
A file that cannot be read raises `TableRefused`, which holds nothing of what is in the file.
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
