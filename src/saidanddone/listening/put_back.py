"""Whether this database is older than what stands beside the keys: the destroyed keys, and the audit's head.

Whatever serves or reads asks here first. Nothing here writes.
"""

from saidanddone.audit import kept_head
from saidanddone.base.errors import Refused
from saidanddone.vault import master, tombstone_list
from saidanddone.vault.models import Tombstone
from saidanddone.vault.tombstone_list import TombstoneList

LISTS = (tombstone_list, kept_head)  # made together: one without the other is a loss


def refuse_what_was_put_back() -> str:
    """Refuse a database that was put back from a backup and not restored, or without its keys.

    Returns a sentence where a home of 0.1 has no such files yet, else empty.
    """
    master.require_secrets()
    if len(missing_lists()) == len(LISTS) and not kept_head.is_kept():
        return kept_head.NOT_KEPT_YET
    _refuse_without_tombstones(tombstone_list.read())
    if problem := kept_head.why_not_in_chain(kept_head.read()):
        raise Refused(f"{problem} If you put back a backup, run `saidanddone restore`.")
    return ""


def missing_lists() -> list[str]:
    """The names of the files that ought to stand beside the keys and do not."""
    return [file.FILE for file in LISTS if not file.path().exists()]


def tombstones() -> set[str]:
    """The keys that this database knows to be destroyed."""
    return set(Tombstone.objects.values_list("key_ref", flat=True))


def keys_in_words(number: int) -> str:
    return "1 key" if number == 1 else f"{number} keys"


def _refuse_without_tombstones(listed: TombstoneList) -> None:
    lacking = set(listed.destroyed) - tombstones()
    if lacking:
        raise Refused(
            f"This database was put back from a backup, in which {keys_in_words(len(lacking))} destroyed since would open "
            "again. Run `saidanddone restore` before anyone is served."
        )
