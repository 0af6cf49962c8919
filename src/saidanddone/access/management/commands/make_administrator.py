from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse

from saidanddone.access.commands import INVITATION_LASTS, invite_administrator
from saidanddone.base.errors import Refused

BAD_INPUT = 2


class Command(BaseCommand):
    help = "Invite an administrator from the terminal: the first one, or one more when nobody can get in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address they will sign in with")
        parser.add_argument("--name", required=True, help="what colleagues call them")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            if not options["name"].strip():
                raise Refused("Say what colleagues call them with --name.")
            token = invite_administrator(email=options["email"], name=options["name"])
        except ValidationError:
            raise CommandError("This is not an e-mail address.", returncode=BAD_INPUT) from None
        except Refused as refused:
            raise CommandError(refused.sentence, returncode=BAD_INPUT) from None
        scheme = "http" if settings.DEMONSTRATION else "https"
        address = reverse("programme:invitation", args=[token])
        self.stdout.write(
            f"Give this link to {options['name']} and nobody else. It works once, for "
            f"{INVITATION_LASTS.days} days.\n{scheme}://{settings.ALLOWED_HOSTS[0]}{address}"
        )
