"""Tables with all their margins: what a reader of every release can work out, and what to hide.

For analysts, and for the commands `protect` and `attack`. The product uses `rules` alone.
"""

from saidanddone_methods.disclosure.attack.frequency_tables import (
    Dimension,
    Table,
    dimension,
    table_from_rows,
    table_of,
)
from saidanddone_methods.disclosure.attack.protection import Protection, protect
from saidanddone_methods.disclosure.attack.reader import Finding
from saidanddone_methods.disclosure.attack.release_attack import (
    Attack,
    Judgement,
    attack,
    may_publish,
)
from saidanddone_methods.disclosure.attack.release_files import Release, append_release, read_ledger

__all__ = [
    "Attack",
    "Dimension",
    "Finding",
    "Judgement",
    "Protection",
    "Release",
    "Table",
    "append_release",
    "attack",
    "dimension",
    "may_publish",
    "protect",
    "read_ledger",
    "table_from_rows",
    "table_of",
]
