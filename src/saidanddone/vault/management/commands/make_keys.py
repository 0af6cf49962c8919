from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from saidanddone.vault.master import make_secrets


class Command(BaseCommand):
    help = "Make the secrets that are missing under SAIDANDDONE_KEYS; those that exist stay."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        made = make_secrets(Path(settings.SAIDANDDONE_KEYS))
        if made:
            self.stdout.write(f"Made {', '.join(made)}. Back these up apart from the database.")
        else:
            self.stdout.write("All keys are there; nothing was changed.")
