from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.urls import reverse

from saidanddone.access.commands import make_one_time_links
from saidanddone.access.queries import people_who_sign_in
from saidanddone.base import arguments


class Command(BaseCommand):
    help = "List who signs in; in a demonstration, --links prints a one-time link for each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--links", action="store_true", help="demonstration only")
        parser.add_argument("--port", type=arguments.port, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["links"]:
            for user in people_who_sign_in():
                self.stdout.write(f"{user.email:45} {user.name}")
            return
        self.stdout.write("\nWho can sign in. Each link works once; start again for new ones.\n")
        for user, token in make_one_time_links():
            address = reverse("access:one_time_link", args=[token])
            self.stdout.write(
                f"{user.email:45} {user.name}\n    http://localhost:{options['port']}{address}"
            )
