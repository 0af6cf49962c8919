from typing import Any

from django.core.management.base import BaseCommand

from saidanddone.vault.models import Tombstone


class Command(BaseCommand):
    help = "Print the references of destroyed keys, one a line: keep the newest list with the keys' backups."

    def handle(self, *args: Any, **options: Any) -> None:
        for ref in Tombstone.objects.order_by("pk").values_list("key_ref", flat=True):
            self.stdout.write(ref)
