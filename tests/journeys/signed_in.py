"""The cast in an installation of their own, signed in: `python -m tests.journeys.signed_in` prints sessions."""

import json
import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "saidanddone.project.settings"
django.setup()

from django.core.management import call_command
from django.db import transaction
from django.test import Client

from saidanddone.access.installation import set_kind
from saidanddone.access.models import User
from saidanddone.listening.commands import make_lists
from tests.people import gather


def main() -> None:
    for database in ("default", "keys"):
        call_command("migrate", database=database, verbosity=0)
    set_kind("demonstration")
    make_lists()
    with transaction.atomic():
        cast = gather()
    print(json.dumps({name: session(user) for name, user in cast.users.items()}))  # noqa: T201


def session(user: User) -> str:
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(user)
    return browser.cookies["s"].value


if __name__ == "__main__":
    main()
