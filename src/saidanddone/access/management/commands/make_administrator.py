from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse

from saidanddone.access.commands import INVITATION_LASTS, invite_administrator
from saidanddone.access.models import Agency
from saidanddone.base.errors import Refused
from saidanddone.base.names import folded

BAD_INPUT = 2


class Command(BaseCommand):
    help = "Invite an administrator from the terminal: the first one, or one more when nobody can get in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address they will sign in with")
        parser.add_argument("--name", required=True, help="what colleagues call them")
        works_for = parser.add_mutually_exclusive_group()
        works_for.add_argument("--agency", help="its name, as the page Agencies lists it")
        works_for.add_argument(
            "--no-agency", action="store_true", help="they work for no agency that is listed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            if not options["name"].strip():
                raise Refused("Say what colleagues call them with --name.")
            token = invite_administrator(
                email=options["email"], name=options["name"], agency=_agency(options)
            )
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


def _agency(options: dict[str, Any]) -> Agency | None:
    """The agency named. Whom they work for is said as soon as agencies are listed (R1)."""
    agencies = list(Agency.objects.order_by("name"))
    names = [agency.name for agency in agencies]
    if options["no_agency"] or not (names or options["agency"]):
        return None
    wanted = folded(options["agency"] or "")
    agency = next((agency for agency in agencies if folded(agency.name) == wanted), None)
    if agency is None:
        raise Refused(
            "Say whom they work for with --agency NAME, or with --no-agency that it is none of these: "
            f"{', '.join(names) or 'no agency is listed yet'}."
        )
    return agency
