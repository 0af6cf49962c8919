"""The chain's head, kept beside the keys: outside the database, so that a tail cut and refilled shows.

It is written right after each commit that adds an entry, at every start, by a job every ten minutes, and whenever
the chain is verified. Where that fails, the act stands and the job tells: nobody waits to be heard for a disk.
"""

import hmac
import re
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from saidanddone.audit.chain import BEFORE_THE_FIRST, ChainHead, verify
from saidanddone.audit.models import Entry, Head
from saidanddone.base.errors import Refused
from saidanddone.base.whole_file import locked, write_whole

FILE = "audit-head.txt"
BEGUN = "audit.begin_to_keep_head"  # the act since which a missing file is a loss
READABLE = 0o600
PRINTED = re.compile(r"\s*(?P<number>\d+)\b[^\n]*?\b(?P<mac>[0-9a-f]{64}|none yet)\s*")
TELL = "Tell the data protection officer now."
NOT_KEPT_YET = (
    "No list of destroyed keys and no head of the audit are kept beside the keys yet. Run `saidanddone make-keys`; "
    "but if this database was put back from a backup, `saidanddone restore FILE` with the newest list."
)


def path() -> Path:
    return Path(settings.SAIDANDDONE_KEYS) / FILE


def printed(head: ChainHead) -> str:
    """As `verify-audit` prints it and the file holds it."""
    return f"{head.number} entries, unbroken. Head: {head.mac or 'none yet'}"


def parse(text: str) -> ChainHead:
    """A head as printed, or its number and mac alone. Raises Refused."""
    match = PRINTED.fullmatch(text)
    if match is None:
        raise Refused(
            "This is no head of the audit. It is a line that `saidanddone verify-audit` printed: a number of entries and "
            "64 letters and digits."
        )
    mac = match["mac"]
    return ChainHead(int(match["number"]), "" if mac == "none yet" else mac)


def read() -> ChainHead:
    """The head beside the keys. Raises Refused where it is missing or damaged."""
    try:
        return parse(path().read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError, Refused):
        raise Refused(
            f"The audit's head, {FILE}, is not beside the keys or is damaged. Give one that you kept: "
            "`saidanddone verify-audit --against HEAD`."
        ) from None


def is_kept() -> bool:
    """Whether a head was ever kept for this database: then its file may not be missing."""
    return Entry.objects.filter(act=BEGUN).exists()


def keep(head: ChainHead) -> None:
    """Keep this head in place of the one before. Raises OSError."""
    write_whole(path(), f"{printed(head)}\n".encode(), READABLE)


def keep_newer(head: ChainHead) -> None:
    """Keep this head unless a later one stands there, written meanwhile. Raises OSError."""
    with locked(path().parent):
        try:
            kept = read()
        except Refused:
            kept = BEFORE_THE_FIRST
        if kept.number < head.number:
            keep(head)


def keep_after_commit(number: int) -> None:
    """Keep the newest head, once this entry is committed; never in place of one that the chain lacks."""
    with suppress(OSError, Refused), locked(path().parent):  # the job tells, every ten minutes
        kept = read()
        if kept.number < number and not why_not_in_chain(kept):
            keep(ChainHead(*Head.objects.values_list("number", "mac").get(pk=1)))


def why_not_in_chain(head: ChainHead) -> str:
    """A sentence where the chain does not hold this head, else empty. One query."""
    if not head.number:
        return ""
    mac = Entry.objects.filter(number=head.number).values_list("mac", flat=True).first()
    if mac is None:
        last = Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0
        return (
            f"The audit ends at entry {last}, and the head of entry {head.number} was kept: the entries after {last} "
            f"are gone. {TELL}"
        )
    if not hmac.compare_digest(mac, head.mac):
        return (
            f"Entry {head.number} is not the one whose head was kept: entries were taken away and others written in "
            f"their place. {TELL}"
        )
    return ""


def is_another_end() -> bool:
    """Whether the chain lacks the head that was kept, or that head was kept and is gone. Two queries."""
    try:
        return bool(why_not_in_chain(read()))
    except Refused:
        return is_kept()


def check_and_keep() -> str:
    """Check the entries since the kept head, and keep the newest. A sentence where they do not fit."""
    if not path().exists() and not is_kept():
        return NOT_KEPT_YET
    try:
        kept = read()
    except Refused as refused:
        return refused.sentence
    if problem := why_not_in_chain(kept):
        return problem
    verification = verify(since=kept)
    if verification.broken_at is not None:
        return broken_at(verification.broken_at)
    keep_newer(verification.head)
    return ""


def broken_at(number: int) -> str:
    return f"The chain is broken at entry {number}, or the audit key is not the one it was written with. {TELL}"
