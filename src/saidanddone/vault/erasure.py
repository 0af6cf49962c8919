"""Crypto-shredding: a tombstone in the words' own transaction, the key after commit, then the bytes.

The key is noted in the list beside the keys just before the commit, so that a backup that is put back, of
words or keys, brings nobody back. On SQLite, `secure_delete` zeroes freed pages, and the write-ahead log is truncated as soon as no
reader needs it. A thread retries, so the bytes are gone within a minute of the last older reader.
"""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import structlog
from django.apps import apps
from django.db import close_old_connections, connections, transaction

from saidanddone.base import clock
from saidanddone.base.errors import Refused
from saidanddone.vault import tombstone_list
from saidanddone.vault.fields import KeyReference
from saidanddone.vault.models import Tombstone, WrappedKey
from saidanddone.vault.router import KEYS

log = structlog.get_logger()

TRY_EVERY = 2.0  # seconds between attempts to empty the write-ahead log
NOT_WRITTEN = (
    "The list of destroyed keys beside the keys cannot be written. Check that disk: until then a backup that is "
    "put back can bring back who withdrew."
)
GIVE_UP_AFTER = 15 * 60  # seconds; the next start or the scheduled job continues


def shred(*key_refs: str) -> None:
    """Stop every unsealing now, and destroy the keys once this transaction commits.

    Call inside the transaction that deletes the words.
    """
    for key_ref in key_refs:
        Tombstone.objects.get_or_create(key_ref=key_ref)
    _keep_list(lambda: tombstone_list.ask_for(key_refs))
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
    settle_list()
    if not (empty_log(KEYS) and empty_log("default")):
        return False
    Tombstone.objects.filter(key_ref__in=due).update(destroyed_at=clock.now())
    return True


def settle_list() -> str:
    """Bring the list beside the keys up to the tombstones. A sentence where that failed, else empty."""
    tombstones = list(Tombstone.objects.order_by("pk").values_list("key_ref", flat=True))
    return _keep_list(lambda: tombstone_list.settle(tombstones))


def destroy_keys_put_back() -> None:
    """Destroy again the keys that an older backup of their database brought back."""
    keys = set(WrappedKey.objects.values_list("ref", flat=True))
    back = keys.intersection(Tombstone.objects.values_list("key_ref", flat=True))
    Tombstone.objects.filter(key_ref__in=back).update(destroyed_at=None)
    finish_shredding()


def sweep_orphans(older_than: timedelta = timedelta(days=1)) -> int:
    """Destroy keys of rolled-back words: old enough, and named by no record. Returns how many."""
    before = clock.now() - older_than
    orphans = set(WrappedKey.objects.filter(made_at__lt=before).values_list("ref", flat=True))
    if orphans:
        orphans -= _keys_in_use()
    WrappedKey.objects.filter(ref__in=orphans).delete()
    return len(orphans)


def lost_keys() -> set[str]:
    """Keys that records name and the key database lacks, though nobody destroyed them."""
    lost = _keys_in_use() - set(WrappedKey.objects.values_list("ref", flat=True))
    return lost - set(Tombstone.objects.values_list("key_ref", flat=True)) if lost else lost


def _keys_in_use() -> set[str]:
    """The references that any record but a tombstone names."""
    used: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, KeyReference) and model is not Tombstone:
                keys = model._default_manager.order_by().values_list(field.name, flat=True)
                used |= set(keys.distinct())
    return used - {""}


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


def _keep_list(write: Callable[[], None]) -> str:
    """Nobody waits to take back their words because a list could not be written: the job writes it later."""
    try:
        write()
    except (Refused, OSError) as error:
        log.error("tombstone_list_not_kept", error=type(error).__name__)
        return error.sentence if isinstance(error, Refused) else NOT_WRITTEN
    return ""


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
