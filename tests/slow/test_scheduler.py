"""Real processes on one database: each period once, a dead worker followed, `start` ends its worker."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.slow import scheduler_whole
from tests.slow.served import free_port

pytestmark = pytest.mark.slow

SERVE = (
    "import django; django.setup();"
    "from saidanddone.project.management.commands.start import serve;"
    "serve({port}, 1, with_worker=True)"
)


def test_each_period_is_done_once_and_a_killed_worker_is_followed(tmp_path: Path) -> None:
    report = scheduler_whole.run(tmp_path, seconds=60)
    assert report.done_twice == []
    assert report.not_done == []
    assert report.begun_twice == [("long", report.killed_in)]
    assert 8 <= report.taken_up_after < 30
    assert sum(report.rows.values()) == len(report.times("begins"))
    assert (report.tracebacks, report.words_found) == (0, 0)


@pytest.fixture
def server(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """What `start` runs, once the database is there: gunicorn, and the worker as its child."""
    env = scheduler_whole.environment(tmp_path)
    for database in ("default", "keys"):
        command = [
            sys.executable,
            "-c",
            scheduler_whole.SAIDANDDONE,
            "migrate",
            f"--database={database}",
            "-v0",
        ]
        subprocess.run(command, env=env, check=True)
    (tmp_path / "lines").touch()
    process = subprocess.Popen([sys.executable, "-c", SERVE.format(port=free_port())], env=env)
    yield process
    if process.poll() is None:
        process.kill()
        process.wait()


def workers_of(parent: int) -> list[int]:
    """Numbers of the processes that `start` of this number began as its worker."""
    told = subprocess.run(
        ["/bin/ps", "-wweo", "pid,args"], capture_output=True, text=True, check=True
    )
    return [
        int(line.split()[0])
        for line in told.stdout.splitlines()
        if line.endswith(f"worker --child-of={parent}")
    ]


def within(seconds: float, is_so: Callable[[], bool]) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.2)
    return is_so()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_start_ends_its_worker_however_it_ends(
    server: "subprocess.Popen[bytes]", how: signal.Signals
) -> None:
    assert within(30, lambda: len(workers_of(server.pid)) == 1)
    time.sleep(3)  # the worker has begun to work
    server.send_signal(how)
    server.wait(timeout=30)
    assert within(20, lambda: workers_of(server.pid) == [])


def test_start_begins_its_worker_again(server: "subprocess.Popen[bytes]") -> None:
    assert within(30, lambda: len(workers_of(server.pid)) == 1)
    [first] = workers_of(server.pid)
    os.kill(first, signal.SIGKILL)
    assert within(30, lambda: workers_of(server.pid) not in ([], [first]))
    assert server.poll() is None
