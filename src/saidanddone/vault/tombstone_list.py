"""The list of destroyed keys, kept beside the keys: what a backup of the words cannot know.

A key stands as *asked for* from just before the commit that stops it, and as *destroyed* from just after. So a
process that is killed at any moment leaves it in the list. The last line counts the keys and covers them
by an HMAC, so that a list that was cut or comes from elsewhere is no list.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from saidanddone.base import clock
from saidanddone.base.errors import Refused
from saidanddone.base.references import LENGTH
from saidanddone.base.whole_file import locked, write_whole
from saidanddone.vault import master

FILE = "tombstones.txt"
HEADING = "Destroyed keys of Said and Done. Keep this list beside the keys, and copies with their backups."
ASKED_LASTS = timedelta(minutes=10)  # longer than any transaction; then it was rolled back
READABLE = 0o600
KEY = re.compile(rf"(?P<ref>[0-9a-z]{{{LENGTH}}})(?: asked (?P<at>[-0-9T:.+]+))?")


@dataclass(frozen=True)
class TombstoneList:
    """References of keys: those destroyed, in their order, and those asked for, with when."""

    destroyed: tuple[str, ...] = ()
    asked: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def key_refs(self) -> list[str]:
        return list(dict.fromkeys([*self.destroyed, *self.asked]))

    def __str__(self) -> str:
        """The file's text, with its last line."""
        keys = [*self.destroyed]
        keys += [f"{ref} asked {at.isoformat()}" for ref, at in self.asked.items()]
        above = "".join(f"{line}\n" for line in [HEADING, *keys])
        return f"{above}{_last_line(above)}\n"


def path() -> Path:
    return Path(settings.SAIDANDDONE_KEYS) / FILE


def read() -> TombstoneList:
    """The list beside the keys. Raises Refused where it is missing, empty, damaged or cut short."""
    try:
        content = path().read_bytes()
    except OSError:
        raise Refused(
            f"The list of destroyed keys, {FILE}, is not beside the keys or cannot be read. Put back its newest "
            "copy, or give it: `saidanddone restore FILE`. A database that never had one, as in 0.1, gets it from `saidanddone make-keys`."
        ) from None
    return parse(content, FILE)


def parse(content: bytes, name: str, *, may_be_plain: bool = False) -> TombstoneList:
    """Read a list. Raises Refused, naming it, where it is empty, damaged or cut short.

    may_be_plain    accept bare references without first and last line, as 0.1 printed them
    """
    text = content.decode("ascii", errors="replace")
    lines = text.splitlines()
    if may_be_plain and lines and lines[0] != HEADING:
        return TombstoneList(destroyed=tuple(match["ref"] for match in _matches(lines, name, 1)))
    if not _is_whole(text, lines):
        raise Refused(
            f"The list of destroyed keys, {name}, is empty, damaged, cut short or of another installation. Put back "
            "its newest whole copy, or give it: `saidanddone restore FILE`."
        )
    matches = _matches(lines[1:-1], name, 2)
    return TombstoneList(
        destroyed=tuple(match["ref"] for match in matches if not match["at"]),
        asked={
            match["ref"]: datetime.fromisoformat(match["at"]) for match in matches if match["at"]
        },
    )


def _matches(lines: Sequence[str], name: str, first: int) -> list[re.Match[str]]:
    """Every line read as a key. Raises Refused, with the number of the first line that is none."""
    matches = []
    for number, line in enumerate(lines, start=first):
        match = KEY.fullmatch(line)
        if match is None:
            raise Refused(f"Line {number} of {name} is no key's reference. Nothing was changed.")
        matches.append(match)
    return matches


def ask_for(key_refs: Collection[str]) -> None:
    """Before the commit that stops these keys. Raises Refused or OSError where it cannot be written."""
    now = clock.now()

    def change(listed: TombstoneList) -> TombstoneList:
        new = [ref for ref in key_refs if ref not in listed.key_refs]
        return replace(listed, asked={**listed.asked, **dict.fromkeys(new, now)})

    _change(change)


def settle(tombstones: Collection[str]) -> None:
    """List every tombstone of the database as destroyed, and forget what was asked for and rolled back.

    Raises Refused or OSError where the list cannot be read or written.
    """
    known, before = dict.fromkeys(tombstones), clock.now() - ASKED_LASTS

    def change(listed: TombstoneList) -> TombstoneList:
        return TombstoneList(
            destroyed=tuple(dict.fromkeys([*listed.destroyed, *known])),
            asked={
                ref: at for ref, at in listed.asked.items() if ref not in known and at >= before
            },
        )

    _change(change)


def make(listed: TombstoneList) -> None:
    """Write this list in place of whatever is there: only where it is made or put back on purpose."""
    with locked(path().parent):
        _write(listed)


def _change(change: Callable[[TombstoneList], TombstoneList]) -> None:
    with locked(path().parent):
        before = read()
        after = change(before)
        if after != before:
            _write(after)


def _write(listed: TombstoneList) -> None:
    write_whole(path(), str(listed).encode(), READABLE)


def _last_line(above: str) -> str:
    """The number of keys above, and an HMAC over all of it under the audit's key."""
    mac = hmac.new(master.secret("audit"), f"{FILE}\n{above}".encode(), hashlib.sha256)
    return f"Keys above: {above.count(chr(10)) - 1}. {mac.hexdigest()}"


def _is_whole(text: str, lines: list[str]) -> bool:
    if len(lines) < 2 or lines[0] != HEADING:
        return False
    above = "".join(f"{line}\n" for line in lines[:-1])
    is_as_written = text == f"{above}{lines[-1]}\n"
    return is_as_written and hmac.compare_digest(lines[-1].encode(), _last_line(above).encode())
