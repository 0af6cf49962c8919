"""The HMAC chain: each entry's mac covers the one before it, so a changed row shows."""

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import NamedTuple

from django.contrib.auth import get_user_model

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


READS = 3  # an entry may be written between the read of the entries and that of the head


class ChainHead(NamedTuple):
    """Where a chain ends: the last entry's number and mac; 0 and empty before the first."""

    number: int = 0
    mac: str = ""


BEFORE_THE_FIRST = ChainHead()


@dataclass(frozen=True)
class Verification:
    """What checking the chain found: its end as far as it fits, and the first number that does not."""

    head: ChainHead
    broken_at: int | None


def verify(since: ChainHead = BEFORE_THE_FIRST) -> Verification:
    """Check the chain after this head. A gap, a change or missing last entries break it."""
    end = since
    for _ in range(READS):
        for entry in _entries(end.number):
            aliases = [bytes(subject.alias) for subject in entry.subjects.all()]
            mac, is_next = entry_mac(end.mac, entry, aliases), entry.number == end.number + 1
            if not is_next or not hmac.compare_digest(entry.mac, mac):
                return Verification(end, end.number + 1)
            end = ChainHead(entry.number, entry.mac)
        if _is_the_end(end):
            return Verification(end, None)
    return Verification(end, end.number + 1)


def _is_the_end(end: ChainHead) -> bool:
    """Whether the head row agrees. Without entries there is no row, and nobody who was invited by an entry."""
    head = Head.objects.filter(pk=1).values_list("number", "mac").first()
    if end.number:
        return head == end
    return head in (None, end) and not get_user_model().objects.exists()


def _entries(last: int) -> Iterator[Entry]:
    while batch := list(
        Entry.objects.filter(number__gt=last).prefetch_related("subjects").order_by("number")[:1000]
    ):
        yield from batch
        last = batch[-1].number
