import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saidanddone.access.queries import actor_by_email
from saidanddone.base.errors import NotYours, Refused
from saidanddone.programme.queries import find_programme
from saidanddone.thread.queries import figures


class Command(BaseCommand):
    help = "The golden thread in numbers; every passage is resolved back to the words it came from."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as", dest="email", required=True, help="who you are: an e-mail address"
        )
        parser.add_argument("--programme", required=True, help="its short name")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            actor = actor_by_email(options["email"])
            programme = find_programme(actor, options["programme"], "thread.see")
            counts = asdict(figures(actor, programme))
        except Refused as refused:
            raise CommandError(refused.sentence, returncode=2) from None
        except NotYours:
            raise CommandError(
                f"There is no programme {options['programme']} whose thread {options['email']} may see.",
                returncode=2,
            ) from None
        if options["json"]:
            self.stdout.write(json.dumps(counts))
            return
        for name, value in counts.items():
            words = name.replace("_", " ")
            self.stdout.write(f"{words:24} {'-' if value is None else value}")
