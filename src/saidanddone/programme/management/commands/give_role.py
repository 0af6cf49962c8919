from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saidanddone.access.models import User
from saidanddone.base.errors import NotYours, Refused
from saidanddone.programme.commands import give_role
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import actor_by_email

BAD_INPUT = 2


class Command(BaseCommand):
    help = (
        "Give someone who already signs in a role in a programme, until a day; a past day ends it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("person", help="the address they sign in with")
        parser.add_argument("role", help="the role's name in roles.toml, such as peer_researcher")
        parser.add_argument("--as", dest="email", required=True, help="an administrator's address")
        parser.add_argument("--programme", required=True, help="its short name")
        parser.add_argument(
            "--until",
            type=date.fromisoformat,
            default=None,
            help="the last day: the earliest of the role's end, training and conflict-of-interest dates",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(email__iexact=options["person"], is_active=True).first()
        programme = Programme.objects.filter(slug=options["programme"]).first()
        try:
            if person is None:
                raise Refused("Nobody signs in with this address. Invite them first.")
            if programme is None:
                raise Refused("No programme has this short name. Check its address.")
            give_role(
                actor=actor_by_email(options["email"]),
                programme=programme,
                user=person,
                role=options["role"],
                until=options["until"],
            )
        except Refused as refused:
            raise CommandError(refused.sentence, returncode=BAD_INPUT) from None
        except NotYours:
            raise CommandError(
                "Only an administrator or the strategy lead gives roles.", returncode=BAD_INPUT
            ) from None
        until = f" until {options['until']:%Y-%m-%d}" if options["until"] else ""
        self.stdout.write(f"{person} is {options['role']} in {programme.slug}{until}.")
