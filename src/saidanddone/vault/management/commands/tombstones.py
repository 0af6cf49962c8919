from typing import Any

from django.core.management.base import BaseCommand

from saidanddone.vault.models import Tombstone
from saidanddone.vault.tombstone_list import TombstoneList


class Command(BaseCommand):
    help = "Print the list of destroyed keys, as it is kept beside the keys; keep copies with their backups."

    def handle(self, *args: Any, **options: Any) -> None:
        refs = Tombstone.objects.order_by("pk").values_list("key_ref", flat=True)
        self.stdout.write(str(TombstoneList(destroyed=tuple(refs))), ending="")
