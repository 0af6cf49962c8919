"""The worker's lease: only the process that holds it runs scheduled jobs.

It is one row, taken and renewed by a single conditional UPDATE. Times are the database's own, because
hosts may disagree about theirs. A holder that dies loses the lease when it expires.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import OperationalError, connections
from django.db.models import Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Now

from saidanddone.base.models import Lease
from saidanddone.base.references import new_reference

log = structlog.get_logger()


class WorkerLease:
    """One process's claim to the lease. `holder` is a random reference that names nobody."""

    NAME = "worker"

    def __init__(self) -> None:
        self.holder = new_reference()
        self.lasts = timedelta(seconds=settings.WORKER_LEASE_SECONDS)

    def is_free(self) -> bool:
        """Whether nobody holds the lease, or its holder let it expire. Reads only."""
        rows = Lease.objects.filter(name=self.NAME)
        return rows.filter(_is_free()).exists() or not rows.exists()

    def take(self) -> bool:
        """Take the lease if it is free. Of many that ask at once, one gets it."""
        Lease.objects.bulk_create([Lease(name=self.NAME)], ignore_conflicts=True)
        rows = Lease.objects.filter(_is_free(), name=self.NAME)
        return bool(rows.update(holder=self.holder, expires_at=self._end()))

    def renew(self) -> bool:
        """Hold the lease for its whole length again; False where it expired or was taken."""
        rows = Lease.objects.filter(name=self.NAME, holder=self.holder, expires_at__gt=Now())
        return bool(rows.update(expires_at=self._end()))

    def release(self) -> None:
        """Let the next process take it at once."""
        Lease.objects.filter(name=self.NAME, holder=self.holder).update(holder="", expires_at=Now())

    @contextmanager
    def renewed_by_a_thread(self) -> Iterator[None]:
        """Renew the lease from a thread while a task runs, however long it takes."""
        is_over = threading.Event()
        thread = threading.Thread(target=self._keep_renewing, args=(is_over,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            is_over.set()
            thread.join()

    def _keep_renewing(self, is_over: threading.Event) -> None:
        try:
            while not is_over.wait(self.lasts.total_seconds() / 4):
                try:
                    self.renew()
                except OperationalError:  # the task itself may hold the database's lock
                    log.warning("lease_not_renewed")
        finally:
            connections.close_all()

    def _end(self) -> Combinable:
        return Now() + Value(self.lasts)


def _is_free() -> Q:
    return Q(holder="") | Q(expires_at__lte=Now())
