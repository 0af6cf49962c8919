"""The worker: takes the lease, queues the jobs that are due, runs the tasks one after another."""

import os
import threading
import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, transaction

from saidanddone.base.scheduling import queue
from saidanddone.base.scheduling.lease import WorkerLease
from saidanddone.base.scheduling.queue import Outcome

log = structlog.get_logger()


class Worker:
    """One worker process. `report` is called with the outcome of each task.

    Any number may run: one holds the lease and works, the others check every few seconds whether it
    is free.
    """

    def __init__(self, report: Callable[[Outcome], None]) -> None:
        self.report = report
        self.lease = WorkerLease()
        self._is_stopping = threading.Event()
        self._renew_at = 0.0  # on this process's monotonic clock
        self._holds = False

    def stop(self) -> None:
        """Let the running task end, then stop. May be called from a signal."""
        self._is_stopping.set()

    def run(self, parent: int | None = None) -> None:
        """Work until stopped, or until the process `parent` is no longer this one's parent."""
        try:
            while not self._is_stopping.is_set() and parent in (None, os.getppid()):
                self._run_once()
                self._is_stopping.wait(settings.WORKER_LOOKS_EVERY_SECONDS)
        finally:
            self.lease.release()

    def run_due_jobs(self) -> bool:
        """Run every job that is due and release the lease; False where another process holds it."""
        if not self._has_lease():
            return False
        try:
            self._work()
        finally:
            self.lease.release()
        return True

    def _run_once(self) -> None:
        close_old_connections()
        try:
            if self._has_lease():
                self._work()
        except (OperationalError, InterfaceError) as error:  # locked or away: look again later
            log.warning("database_not_reached", error=type(error).__name__)

    def _has_lease(self) -> bool:
        """Whether this process holds the lease, renewing it when a quarter of its time is over."""
        if self._holds and time.monotonic() < self._renew_at:
            return True
        began = time.monotonic()
        self._holds = (self._holds and self.lease.renew()) or self._take()
        self._renew_at = began + settings.WORKER_LEASE_SECONDS / 4
        return self._holds

    def _take(self) -> bool:
        if not self.lease.is_free():  # who waits only reads
            return False
        with transaction.atomic():
            is_taken = self.lease.take()
            if is_taken:
                queue.requeue_abandoned_tasks(self.lease)
        return is_taken

    def _work(self) -> None:
        queue.enqueue_due()
        while not self._is_stopping.is_set() and (row := queue.claim(self.lease)):
            with self.lease.renewed_by_a_thread():
                outcome = queue.run(row)
            self.report(outcome)
