"""The product served on loopback, and the median time of a call: what `bench.measure` measures with."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

PORT = 8137
SERVED = f"127.0.0.1:{PORT}"


def median_of(call: Callable[[], object], times: int = 15) -> float:
    """The median seconds of a call, after a first one that is not counted."""
    call()
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def serve() -> "subprocess.Popen[bytes]":
    """The product as `make run` serves it: gunicorn with two workers, on loopback only."""
    command = [
        sys.executable, "-m", "gunicorn", f"--bind={SERVED}", "--workers=2", "--threads=4",
        "--no-control-socket", "--log-level=error", "saidanddone.project.wsgi",
    ]  # fmt: skip
    return subprocess.Popen(command, env=os.environ)
