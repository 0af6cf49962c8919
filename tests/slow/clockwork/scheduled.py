"""Jobs that write a line where they begin and where they end: job, period, process, moment."""

import json
import os
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from saidanddone.base import clock
from saidanddone.base.models import ScheduledRun
from saidanddone.base.scheduling.jobs import ScheduledJob

CANARY = "She waits by the bakery on Tanner Street"
TAKES = 4  # seconds, of the long job


def write(job: str, what: str) -> None:
    """One line, appended by one system call, so that processes do not mix theirs."""
    run = ScheduledRun.objects.get(name=f"clockwork.{job}")
    line = {
        "job": job,
        "period": run.due_at.isoformat(),  # the next one's beginning stands for this one
        "what": what,
        "process": os.getpid(),
        "at": clock.now().isoformat(),
    }
    with Path(os.environ["CLOCKWORK"]).open("ab", buffering=0) as file:
        file.write(f"{json.dumps(line)}\n".encode())


def job(name: str, seconds: int, act: Callable[[], None]) -> ScheduledJob:
    def run(today: date) -> list[str]:
        write(name, "begins")
        act()
        write(name, "ends")
        return []

    return ScheduledJob(name, every=timedelta(seconds=seconds), run=run)


def fail() -> None:
    raise ValueError(CANARY)


JOBS = (
    job("often", 5, lambda: None),
    job("seldom", 15, lambda: None),
    job("long", 20, lambda: time.sleep(TAKES)),
    job("failing", 30, fail),
)
