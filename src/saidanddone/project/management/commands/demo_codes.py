"""`saidanddone demo_codes`: prints codes that open the Updates page."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from saidanddone.base import arguments
from saidanddone.base.errors import Refused
from saidanddone.project.demo.codes import fresh_codes


class Command(BaseCommand):
    help = "In a demonstration, print fresh receipt codes of a few people who spoke."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=arguments.port, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            codes = fresh_codes()
        except Refused as refused:
            raise CommandError(refused.sentence, returncode=2) from refused
        address = f"http://localhost:{options['port']}{reverse('updates:updates')}"
        self.stdout.write(f"\nCodes of people who spoke. Each opens the same page at {address}\n")
        for community, code in codes:
            self.stdout.write(f"{code}    {community.name.lower()}")
