"""Runs the worker as a child process of `saidanddone start`."""

import os
import subprocess
import sys
import threading
import time

import structlog

log = structlog.get_logger()

START_DELAY = 2.0  # seconds: the first pages come first
MOST_DEATHS = 5  # in a row; a worker that lived for ten minutes begins a new row
STABLE_AFTER = 10 * 60  # seconds
END_TIMEOUT = 10.0  # seconds for the running task
COMMAND = "from saidanddone.project.terminal import main; main()"


class WorkerProcess:
    """Starts the worker, restarts it when it dies, and ends it.

    The worker also watches this process, and ends by itself when this one is killed.
    """

    def __init__(self) -> None:
        self._owner = os.getpid()
        self._is_ending = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="worker", daemon=True)
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._watcher.start()

    def end(self) -> None:
        """End the worker after its running task. Does nothing in a process forked from this one."""
        if os.getpid() != self._owner:
            return
        self._is_ending.set()
        self._watcher.join()
        child = self._child
        if child is None or child.poll() is not None:
            return
        child.terminate()
        try:
            child.wait(END_TIMEOUT)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def _watch(self) -> None:
        deaths, wait = 0, START_DELAY
        while not self._is_ending.wait(wait):
            began = time.monotonic()
            self._child = self._begin()
            while self._child.poll() is None:
                if self._is_ending.wait(1):
                    return
            deaths = 1 if time.monotonic() - began > STABLE_AFTER else deaths + 1
            log.warning("worker_ended", times=deaths)
            if deaths == MOST_DEATHS:
                log.error("worker_not_begun_again", do="saidanddone worker")
                return
            wait = START_DELAY * 2**deaths

    def _begin(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-c", COMMAND, "worker", f"--child-of={self._owner}"]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - our own words
