"""Two workers and a `tick` on one database; one worker is killed in the middle of a job.

`python -m tests.slow.scheduler_whole --minutes 10` prints what ran, how often, and what took over.
With SAIDANDDONE_TEST_ON=postgresql it uses a throwaway PostgreSQL.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERY = {"often": 5, "seldom": 15, "long": 20, "failing": 30}  # seconds, as clockwork declares
WORDS = b"bakery"  # in the error of the job that fails
Line = dict[str, str]
SAIDANDDONE = "from saidanddone.project.terminal import main; main()"


@dataclass
class Report:
    """What the jobs wrote down, and what the database keeps of it."""

    seconds: float
    lines: list[Line]
    killed_in: str  # the period of the long job in which a worker was killed
    rows: dict[str, int] = field(default_factory=dict)
    tracebacks: int = 0
    words_found: int = 0

    def times(self, what: str) -> Counter[tuple[str, str]]:
        return Counter((line["job"], line["period"]) for line in self.lines if line["what"] == what)

    @property
    def done_twice(self) -> list[tuple[str, str]]:
        return [key for key, number in self.times("ends").items() if number > 1]

    @property
    def begun_twice(self) -> list[tuple[str, str]]:
        return [key for key, number in self.times("begins").items() if number > 1]

    @property
    def not_done(self) -> list[tuple[str, str]]:
        """Begun by someone and ended by no one; a job that fails ends nowhere."""
        return [
            key
            for key in self.times("begins")
            if key not in self.times("ends") and key[0] != "failing"
        ]

    def left_out(self, job: str) -> int:
        """Periods between the first and the last that did not run."""
        periods = sorted(
            datetime.fromisoformat(period) for name, period in self.times("begins") if name == job
        )
        span = (periods[-1] - periods[0]).total_seconds()
        return round(span / EVERY[job]) + 1 - len(periods)

    @property
    def taken_up_after(self) -> float:
        """Seconds between the long job's beginning in the killed worker and in the next."""
        begun = [
            datetime.fromisoformat(line["at"])
            for line in self.lines
            if (line["job"], line["period"], line["what"]) == ("long", self.killed_in, "begins")
        ]
        return (begun[1] - begun[0]).total_seconds() if len(begun) > 1 else float("nan")

    def __str__(self) -> str:
        told = [f"{self.seconds:.0f} s, two workers and a tick each second, lease 8 s"]
        for job, every in EVERY.items():
            begun, ended = (
                sum(number for (name, _), number in self.times(what).items() if name == job)
                for what in ("begins", "ends")
            )
            told.append(
                f"  {job:8} every {every:2} s: {begun:3} begun, {ended:3} ended,"
                f" {self.rows[job]:3} tasks, {self.left_out(job)} periods left out"
            )
        told += [
            f"  periods that ended twice: {len(self.done_twice)}; never: {len(self.not_done)}",
            f"  begun twice: {len(self.begun_twice)} ({', '.join(job for job, _ in self.begun_twice)}: the worker was killed in it)",
            f"  taken up {self.taken_up_after:.1f} s after it was first begun",
            f"  processes that worked: {len({line['process'] for line in self.lines})}",
            f"  rows with a traceback: {self.tracebacks}; files and logs with the failing job's words: {self.words_found}",
        ]
        return "\n".join(told)


def environment(room: Path) -> dict[str, str]:
    kept = dict(os.environ)
    if kept.get("SAIDANDDONE_TEST_ON") != "postgresql":
        kept = {name: value for name, value in kept.items() if "DATABASE_URL" not in name}
    return {
        **kept,
        "SAIDANDDONE_HOME": str(room / "home"),
        "SAIDANDDONE_KEYS": str(room / "keys"),
        "SAIDANDDONE_DEMONSTRATION": "1",
        "DJANGO_SETTINGS_MODULE": "tests.slow.clockwork.settings",
        "CLOCKWORK": str(room / "lines"),
    }


@contextmanager
def started(room: Path, *command: str) -> "Iterator[subprocess.Popen[bytes]]":
    """A process that logs to `room/log` and is told to end at the end."""
    with (room / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, *command], env=environment(room), stdout=log, stderr=log
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(timeout=60)


def run(room: Path, seconds: float) -> Report:
    """Start all three, kill the worker that is in the long job half-way through, and read what is left."""
    env = environment(room)
    (room / "lines").touch()
    for database in ("default", "keys"):
        subprocess.run(
            [sys.executable, "-c", SAIDANDDONE, "migrate", f"--database={database}", "-v0"],
            env=env,
            check=True,
        )
    began = time.monotonic()
    worker = ("-c", SAIDANDDONE, "worker")
    with (
        started(room, *worker) as first,
        started(room, *worker) as second,
        started(room, "-m", "tests.slow.clockwork.tick_loop"),
    ):
        _wait_until(began + seconds / 2)
        killed_in = _kill_in_the_long_job(room, [first, second])
        with started(room, *worker):
            _wait_until(began + seconds)
    report = Report(time.monotonic() - began, lines_in(room), killed_in)
    kept = subprocess.run(
        [sys.executable, "-m", "tests.slow.clockwork.rows"],
        env=env,
        check=True,
        capture_output=True,
    )
    report.rows, report.tracebacks = json.loads(kept.stdout)
    files = [path for path in room.rglob("*") if path.is_file()]
    report.words_found = sum(WORDS in path.read_bytes() for path in files)
    return report


def lines_in(room: Path) -> list[Line]:
    return [json.loads(line) for line in (room / "lines").read_text().splitlines()]


def _wait_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.monotonic()))


def _kill_in_the_long_job(room: Path, workers: "list[subprocess.Popen[bytes]]") -> str:
    """Kill, without warning, the worker that is in the middle of it; the job's period."""
    of_workers = {worker.pid: worker for worker in workers}
    until = time.monotonic() + 120
    while time.monotonic() < until:
        last = lines_in(room)[-1:]
        for line in last:
            is_inside = (line["job"], line["what"]) == ("long", "begins")
            if is_inside and int(line["process"]) in of_workers:
                of_workers[int(line["process"])].send_signal(signal.SIGKILL)
                return line["period"]
        time.sleep(0.2)
    raise TimeoutError("no worker was seen in the long job")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    options = parser.parse_args()
    if os.environ.get("SAIDANDDONE_TEST_ON") == "postgresql":
        import tests.settings  # noqa: F401 - starts it, and sets DATABASE_URL
    with tempfile.TemporaryDirectory(prefix="saidanddone-scheduler-") as room:
        print(run(Path(room), options.minutes * 60))  # noqa: T201


if __name__ == "__main__":
    main()
