from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saidanddone.audit.chain import verify


class Command(BaseCommand):
    help = "Check the audit chain from its first entry, and print its head to keep elsewhere."

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify()
        if found.broken_at is not None:
            raise CommandError(
                f"The chain is broken at entry {found.broken_at}, or the audit key is not the one it was "
                "written with. Tell the data protection officer now."
            )
        self.stdout.write(f"{found.entries} entries, unbroken. Head: {found.head or 'none yet'}")
