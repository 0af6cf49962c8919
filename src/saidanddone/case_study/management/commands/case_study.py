"""`saidanddone case-study`: the report, written from records or from the last signed release."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saidanddone.access.queries import actor_by_email
from saidanddone.base.errors import NotYours, Refused
from saidanddone.case_study.atomic_file import check, save
from saidanddone.case_study.compose import compose
from saidanddone.case_study.queries import PERMISSION, read_material
from saidanddone.case_study.writers import WRITERS
from saidanddone.programme.queries import find_programme


class Command(BaseCommand):
    help = "Write the case study: a marked draft from records, or from the last signed release."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as", dest="email", required=True, help="who you are: an email address"
        )
        parser.add_argument("--programme", required=True, help="its short name")
        parser.add_argument(
            "--out", help="the file to write; its ending says which: .html, .md or .docx"
        )
        parser.add_argument(
            "--from",
            dest="which",
            choices=("draft", "release"),
            default="draft",
            help="from records as they stand now, or from the last signed release (default: draft)",
        )
        parser.add_argument(
            "--json", action="store_true", help="print every figure as one JSON object"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._write(**options)
        except Refused as refused:
            raise CommandError(refused.sentence, returncode=2) from None
        except NotYours:
            raise CommandError(
                f"There is no programme {options['programme']} whose case study {options['email']} "
                "may write.",
                returncode=2,
            ) from None

    def _write(self, *, email: str, programme: str, which: Any, **options: Any) -> None:
        path, ending = _place(options["out"], is_json=options["json"])
        actor = actor_by_email(email)
        of = find_programme(actor, programme, PERMISSION)
        document = compose(read_material(actor, of, which))
        if path is not None:
            save(path, WRITERS[ending](document))
            self.stderr.write(f"Written to {path}. Look at it before you pass it on.")
        if options["json"]:
            figures = {known.name: known.as_json() for known in document.figures}
            self.stdout.write(json.dumps(figures, ensure_ascii=False, indent=2))


def _place(out: str | None, *, is_json: bool) -> tuple[Path | None, str]:
    """Where to write and as what. Raises Refused before anyone's words are read."""
    if not out:
        if not is_json:
            raise Refused(
                "Say where to write it with --out FILE, or ask for the figures with --json."
            )
        return None, ""
    path = Path(out)
    ending = path.suffix.lower().removeprefix(".")
    if ending not in WRITERS:
        raise Refused("The file to write must end in .html, .md or .docx.")
    check(path)
    return path, ending
