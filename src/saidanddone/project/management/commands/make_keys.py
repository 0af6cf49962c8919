from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from saidanddone.audit.models import Entry
from saidanddone.base.errors import Refused
from saidanddone.listening.commands import make_lists
from saidanddone.listening.put_back import missing_lists
from saidanddone.vault.master import NAMES, make_secrets, missing_secrets

MAY_BE_NEW = "session"  # a new one signs everyone out, and no more


class Command(BaseCommand):
    help = "Make the keys, and the two lists beside them, that are missing under SAIDANDDONE_KEYS."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--lost",
            action="append",
            choices=NAMES,
            default=[],
            help="make this key anew beside words: what the old one opened stays closed",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.SAIDANDDONE_KEYS)
        is_prepared = _is_prepared()
        if is_prepared and Entry.objects.exists():
            _refuse_new_keys(folder, {*options["lost"], MAY_BE_NEW})
        made = make_secrets(folder)
        if made:
            self.stdout.write(f"Made {', '.join(made)}. Back these up apart from the database.")
        if missing_lists() and not made and not is_prepared:
            raise CommandError(
                "Keys are here and no database is. Run `saidanddone migrate` first, or put back the backup and run "
                "`saidanddone restore`."
            )
        try:
            lists = make_lists(is_new=not is_prepared)
        except Refused as refused:
            raise CommandError(refused.sentence) from None
        if lists:
            self.stdout.write(f"Made {' and '.join(lists)}. Keep them beside the keys.")
        if not made and not lists:
            self.stdout.write("All keys are there; nothing was changed.")


def _is_prepared() -> bool:
    """Whether the words' database has its tables. On SQLite, one that is not there is not made."""
    connection = connections["default"]
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    return Entry._meta.db_table in connection.introspection.table_names()


def _refuse_new_keys(folder: Path, may_be_new: set[str]) -> None:
    missing = [name for name in missing_secrets(folder) if name not in may_be_new]
    if missing:
        raise CommandError(
            f"This database is in use, and {missing[0]}.key is missing. Put it back from its backup: a new one opens "
            f"nothing of what is here. If no backup holds it, add `--lost {missing[0]}`."
        )
