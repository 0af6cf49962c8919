from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saidanddone.audit.chain import verify


class Command(BaseCommand):
    help = "Check the audit chain from its first entry, and print its head to keep elsewhere."

    def handle(self, *args: Any, **options: Any) -> None:
        verification = verify()
        if verification.broken_at is not None:
            raise CommandError(
                f"The chain is broken at entry {verification.broken_at}, or the audit key is not the one it was "
                "written with. Tell the data protection officer now."
            )
        self.stdout.write(
            f"{verification.entries} entries, unbroken. Head: {verification.head or 'none yet'}"
        )
