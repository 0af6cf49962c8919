"""Writes the audit: one entry for each act, in the act's transaction, chained by HMAC."""

from collections.abc import Iterable
from functools import partial
from typing import Protocol

from django.db import transaction

from saidanddone.audit import kept_head
from saidanddone.audit.chain import entry_mac
from saidanddone.audit.models import Entry, Head, Subject
from saidanddone.audit.recorded import named
from saidanddone.base import clock
from saidanddone.base.errors import Refused
from saidanddone.base.models import Record
from saidanddone.vault.sealing import KeyRing


class AuditedActor(Protocol):
    """Anyone who acts: `access.actors.Actor`."""

    @property
    def ref(self) -> str: ...
    @property
    def purpose(self) -> str: ...


def record(
    *,
    actor: AuditedActor | None,
    act: str,
    about: Record | None = None,
    scope_ref: str = "",
    subject_keys: Iterable[str] = (),
    reason: str = "",
    count: int = 1,
) -> Entry:
    """Write one entry. Must run inside the transaction of the act, so that both are saved or neither is.

    `about` is never a person's record: persons go in `subject_keys` (the references of their
    keys), one child row each. `actor` is None for acts by code, which name nobody.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit entry stands in the transaction of its act")
    head = _head_to_write_after()
    keys = set(subject_keys)
    key_ring = KeyRing(keys) if keys else None
    aliases = [
        key_ring.seal_alias(key, "subject")
        for key in sorted(keys)
        if key_ring and key_ring.opens(key)
    ]
    entry = Entry(
        number=head.number + 1,
        at=clock.now(),
        actor_ref=actor.ref if actor else "",
        purpose=actor.purpose if actor else "",
        act=act,
        about=named(about) if about else "",
        scope_ref=scope_ref,
        reason=reason,
        count=count,
    )
    entry.mac = entry_mac(head.mac, entry, aliases)
    entry.save(force_insert=True)
    Subject.objects.bulk_create(Subject(entry=entry, alias=alias) for alias in aliases)
    head.number, head.mac = entry.number, entry.mac
    head.save()
    transaction.on_commit(partial(kept_head.keep_after_commit, entry.number), robust=True)
    return entry


def _head_to_write_after() -> Head:
    """The head's row, locked. Made only for the first entry: one made later would begin a second chain."""
    head = Head.objects.select_for_update().filter(pk=1).first()
    if head is None and Entry.objects.exists():
        raise Refused(
            "The end of the audit is missing, so nothing can be read or written here. Tell whoever runs the server "
            "to run `saidanddone verify-audit`."
        )
    return head or Head.objects.select_for_update().get_or_create(pk=1)[0]
