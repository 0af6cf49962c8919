"""Counts the look-ups of codes in memory, and writes the count every 10 s with one audit row.

The row names nobody; hit and miss both add to it. No other read is audited this way
(docs/explanation/receipt-codes.md).
"""

import atexit
import threading
from dataclasses import dataclass, field
from datetime import date, timedelta

import structlog
from django.conf import settings
from django.db import DatabaseError, connections, transaction

from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.listening.models import LookupBatch, Receipt
from saidanddone.listening.queries import monday

log = structlog.get_logger()

EVERY = 10.0  # seconds


@dataclass
class _Batch:
    lookups: int = 0
    opened: set[int] = field(default_factory=set)


_lock = threading.Lock()
_writing = threading.Lock()
_batch = _Batch()
_thread: threading.Thread | None = None


def count_lookup(receipt: Receipt | None) -> None:
    """Add one look-up, hit or miss, to the batch in memory."""
    with _lock:
        _batch.lookups += 1
        # A miss adds to the set too, so that both do the same work; no receipt has number 0.
        _batch.opened.add(receipt.pk if receipt else 0)
    _start_writing()


def flush() -> int:
    """Write the batch with one audit row; return how many look-ups it held."""
    with _writing:
        with _lock:
            batch = _Batch(_batch.lookups, set(_batch.opened))
            _batch.lookups = 0
            _batch.opened.clear()
        if not batch.lookups:
            return 0
        try:
            _write(batch)
        except DatabaseError:
            with _lock:
                _batch.lookups += batch.lookups
                _batch.opened |= batch.opened
            log.warning("lookups_not_written")
            return 0
        return batch.lookups


@transaction.atomic
def _write(batch: _Batch) -> None:
    LookupBatch.objects.create(lookups=batch.lookups)
    week = monday(clock.today())
    Receipt.objects.filter(pk__in=batch.opened).update(last_opened_week=week)
    audit.record(actor=None, act="listening.look_up_codes", count=batch.lookups)


def delete_old_counts(today: date) -> int:
    """Delete counts older than twelve months; return how many."""
    return LookupBatch.objects.filter(at__date__lt=today - timedelta(days=365)).delete()[0]


def _start_writing() -> None:
    """Start this process's one writing thread, unless it runs or the settings hold it back."""
    global _thread
    if not getattr(settings, "LOOKUPS_WRITTEN_IN_BACKGROUND", True):
        return
    with _lock:
        if _thread is not None and _thread.is_alive():
            return
        _thread = threading.Thread(target=_keep_writing, name="lookups", daemon=True)
        _thread.start()
        atexit.register(flush)


_stop = threading.Event()


def _keep_writing() -> None:
    while not _stop.wait(EVERY):
        flush()
        connections.close_all()
