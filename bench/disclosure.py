"""How much is hidden, and how fast, beside GaussSuppression. `python -m bench.disclosure`.

Ours is measured; GaussSuppression 1.2.3's counts are those of its own output (tests read it), its
seconds as read. Its patterns are put under our attack with singletons.
"""

import csv
import os
from pathlib import Path
from time import perf_counter

import numpy as np

from saidanddone_methods.disclosure.attack import Table, protect, table_from_rows
from saidanddone_methods.disclosure.attack.suppression import audit
from saidanddone_methods.disclosure.attack.suppression_problem import suppression_problem_of
from saidanddone_methods.disclosure.rules.counts import PROFILES

BESIDE = Path(__file__).parents[2] / "shared" / "data"
TABLES = {
    "p1": ("p1_2way.csv", ("ward", "need"), "freq", "max4"),
    "p2": ("p2_3way.csv", ("area", "need", "quarter"), "freq", "max4"),
    "z1": ("ssbtools_z1.csv", ("region", "hovedint"), "ant", "max3z"),
    "z2": ("ssbtools_z2.csv", ("region", "hovedint"), "ant", "max3z"),
}
SECONDS = 20.0


def main() -> None:
    folder = Path(os.environ.get("SAIDANDDONE_DATA", BESIDE)) / "sdc"
    if not folder.is_dir():
        print(f"disclosure: not measured, {folder.name} is not there")  # noqa: T201
        return
    print("cells hidden, exact disclosures under attack, seconds (best of 3 for the fast way)")  # noqa: T201
    for name in TABLES:
        _table(folder, name)


def _table(folder: Path, name: str) -> None:
    table = _read(folder, name)
    profile = PROFILES[TABLES[name][3]]
    for singletons in (False, True):
        fast = [protect(table, profile, singletons=singletons, search=False) for _ in range(3)]
        best = protect(table, profile, singletons=singletons, seconds=SECONDS)
        began = perf_counter()
        theirs, told = _gauss(folder, name, table, singletons)
        attacked = perf_counter() - began
        print(  # noqa: T201
            f"  {name} {'singletons' if singletons else 'plain':11}"
            f" fast {fast[0].suppressed:3} in {min(f.seconds for f in fast):.3f}"
            f" · best {best.suppressed:3} in {best.seconds:5.2f}"
            f" (proved: at least {best.at_least}), exact {best.exact_disclosures}"
            f" · GaussSuppression {theirs:3}, exact {told} (attack {attacked:.2f})"
        )


def _read(folder: Path, name: str) -> Table:
    file, dims, count, _ = TABLES[name]
    rows = _rows(folder / file)
    pairs = {(row["region"], row[p]) for row in rows for p in ("fylke", "kostragr") if p in row}
    return table_from_rows(
        dims,
        [(tuple(row[dim] for dim in dims), int(row[count])) for row in rows],
        {"region": sorted(pairs)} if pairs else {},
    )


def _gauss(folder: Path, name: str, table: Table, singletons: bool) -> tuple[int, int]:
    """How many cells GaussSuppression hides, and how many exact disclosures its pattern leaves."""
    _, dims, _, rule = TABLES[name]
    pattern = {
        tuple(row[dim] for dim in dims): row["suppressed"] == "TRUE"
        for row in _rows(folder / f"gauss_{name}.csv")
    }
    problem = suppression_problem_of(table, PROFILES[rule], singletons=singletons)
    hidden = np.array([pattern[cell] for cell in problem.cells])
    return sum(pattern.values()), len(audit(problem, hidden).leaks)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
