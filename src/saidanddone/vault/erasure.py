"""Crypto-shredding: a tombstone in the words' own transaction, the key after commit, then the bytes.

On SQLite, `secure_delete` zeroes freed pages, and the write-ahead log is truncated as soon as no
reader needs it. A thread retries, so the bytes are gone within a minute of the last older reader.
"""

import threading
import time
from datetime import timedelta

import structlog
from django.apps import apps
from django.db import close_old_connections, connections, transaction

from saidanddone.base import clock
from saidanddone.vault.fields import KeyReference
from saidanddone.vault.models import Tombstone, WrappedKey
from saidanddone.vault.router import KEYS

log = structlog.get_logger()

TRY_EVERY = 2.0  # seconds between attempts to empty the write-ahead log
GIVE_UP_AFTER = 15 * 60  # seconds; the next start or the scheduled job continues


def shred(key_ref: str) -> None:
    """Stop every unsealing now, and destroy the key once this transaction commits.

    Call inside the transaction that deletes the words.
    """
    Tombstone.objects.get_or_create(key_ref=key_ref)
    transaction.on_commit(finish_shredding_soon)


def finish_shredding_soon() -> None:
    """Destroy keys with a tombstone. If a reader holds the log open, retry in a thread."""
    if not finish_shredding():
        threading.Thread(target=_keep_trying, name="shredding", daemon=True).start()


def finish_shredding() -> bool:
    """Destroy every key that has a tombstone and empty the log. True when nothing is left to do."""
    due = list(Tombstone.objects.filter(destroyed_at=None).values_list("key_ref", flat=True))
    if not due:
        return True
    WrappedKey.objects.filter(ref__in=due).delete()
    if not (empty_log(KEYS) and empty_log("default")):
        return False
    Tombstone.objects.filter(key_ref__in=due).update(destroyed_at=clock.now())
    return True


def sweep_orphans(older_than: timedelta = timedelta(days=1)) -> int:
    """Destroy keys of rolled-back words: old enough, and named by no record. Returns how many."""
    before = clock.now() - older_than
    orphans = set(WrappedKey.objects.filter(made_at__lt=before).values_list("ref", flat=True))
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, KeyReference) and model is not Tombstone and orphans:
                orphans -= set(model._default_manager.values_list(field.name, flat=True))
    WrappedKey.objects.filter(ref__in=orphans).delete()
    return len(orphans)


def empty_log(alias: str) -> bool:
    """Truncate SQLite's write-ahead log; False while an older reader still needs it.

    PostgreSQL keeps its own log: there, erasure relies on the destroyed key.
    """
    connection = connections[alias]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return connection.vendor != "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy = cursor.fetchone()[0]
    return not is_busy


def _keep_trying() -> None:
    until = time.monotonic() + GIVE_UP_AFTER
    try:
        while time.monotonic() < until:
            time.sleep(TRY_EVERY)
            close_old_connections()
            if finish_shredding():
                return
        log.warning("shredding_not_finished")
    finally:
        connections.close_all()
