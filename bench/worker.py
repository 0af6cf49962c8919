"""How long a durable write takes with a worker beside it and without: `python -m bench.worker`.

One database and one run. Rounds with and without the worker take turns, so that a busy machine slows
both alike. A write is one row with its audit, in a transaction, as a page makes it. In a third of the
rounds every job is due each second, which is far more than a worker ever does.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bench.thread import point_at

ROUNDS = 4  # of each kind
SECONDS = 5.0  # a round
STARTS_WITHIN = 30.0  # seconds
WORKER = "from saidanddone.project.terminal import main; main()"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="saidanddone-bench-") as room:
        point_at(Path(room))
        _migrate()
        kinds = ("no worker", "worker, nothing due", "worker, every job due")
        taken: dict[str, list[float]] = {kind: [] for kind in kinds}
        for _ in range(ROUNDS):
            for kind in kinds:
                taken[kind] += _round(kind)
        print(f"durable writes with audit, {ROUNDS} rounds of {SECONDS:.0f} s each")  # noqa: T201
        for kind, seconds in taken.items():
            median, p95 = statistics.median(seconds), statistics.quantiles(seconds, n=20)[18]
            print(  # noqa: T201
                f"  {kind:24} p50 {median * 1000:6.2f} ms  p95 {p95 * 1000:6.2f} ms"
                f"  {len(seconds):,} writes"
            )


def _migrate() -> None:
    from django.core.management import call_command

    for database in ("default", "keys"):
        call_command("migrate", database=database, verbosity=0)


def _round(kind: str) -> list[float]:
    """Seconds of each write of a round."""
    with ExitStack() as running:
        if kind != "no worker":
            running.enter_context(_Worker())
        return _writes(makes_due="every job" in kind)


def _writes(*, makes_due: bool) -> list[float]:
    from django.db import transaction

    from saidanddone.audit.commands import record
    from saidanddone.base import clock
    from saidanddone.base.idempotent import new_token
    from saidanddone.base.models import ScheduledRun, Submission

    taken, began, second = [], time.perf_counter(), 0
    while (passed := time.perf_counter() - began) < SECONDS:
        if makes_due and passed > second:
            ScheduledRun.objects.update(due_at=clock.now())
            second += 1
        before = time.perf_counter()
        with transaction.atomic():
            Submission.objects.create(token=new_token())
            record(actor=None, act="access.forget_invitations", count=1)
        taken.append(time.perf_counter() - before)
        time.sleep(0.005)  # a borough does not write without a pause
    return taken


class _Worker:
    """`saidanddone worker`, from its first work to its end."""

    def __enter__(self) -> None:
        from saidanddone.base.models import Lease

        command = [sys.executable, "-c", WORKER, "worker"]
        self.process = subprocess.Popen(command, env=os.environ, stdout=subprocess.DEVNULL)
        until = time.monotonic() + STARTS_WITHIN
        while not Lease.objects.exclude(holder="").exists():
            if time.monotonic() > until:
                raise TimeoutError("the worker did not begin")
            time.sleep(0.1)
        time.sleep(3)  # its first jobs are over

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)


if __name__ == "__main__":
    main()
