"""How much is hidden, how fast, and how the time grows. `python -m bench.disclosure`.

Beside GaussSuppression 1.2.3: its counts are those of its own output (tests read it), its seconds
as read. Its patterns are put under our attack with singletons. The tables of the growth are drawn
here, so only their size is that of the tables on which it was timed.
"""

import csv
import os
from itertools import product
from pathlib import Path
from time import perf_counter, process_time

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
SECONDS = 60.0
GROWTH = {8: 0.13, 16: 0.08, 32: 0.16, 64: 0.40}  # wards, and GaussSuppression's CPU seconds
NEEDS, SEXES, PEOPLE_A_CELL = 6, 2, 12


def main() -> None:
    print("growth: max4, the fast way and its attack, CPU seconds")  # noqa: T201
    for wards, theirs in GROWTH.items():
        _grow(wards, theirs)
    folder = Path(os.environ.get("SAIDANDDONE_DATA", BESIDE)) / "sdc"
    if not folder.is_dir():
        print(f"disclosure: not measured, {folder.name} is not there")  # noqa: T201
        return
    print("cells hidden, exact disclosures under attack, seconds (best of 3 for the fast way)")  # noqa: T201
    for name in TABLES:
        _table(folder, name)


def _grow(wards: int, theirs: float) -> None:
    table = _drawn(wards)
    line = f"  {len(table.cells):5} cells, {int((table.values <= 4).sum()):4} of at most 4"
    for singletons in (False, True):
        began = process_time()
        ours = protect(table, PROFILES["max4"], singletons=singletons, search=False)
        took = process_time() - began
        line += f" · {'singletons' if singletons else 'plain'} {ours.suppressed} in {took:.2f}"
    print(f"{line} · GaussSuppression {theirs:.2f}")  # noqa: T201


def _drawn(wards: int) -> Table:
    """People by ward, need and sex, more in some wards and needs than in others."""
    chance = np.random.default_rng(wards)
    shares = [chance.dirichlet(np.full(n, 2.0)) for n in (wards, NEEDS, SEXES)]
    expected = np.einsum("i,j,k->ijk", *shares)
    counts = chance.multinomial(PEOPLE_A_CELL * expected.size, expected.ravel())
    names = [
        [f"{name}{i}" for i in range(len(part))] for name, part in zip("wns", shares, strict=True)
    ]
    return table_from_rows(
        ("ward", "need", "sex"), zip(product(*names), (int(n) for n in counts), strict=True)
    )


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
