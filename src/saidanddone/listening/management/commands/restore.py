"""`saidanddone restore [FILE ...]`: after a backup is put back, and before anyone is served."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from saidanddone.audit import kept_head
from saidanddone.base.errors import Refused
from saidanddone.listening.commands import restore
from saidanddone.ui.templatetags.ui import count_of
from saidanddone.vault import tombstone_list
from saidanddone.vault.erasure import finish_shredding
from saidanddone.vault.tombstone_list import TombstoneList

BAD_INPUT = 2


class Command(BaseCommand):
    help = "Make a backup that was put back safe to serve: erase again whoever had withdrawn since."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, nargs="*", help="more lists of destroyed keys, or the only one left"
        )
        parser.add_argument(
            "--no-newer-list",
            action="store_true",
            help="go on with a list older than the backup: whoever withdrew since may be back",
        )
        parser.add_argument(
            "--keys-are-lost",
            action="store_true",
            help="erase what is sealed with keys that no backup holds: nobody can read it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._restore(self._lists(options["file"]), options)
        except Refused as refused:
            raise CommandError(refused.sentence, returncode=BAD_INPUT) from None

    def _restore(self, lists: Sequence[TombstoneList], options: dict[str, Any]) -> None:
        for database in ("default", "keys"):
            call_command("migrate", database=database, verbosity=0)
        restored = restore(
            lists=lists,
            has_newer_list=not options["no_newer_list"],
            keys_are_lost=options["keys_are_lost"],
        )
        if not finish_shredding():
            self.stdout.write("Some erased bytes wait for a reader; `saidanddone tick` goes on.")
        self.stdout.write(
            f"{count_of(restored.keys, 'key is,keys are')} stopped for good; "
            f"{count_of(restored.people, 'person is,people are')} erased again."
        )
        if restored.is_too_old:
            self.stdout.write(
                f"This backup is {restored.age.days} days old. Backups of keys may be kept for 30: delete the others."
            )
        self.stdout.write(kept_head.printed(kept_head.read()))

    def _lists(self, files: Sequence[Path]) -> list[TombstoneList]:
        """Those given, and the one beside the keys. Without one given, it must be there and whole."""
        given = [self._given(file) for file in files]
        try:
            return [*given, tombstone_list.read()]
        except Refused:
            if not given:
                raise
            self.stderr.write(
                "The list beside the keys cannot be used; a new one is made from yours."
            )
            return given

    def _given(self, file: Path) -> TombstoneList:
        try:
            content = file.read_bytes()
        except OSError:
            raise Refused(f"{file.name} cannot be read. Nothing was changed.") from None
        listed = tombstone_list.parse(content, file.name, may_be_plain=True)
        self.stdout.write(f"{file.name} lists {count_of(len(listed.key_refs), 'key')}.")
        return listed
