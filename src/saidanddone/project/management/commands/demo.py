"""`saidanddone demo`: builds the demonstration through the product's own commands."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from saidanddone.access.installation import set_kind
from saidanddone.access.models import User
from saidanddone.base import arguments, clock
from saidanddone.base.errors import Refused
from saidanddone.listening.commands import make_lists
from saidanddone.programme.models import Programme
from saidanddone.project.demo.build import build


class Command(BaseCommand):
    help = "Build Eastmere, an invented programme with a year of listening, deciding and answering."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as-of",
            type=arguments.day,
            default=None,
            help="tell the story as it stands on this day, for example 2026-11-22 (default: today)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(
                "This is not a demonstration. Set SAIDANDDONE_DEMONSTRATION=1 and an empty "
                "SAIDANDDONE_HOME to build one.",
                returncode=2,
            )
        for database in settings.DATABASES:
            call_command("migrate", database=database, verbosity=0)
        make_lists()
        if Programme.objects.exists() or User.objects.exists():
            raise CommandError(
                "A programme is here already. Set SAIDANDDONE_HOME to an empty folder and try again.",
                returncode=2,
            )
        try:
            set_kind("demonstration")
        except Refused as refused:
            raise CommandError(refused.sentence, returncode=2) from refused
        self.stderr.write("Building the demonstration ...")
        programme = build(options["as_of"] or clock.today())
        self.stderr.write(f"“{programme.title}” is built. {programme.notice}")
