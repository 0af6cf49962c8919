"""After a backup is put back: whoever had withdrawn since is erased again, and only then is anyone served."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.audit import commands as audit
from saidanddone.audit import kept_head
from saidanddone.audit.chain import BEFORE_THE_FIRST, ChainHead, verify
from saidanddone.audit.models import Entry
from saidanddone.base import clock
from saidanddone.base.errors import Refused
from saidanddone.listening.commands.withdrawal import erase_again
from saidanddone.listening.put_back import (
    keys_in_words,
    missing_lists,
    refuse_what_was_put_back,
    tombstones,
)
from saidanddone.vault import erasure, tombstone_list
from saidanddone.vault.models import Tombstone
from saidanddone.vault.tombstone_list import TombstoneList

BACKUPS_OF_KEYS_LAST = timedelta(days=30)  # what people are told


@dataclass(frozen=True)
class Restored:
    """Keys stopped for good, people erased again, and the age of the backup."""

    keys: int
    people: int
    age: timedelta

    @property
    def is_too_old(self) -> bool:
        """Older than a backup of keys may be."""
        return self.age > BACKUPS_OF_KEYS_LAST


def prepare_to_serve(*, actor: Actor | None = None) -> str:
    """Refuse what is not safe to serve, and finish the withdrawals that a kill interrupted.

    Returns a sentence for whoever runs a home of 0.1, else empty.
    """
    sentence = refuse_what_was_put_back()
    if not sentence:
        _finish_what_was_asked_for()
    erasure.destroy_keys_put_back()
    _refuse_lost_keys()
    if sentence:
        return sentence
    erasure.settle_list()
    _begin_to_keep_head()
    if problem := kept_head.check_and_keep():
        raise Refused(problem)
    return ""


def make_lists(*, actor: Actor | None = None, is_new: bool = False) -> list[str]:
    """Make what is missing beside the keys, from this database. Returns the names of the files made.

    Raises Refused where a file was kept before and is gone: a new one would not know what the old one knew.

    is_new    the keys were just made, and the database has no tables yet
    """
    missing = missing_lists()
    if missing and not is_new and kept_head.is_kept():
        refuse_what_was_put_back()
    if tombstone_list.FILE in missing:
        refs = Tombstone.objects.order_by("pk").values_list("key_ref", flat=True)
        tombstone_list.make(TombstoneList(destroyed=() if is_new else tuple(refs)))
    if kept_head.FILE in missing:
        kept_head.keep(BEFORE_THE_FIRST if is_new else _verified())
    return missing


def restore(
    *,
    actor: Actor | None = None,
    lists: Sequence[TombstoneList],
    has_newer_list: bool = True,
    keys_are_lost: bool = False,
) -> Restored:
    """Make a backup that was put back safe to serve: erase again whoever is in one of the lists.

    Safe to repeat. The audit's head is kept anew at the very end, so that a restore that was interrupted
    is not served.
    """
    refs = list(dict.fromkeys(ref for listed in lists for ref in listed.key_refs))
    unlisted = tombstones() - set(refs)
    if unlisted and has_newer_list:
        raise Refused(
            f"This list is older than the backup, which knows {keys_in_words(len(unlisted))} more to be destroyed. Give the newest "
            "list. If there is none, add --no-newer-list, and ask people: whoever withdrew since may be back."
        )
    age = _age()
    tombstone_list.make(TombstoneList(destroyed=tuple(dict.fromkeys([*refs, *unlisted]))))
    with transaction.atomic():
        people = erase_again(key_refs=refs)
        audit.record(actor=actor, act="listening.put_back", count=len(refs) or 1)
    erasure.destroy_keys_put_back()
    if keys_are_lost:
        erase_again(key_refs=erasure.lost_keys())
    _refuse_lost_keys()
    _begin_to_keep_head()
    kept_head.keep(_verified())
    return Restored(len(refs), people, age)


def _finish_what_was_asked_for() -> None:
    """A process that is killed just before its commit leaves the key asked for and the words where they were."""
    asked = set(tombstone_list.read().asked) - tombstones()
    if asked:
        erase_again(key_refs=asked)


def _refuse_lost_keys() -> None:
    lost = erasure.lost_keys()
    if lost:
        raise Refused(
            f"The database of keys lacks {keys_in_words(len(lost))} that these words need. Put back a backup of the keys that is not "
            "older than the words. If there is none, `saidanddone restore --keys-are-lost` erases what nobody can read."
        )


@transaction.atomic
def _begin_to_keep_head() -> None:
    if not kept_head.is_kept():
        audit.record(actor=None, act=kept_head.BEGUN)


def _verified() -> ChainHead:
    verification = verify()
    if verification.broken_at is not None:
        raise Refused(kept_head.broken_at(verification.broken_at))
    return verification.head


def _age() -> timedelta:
    last = Entry.objects.order_by("-number").values_list("at", flat=True).first()
    return clock.now() - last if last else timedelta(0)
