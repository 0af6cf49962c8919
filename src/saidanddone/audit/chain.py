"""The HMAC chain: each entry's mac covers the one before it, so a changed row shows."""

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC

from saidanddone.audit.models import Entry, Head
from saidanddone.vault import master


def entry_mac(previous: str, entry: Entry, aliases: Sequence[bytes]) -> str:
    """HMAC-SHA256 over the previous mac and everything this entry says, hex."""
    fields = [
        previous,
        entry.number,
        entry.at.astimezone(UTC).isoformat(),
        entry.actor_ref,
        entry.purpose,
        entry.act,
        entry.about,
        entry.scope_ref,
        entry.reason,
        entry.count,
        [alias.hex() for alias in aliases],
    ]
    return hmac.new(master.secret("audit"), json.dumps(fields).encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Verification:
    """What checking the chain found: entries read, and the first number that does not fit."""

    entries: int
    broken_at: int | None
    head: str


def verify() -> Verification:
    """Check the chain from its first entry. A gap, a change or missing last entries break it."""
    previous, expected = "", 1
    for entry in _entries():
        aliases = [bytes(subject.alias) for subject in entry.subjects.all()]
        is_next = entry.number == expected
        if not is_next or not hmac.compare_digest(entry.mac, entry_mac(previous, entry, aliases)):
            return Verification(expected - 1, expected, previous)
        previous, expected = entry.mac, expected + 1
    head = Head.objects.filter(pk=1).first()
    is_whole = (head.number, head.mac) == (expected - 1, previous) if head else expected == 1
    return Verification(expected - 1, None if is_whole else expected, previous)


def _entries() -> Iterator[Entry]:
    last = 0
    while batch := list(
        Entry.objects.filter(number__gt=last).prefetch_related("subjects").order_by("number")[:1000]
    ):
        yield from batch
        last = batch[-1].number
