"""Speed of the bootstrap that chooses the model anew in each of 1,000 replicates (UKdat, five lists).

Ours is the whole process on one core, as an analyst runs it. The plain reference solves a linear
programme and fits from the beginning for every candidate model; it does a few replicates of the
same draws, scaled up, and its estimates are held against ours. `python -m bench.population`.
"""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from saidanddone_methods.cli.population_files import read_overlap
from saidanddone_methods.population.bootstrap import bootstrap_overlap
from saidanddone_methods.population.design import FloatArray
from saidanddone_methods.population.histories import OverlapCounts
from saidanddone_methods.reference.population import estimate_overlap_reference

BESIDE = Path(__file__).parents[2] / "shared" / "data"
REPLICATES = 1000
BY_REFERENCE = 20
SPARSE_MSE = 113.0  # seconds of CPU, SparseMSE 2.0.1 on a like machine: as read, not run here


def main() -> None:
    table = Path(os.environ.get("SAIDANDDONE_DATA", BESIDE)) / "mse" / "sparsemse_UKdat_5.csv"
    if not table.is_file():
        print(f"population: not measured, {table.name} is not there")  # noqa: T201
        return
    counts, _ = read_overlap(str(table), "count")
    whole = _whole_process(table)
    began = time.process_time()
    found = bootstrap_overlap(counts, replicates=REPLICATES)
    inside = time.process_time() - began
    reference, apart = _by_reference(counts, found.replicates)
    rows = [
        ("the whole process, one core", whole, "aim 1.5, at most 2.5"),
        ("of that, the replicates and limits", inside, ""),
        (f"plain reference, {BY_REFERENCE} replicates scaled to {REPLICATES:,}", reference, ""),
        ("SparseMSE 2.0.1 in R", SPARSE_MSE, "as read, not run here"),
    ]
    print(f"bootstrap with selection, {REPLICATES:,} replicates: seconds of CPU")  # noqa: T201
    for what, seconds, note in rows:
        print(f"  {what:52}{seconds:9.2f}  {note}".rstrip())  # noqa: T201
    print(f"  largest relative difference from the reference: {apart:.1e}")  # noqa: T201


def _whole_process(table: Path) -> float:
    """CPU seconds of the command, user and system."""
    command = [
        sys.executable, "-m", "saidanddone_methods", "population", "bootstrap", str(table),
        "--count=count", f"--reps={REPLICATES}", "--json",
    ]  # fmt: skip
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    one_core = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=one_core)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert len(json.loads(done.stdout)["replicates"]) == REPLICATES
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _by_reference(counts: OverlapCounts, replicates: FloatArray) -> tuple[float, float]:
    """Seconds for REPLICATES replicates, and how far off ours the first few are."""
    # The same draws as the bootstrap makes with its seed.
    random = np.random.default_rng(1)
    drawn = random.multinomial(counts.observed, counts.counts / counts.observed, REPLICATES)
    histories = [tuple(int(on) for on in row) for row in counts.design.present]
    began = time.process_time()
    found = [
        estimate_overlap_reference(dict(zip(histories, row.tolist(), strict=True)))
        for row in drawn[:BY_REFERENCE]
    ]
    seconds = (time.process_time() - began) * REPLICATES / BY_REFERENCE
    estimates = np.array([np.inf if each is None else each[0] for each in found])
    return seconds, float(np.abs(estimates / replicates[:BY_REFERENCE] - 1).max())


if __name__ == "__main__":
    main()
