"""Tables and releases that tests of the attack are made with."""

import csv

from saidanddone_methods.disclosure.attack import (
    protect,
    table_from_rows,
)
from saidanddone_methods.disclosure.attack.release_files import (
    Release,
)
from saidanddone_methods.disclosure.rules.counts import PROFILES

MAX4, NHS = PROFILES["max4"], PROFILES["nhs"]


def read(path):
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def counted(rows, *dims):
    return table_from_rows(dims, [(tuple(r[d] for d in dims), int(r["freq"])) for r in rows])


def as_it_is(name, table, profile=MAX4, *, period=None):
    """A release that hides what is small and nothing else."""
    shown = {
        cell: None if profile.hides(int(value)) else profile.rounded(int(value))
        for cell, value in zip(table.cells, table.values, strict=True)
    }
    return Release(name, table.dims, shown, profile, {}, period=period)


def released(name, table, profile=MAX4, *, past=(), period=None):
    """A release that was protected beside the past."""
    protected = protect(table, profile, past=past, period=period, search=False)
    return Release(name, table.dims, protected.shown, profile, {}, period=period)


def wards(*counts):
    return table_from_rows(("ward",), [((f"w{i}",), n) for i, n in enumerate(counts)])


def regions(rows):
    """Pairs (region, parent) of the table z2: each region lies in a county and in a group."""
    return sorted(
        {(row["region"], row[parent]) for row in rows for parent in ("fylke", "kostragr")}
    )
