from typing import Any

from django.core.management.base import BaseCommand

from saidanddone.base.errors import Refused
from saidanddone.vault import tombstone_list
from saidanddone.vault.models import Tombstone
from saidanddone.vault.tombstone_list import TombstoneList


class Command(BaseCommand):
    help = "Print the list of destroyed keys, as it is kept beside the keys; keep copies with their backups."

    def handle(self, *args: Any, **options: Any) -> None:
        refs = [
            *_beside_the_keys(),
            *Tombstone.objects.order_by("pk").values_list("key_ref", flat=True),
        ]
        self.stdout.write(str(TombstoneList(destroyed=tuple(dict.fromkeys(refs)))), ending="")


def _beside_the_keys() -> list[str]:
    """What a database that was put back does not know: a copy printed there is no older than the list."""
    try:
        return tombstone_list.read().key_refs
    except Refused:
        return []
