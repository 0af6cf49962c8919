"""`saidanddone replay-tombstones FILE`: after a backup is put back, and before anyone is served."""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saidanddone.base.references import LENGTH
from saidanddone.listening.commands import erase_again
from saidanddone.vault.erasure import finish_shredding

BAD_INPUT = 2
REFERENCE = re.compile(rf"[0-9a-z]{{{LENGTH}}}")


class Command(BaseCommand):
    help = "Erase again whoever had withdrawn since a backup that was put back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help="what `saidanddone tombstones` printed last before the loss"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refs = _read(options["file"])
        erased = erase_again(key_refs=refs)
        if not finish_shredding():
            self.stdout.write("Some erased bytes wait for a reader; `saidanddone tick` goes on.")
        keys = "1 key is" if len(refs) == 1 else f"{len(refs)} keys are"
        people = "1 person is" if erased == 1 else f"{erased} people are"
        self.stdout.write(f"{keys} stopped for good; {people} erased again.")


def _read(file: Path) -> list[str]:
    """Every reference in the file. Raises CommandError before anything is done."""
    try:
        lines = file.read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError):
        raise CommandError("This file cannot be read.", returncode=BAD_INPUT) from None
    for number, line in enumerate(lines, start=1):
        if not REFERENCE.fullmatch(line):
            raise CommandError(
                f"Line {number} is no key's reference. Nothing was changed.", returncode=BAD_INPUT
            )
    return list(dict.fromkeys(lines))
